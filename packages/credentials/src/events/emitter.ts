import { tell } from './emit-to.ts'
import type { Emit, EventName, Events, Listeners } from './events.ts'

export interface Emitter {
  /** Has `listener` called at each event of that name, until the function that this returns is called. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void
  /** Ends every registration of `listener` for that name. */
  off<N extends EventName>(name: N, listener: (payload: Events[N]) => void): void
  /** Never throws, and waits for no listener. */
  readonly emit: Emit
}

type Registration = readonly [name: string, listener: (payload: never) => unknown]

/**
 * Calls listeners at once, in the order of their registration, with a frozen payload. What a listener throws, or rejects with, is dropped:
 * it disturbs neither the others nor whom the event is about. One that is added during an event misses it, one that is removed hears no more.
 */
export function createEmitter(listeners: Listeners = {}): Emitter {
  // What is undefined among the listeners is nobody.
  const registrations = new Set(Object.entries(listeners) as Registration[])
  return {
    on(...registration) {
      registrations.add(registration)
      return () => registrations.delete(registration)
    },
    off(...gone) {
      for (const registration of registrations) {
        if (registration.every((part, index) => part === gone[index])) registrations.delete(registration)
      }
    },
    emit(name, payload) {
      Object.freeze(payload)
      for (const registration of [...registrations]) {
        // True because `on` and `Listeners` tie each listener to the payload of its name.
        const [of, listener] = registration as [string, (payload: unknown) => unknown]
        if (of === name && registrations.has(registration)) tell(listener, payload)
      }
    },
  }
}
