import type { Emit, EventName, Events, Listeners } from './events.ts'

export interface Emitter {
  /** Has `listener` called at each event of that name, until the function that this returns is called. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void
  /** Ends every registration of `listener` for that name. */
  off<N extends EventName>(name: N, listener: (payload: Events[N]) => void): void
  /** Never throws, and waits for no listener. */
  readonly emit: Emit
}

interface Registration {
  readonly name: string
  readonly listener: (payload: never) => unknown
}

/**
 * Calls listeners at once, in the order of their registration, with a frozen payload. What a listener throws, or rejects with, is dropped:
 * it disturbs neither the others nor whom the event is about. One that is added during an event misses it, one that is removed hears no more.
 */
export function createEmitter(listeners: Listeners = {}): Emitter {
  const registrations = new Set<Registration>()

  const add = (name: string, listener: Registration['listener']): (() => void) => {
    const registration = { name, listener }
    registrations.add(registration)
    return () => {
      registrations.delete(registration)
    }
  }
  for (const [name, listener] of Object.entries(listeners)) if (listener) add(name, listener)

  return {
    on: add,
    off(name, listener) {
      for (const registration of registrations) {
        if (registration.name === name && registration.listener === listener) registrations.delete(registration)
      }
    },
    emit(name, payload) {
      Object.freeze(payload)
      for (const registration of [...registrations]) {
        if (registration.name !== name || !registrations.has(registration)) continue
        // True because `on` and `Listeners` tie each listener to the payload of its name.
        const listener = registration.listener as (payload: unknown) => unknown
        // An async function runs its listener at once, and takes what it throws as well as what it rejects with.
        ;(async () => listener(payload))().catch(() => {})
      }
    },
  }
}
