import type { Emitter } from '../events/emitter.ts'
import type { SessionState } from './session.ts'
import { isGuest, type Standing } from './standing.ts'

/** What a session shows of itself: a frozen object, the same one until something has changed. */
export interface StateView {
  getSnapshot(): SessionState
  show(standing: Standing, expiration: Date | undefined, isClosed: boolean): void
  subscribe(listener: () => void): () => void
}

// Nobody else has an event of this name.
const changed = 'state' as never

/** @param emitter who has subscribed is called with its listeners */
export function createStateView({ on, emit }: Emitter): StateView {
  let state: SessionState
  return {
    getSnapshot: () => state,
    show(standing, expiration, isClosed) {
      const { identityId, logins, user } = standing
      const isUser = !isGuest(standing)
      const status = isClosed ? 'closed' : isUser ? 'user' : identityId ? 'guest' : 'new'
      const next = {
        status,
        identityId,
        providers: Object.freeze(Object.keys(logins)),
        expiration,
        user: isUser ? user : undefined,
      } as const
      if (JSON.stringify(next) === JSON.stringify(state)) return
      state = Object.freeze(next)
      emit(changed, undefined as never)
    },
    subscribe: (listener) => on(changed, listener),
  }
}
