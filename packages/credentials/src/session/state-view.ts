import { tell } from '../events/emit-to.ts'
import type { SessionState } from './session.ts'
import { isGuest, type Standing } from './standing.ts'

/** What a session shows of itself: a frozen object, the same one until something has changed. */
export interface StateView {
  getSnapshot(): SessionState
  show(next: SessionState): void
  subscribe(listener: () => void): () => void
}

export function createStateView(): StateView {
  const listeners = new Set<readonly [() => void]>()
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
      for (const [listener] of [...listeners]) tell(listener, undefined)
    },
    subscribe(listener) {
      // Its own registration each time: a listener may be there twice, and leave once.
      const registration = [listener] as const
      listeners.add(registration)
      return () => void listeners.delete(registration)
    },
  }
}

export function stateOf(standing: Standing, expiration: Date | undefined, isClosed: boolean): SessionState {
  const { identityId, logins, user } = standing
  const isUser = !isGuest(standing)
  const status = isClosed ? 'closed' : isUser ? 'user' : identityId ? 'guest' : 'new'
  return { status, identityId, providers: Object.keys(logins), expiration, user: isUser ? user : undefined }
}
