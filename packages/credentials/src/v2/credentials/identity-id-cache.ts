import { AWS } from '../aws.ts'
import type { CognitoIdentityCredentials } from '../credentials-types.ts'
import { idStorage } from './id-storage.ts'

type Members =
  | 'localStorageKey'
  | 'storage'
  | 'loadCachedId'
  | 'cacheId'
  | 'clearCachedId'
  | 'clearIdOnNotAuthorized'
  | 'getStorage'
  | 'setStorage'

/** What credentials of a pool do to keep the identity's id: in `params`, and in browsers in `localStorage`. Blocked storage counts as empty. */
export const identityIdCache: Pick<CognitoIdentityCredentials, Members> & ThisType<CognitoIdentityCredentials> = {
  localStorageKey: { id: 'aws.cognito.identity-id.', providers: 'aws.cognito.identity-providers.' },

  storage: idStorage,

  loadCachedId() {
    if (!AWS.util.isBrowser() || this.params.IdentityId) return
    const id = this.getStorage('id')
    if (!id) return
    const { Logins } = this.params
    // With logins it may be the id of somebody else, who used this browser before.
    if (!Logins || sharesOne(Object.keys(Logins), this.getStorage('providers'))) learnId(this, id)
  },

  cacheId({ IdentityId }) {
    this._identityId = IdentityId
    learnId(this, IdentityId)
    if (!AWS.util.isBrowser() || !IdentityId) return
    this.setStorage('id', IdentityId)
    const { Logins } = this.params
    if (Logins) this.setStorage('providers', Object.keys(Logins).join(','))
  },

  clearCachedId() {
    this._identityId = null
    Reflect.deleteProperty(this.params, 'IdentityId')
    for (const key of ['id', 'providers'] as const) {
      attempt(() => delete this.storage[keyOf(this, key)])
    }
  },

  clearIdOnNotAuthorized({ code }) {
    if (code === 'NotAuthorizedException' || (code === 'ResourceNotFoundException' && !AWS.config.strictV2)) this.clearCachedId()
  },

  getStorage(key) {
    // Nobody else writes these keys, and only texts.
    return attempt(() => this.storage[keyOf(this, key)]) as string | undefined
  },

  setStorage(key, value) {
    attempt(() => {
      this.storage[keyOf(this, key)] = value
    })
  },
}

/** Takes an id that the service or the storage told. */
export function learnId(credentials: CognitoIdentityCredentials, id: string | undefined): void {
  credentials._learnedId = id
  // Not assigned, which would throw where `strictV2` keeps a frozen object.
  Reflect.set(credentials.params, 'IdentityId', id)
}

function sharesOne(providers: readonly string[], cached: string | null | undefined): boolean {
  const known = (cached || '').split(',')
  return providers.some((provider) => known.includes(provider))
}

function keyOf({ localStorageKey, params }: CognitoIdentityCredentials, key: 'id' | 'providers'): string {
  return `${localStorageKey[key]}${params.IdentityPoolId}${params.LoginId || ''}`
}

function attempt<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    // Blocked, or full.
    return undefined
  }
}
