import type { SessionState } from './session.ts'
import { isGuest, type Standing } from './standing.ts'

/** What a session shows of itself: a frozen object, the same one until something has changed. */
export interface StateView {
  getSnapshot(): SessionState
  show(next: SessionState): void
  subscribe(listener: () => void): () => void
}

export function createStateView(): StateView {
  const listeners = new Set<() => Promise<void>>()
  let state: SessionState
  let text: string | undefined
  return {
    getSnapshot: () => state,
    show(next) {
      const nextText = JSON.stringify(next)
      if (nextText === text) return
      text = nextText
      Object.freeze(next.providers)
      state = Object.freeze(next)
      // What a listener throws is its own affair.
      for (const tell of [...listeners]) tell().catch(() => {})
    },
    subscribe(listener) {
      // Its own function each time: a listener may be there twice, and leave once.
      const tell = async () => listener()
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
  }
}

export function stateOf(standing: Standing, expiration: Date | undefined, isClosed: boolean): SessionState {
  const { identityId, logins, user } = standing
  const isUser = !isGuest(standing)
  const status = isClosed ? 'closed' : isUser ? 'user' : identityId ? 'guest' : 'new'
  return { status, identityId, providers: Object.keys(logins), expiration, user: isUser ? user : undefined }
}
