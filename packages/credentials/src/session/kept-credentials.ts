import { StorageError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import { serverExpirationOf, shiftExpiration } from '../identity/shift-expiration.ts'
import { asStorage } from '../stores/as-storage.ts'
import { limited } from '../transport/limited.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import type { Storage } from '../v3/Storage.ts'
import type { SessionOptions } from './session.ts'

/** Credentials that outlive the page, by the user's name in the store. Where the storage fails, there are none. */
export interface KeptCredentials {
  /** @param scope what else must be the same for the credentials to be the right ones */
  read(user: string, scope: string): Promise<CognitoIdentityCredentials | undefined>
  write(user: string, scope: string, credentials: CognitoIdentityCredentials): Promise<void>
  remove(user: string): Promise<void>
}

/** How long one use of the storage may take, and how long credentials must still live to be read. Milliseconds. */
const limit = 1000
const hardMargin = 60_000

export function keepCredentials(
  persist: NonNullable<SessionOptions['persist']>,
  pool: string,
  clock: SkewClock,
  emit: Emit,
): KeptCredentials {
  // Merely reading `sessionStorage` throws where it is blocked.
  const area = (): Storage => (persist === 'session' ? sessionStorage : asStorage(persist))
  const keyOf = (user: string) => `hallpass:credentials:${pool}:${user}`

  async function attempt<T>(use: (storage: Storage) => T | Promise<T>): Promise<T | undefined> {
    try {
      return await limited(async () => use(area()), limit, undefined)
    } catch (cause) {
      emit('storageError', { error: new StorageError('The store of credentials failed', { cause }) })
      return undefined
    }
  }

  return {
    async read(user, scope) {
      const text = await attempt((storage) => storage.getItem(keyOf(user)))
      const kept = parse(text)
      if (kept?.scope !== scope || !(Number(kept.expiration) - hardMargin > clock.now())) return undefined
      const { identityId, accessKeyId, secretAccessKey, sessionToken } = kept
      if (![identityId, accessKeyId, secretAccessKey, sessionToken].every((part) => typeof part === 'string')) return undefined
      // All four are texts.
      const parts = { identityId, accessKeyId, secretAccessKey, sessionToken } as CognitoIdentityCredentials
      return shiftExpiration(parts, new Date(Number(kept.expiration)), clock)
    },
    async write(user, scope, credentials) {
      const expiration = serverExpirationOf(credentials)
      if (expiration === undefined) return
      await attempt((storage) => storage.setItem(keyOf(user), JSON.stringify({ ...credentials, expiration, scope })))
    },
    async remove(user) {
      await attempt((storage) => storage.removeItem(keyOf(user)))
    },
  }
}

interface Kept
  extends Partial<Readonly<Record<'scope' | 'identityId' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'expiration', unknown>>> {}

/** What the store holds was written here, or by somebody else. */
function parse(text: string | null | undefined): Kept | undefined {
  try {
    // Members of anything but null and undefined can be asked for.
    return (JSON.parse(text ?? 'null') as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}
