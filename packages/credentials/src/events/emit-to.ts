import type { Emit, Listeners } from './events.ts'

/**
 * Tells these listeners, each at once, and with a frozen payload. For what has no `on` and `off`; `createEmitter` has them.
 */
export function emitTo(listeners: Listeners = {}): Emit {
  return (name, payload) => {
    Object.freeze(payload)
    tell(listeners[name], payload)
  }
}

/** Calls a listener, where there is one. What it throws, or rejects with, is dropped: it disturbs nobody. */
export function tell<P>(listener: ((payload: P) => unknown) | undefined, payload: P): void {
  // An async function calls at once, and takes what the listener throws as well as what it rejects with.
  ;(async () => listener?.(payload))().catch(() => {})
}
