import type { Emit } from '../events/events.ts'
import { asStorage } from '../stores/as-storage.ts'
import { createIdStore, type IdentityIdStore } from '../stores/identity-id-store.ts'
import { readTabMessage } from '../tabs/tab-message.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { pack, unpack } from './portable-credentials.ts'
import type { SessionOptions } from './session.ts'

/** Credentials that outlive the page, by the user's name in the store; without one they do not, nor where the storage fails. */
export interface KeptCredentials {
  /** @param scope what the credentials depend on besides the identity */
  read(user: string | undefined, scope: string): Promise<CognitoIdentityCredentials | undefined>
  write(user: string | undefined, scope: string, credentials: CognitoIdentityCredentials): Promise<unknown>
  remove(user: string | undefined): Promise<unknown>
}

export function keepCredentials(
  persist: NonNullable<SessionOptions['persist']>,
  { pool, clock, emit, store }: { readonly pool: string; readonly clock: SkewClock; readonly emit: Emit; readonly store: IdentityIdStore },
): KeptCredentials {
  // It keeps any texts by pool and user, and asks for the storage when it uses it: merely reading `sessionStorage` may throw.
  const texts = createIdStore({
    get storage() {
      return persist === 'session' ? sessionStorage : asStorage(persist)
    },
    identityPoolId: `${pool}:credentials`,
    emit,
  })
  return {
    async read(user = '', scope) {
      try {
        const found = unpack(readTabMessage(JSON.parse((await texts.read(user)) ?? '')), scope, clock)
        // The user may have become another identity in the meantime.
        return ((await store.read(user)) ?? found?.identityId) === found?.identityId ? found : undefined
      } catch {
        // There is no text, or it was not written here.
        return undefined
      }
    },
    async write(user, scope, credentials) {
      const packed = pack(credentials, scope)
      if (user && packed) await texts.write(user, JSON.stringify(packed))
    },
    async remove(user) {
      if (user) await texts.remove(user)
    },
  }
}
