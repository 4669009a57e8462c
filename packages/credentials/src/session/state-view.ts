import type { SessionState } from './session.ts'

/** What a session shows of itself: a frozen object, the same one until something has changed. */
export interface StateView {
  current(): SessionState
  show(next: SessionState): void
  subscribe(listener: () => void): () => void
}

export function createStateView(first: SessionState): StateView {
  const listeners = new Set<{ readonly listener: () => void }>()
  let state = frozen(first)
  return {
    current: () => state,
    show(next) {
      if (text(next) === text(state)) return
      state = frozen(next)
      for (const { listener } of [...listeners]) {
        // What a listener throws is its own affair.
        try {
          listener()
        } catch {}
      }
    },
    subscribe(listener) {
      // A listener may be there twice, and leave once.
      const entry = { listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
  }
}

function frozen(state: SessionState): SessionState {
  return Object.freeze({ ...state, providers: Object.freeze(state.providers) })
}

function text(state: SessionState): string {
  // An array keeps the members that are undefined.
  return JSON.stringify(Object.values(state))
}
