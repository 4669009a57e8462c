import type { Emit, Listeners } from './events.ts'

/**
 * Tells these listeners, each at once, and with a frozen payload. What a listener throws, or rejects with, is dropped: it disturbs nobody.
 * For what has no `on` and `off`; `createEmitter` has them.
 */
export function emitTo(listeners: Listeners = {}): Emit {
  return (name, payload) => {
    Object.freeze(payload)
    // An async function calls at once, and takes what the listener throws as well as what it rejects with.
    ;(async () => listeners[name]?.(payload))().catch(() => {})
  }
}
