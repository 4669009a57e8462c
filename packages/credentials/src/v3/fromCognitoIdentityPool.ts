import { providerOf } from '../cache/provider.ts'
import { isIdentityGone, isLoginTokenRefused, isTransient } from '../errors/classify.ts'
import { emitTo } from '../events/emit-to.ts'
import { connect } from '../identity/connect.ts'
import { requestIdentityId } from '../identity/requests.ts'
import { required } from '../identity/required.ts'
import { type BasicFlow, requestRoleCredentials } from '../identity/role-credentials.ts'
import { hasLogins, type LoginMemory, withLoginTokens } from '../logins/login-tokens.ts'
import { asStorage } from '../stores/as-storage.ts'
import { createIdStore, guest, type IdentityIdStore } from '../stores/identity-id-store.ts'
import type { CognitoIdentityCredentials, ProviderCallOptions } from './CognitoIdentityCredentials.ts'
import { type CognitoIdentityCredentialProvider, type CognitoProviderParameters, fromCognitoIdentity } from './fromCognitoIdentity.ts'
import type { Logins, ResolvedLogins } from './Logins.ts'
import { localStorage } from './localStorage.ts'
import type { Storage } from './Storage.ts'

export interface FromCognitoIdentityPoolParameters extends CognitoProviderParameters, BasicFlow {
  /** The pool, `REGION:UUID`. */
  readonly identityPoolId: string
  /** Twelve digits; the service finds the pool without it. */
  readonly accountId?: string | undefined
  /** Where identity ids are kept; unless told, IndexedDB, else the page's local storage, else memory. */
  readonly cache?: Storage | Map<string, string> | undefined
  /** Names the user in the store. Without it the ids of guests are kept, those of users are not. */
  readonly userIdentifier?: string | undefined
}

/** A pool's provider. What its `params` hold counts from the next flight. */
export interface CognitoIdentityPoolProvider extends CognitoIdentityCredentialProvider {
  readonly params: { IdentityPoolId: string; AccountId: string | undefined; Logins: Logins | undefined }
  /** Set to true after a login was put into `params.Logins`: the next call makes the guest a user, under the same identity. */
  expired: boolean
}

/**
 * Credentials of an identity of the pool: the one that the store knows, else the one that `GetId` names. Calls at the same time share one
 * flight; `credentialCache` keeps its credentials.
 * @returns a provider, which rejects as that of `fromCognitoIdentity` does
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
export function fromCognitoIdentityPool(parameters: FromCognitoIdentityPoolParameters): CognitoIdentityPoolProvider {
  const { identityPoolId, accountId, cache, userIdentifier, flow, customRoleArn, clock: time, retry, events } = parameters
  const params: CognitoIdentityPoolProvider['params'] = { IdentityPoolId: identityPoolId, AccountId: accountId, Logins: parameters.logins }
  const emit = emitTo(events)
  const connection = connect(parameters, () => params.IdentityPoolId, emit)
  const { client, clock } = connection
  const storage = cache ? asStorage(cache) : localStorage()
  const memory: LoginMemory = {}
  let store: IdentityIdStore
  let pool: string | undefined
  let known: string | undefined
  let isSwitching = false

  async function load({ callerClientConfig, forceRefresh }: ProviderCallOptions, signal: AbortSignal): Promise<CognitoIdentityCredentials> {
    const { IdentityPoolId, AccountId, Logins: logins } = params
    required('identityPoolId', IdentityPoolId)
    if (flow === 'basic') required('roleArn', parameters.roleArn)
    connection.caller = callerClientConfig ?? connection.caller
    if (pool !== IdentityPoolId) {
      store = createIdStore({ storage, identityPoolId: IdentityPoolId, emit })
      pool = IdentityPoolId
      known = undefined
    }
    const switches = isSwitching
    const user = userIdentifier ?? (hasLogins(logins) ? undefined : guest)

    async function round(Logins: ResolvedLogins | undefined, isLast = false): Promise<CognitoIdentityCredentials> {
      let isFresh = false
      const ask = () => {
        isFresh = true
        return requestIdentityId(connection, { AccountId, IdentityPoolId, Logins }, signal)
      }
      const kept = known || (switches && (await store.read(guest)))
      const IdentityId = kept || (user ? (await store.readOrMake(user, ask, signal)).identityId : await ask())
      know(IdentityId)
      try {
        const credentials = await (flow === 'basic'
          ? requestRoleCredentials(connection, { IdentityId, Logins }, parameters, signal)
          : fromCognitoIdentity({ client, identityId: IdentityId, customRoleArn, logins: Logins, clock: time, retry, events })({ signal }))
        // A neighbour that was replaced may give nothing.
        const { identityId = IdentityId } = credentials ?? {}
        // Nobody waits for the store: a slow one does not delay credentials.
        if (user && identityId !== IdentityId) void store.write(user, identityId)
        if (switches && user !== guest) void store.remove(guest)
        know(identityId)
        return credentials
      } catch (error) {
        const isGone = isIdentityGone(error)
        if (isTransient(error) || isLoginTokenRefused(error) || (switches && !isGone)) throw error
        known = undefined
        if (user) await store.remove(user)
        if (switches) await store.remove(guest)
        if (!isGone || isFresh || isLast) throw error
        return round(Logins, true)
      }
    }

    try {
      const credentials = await withLoginTokens(logins, { clock, signal, forceRefresh, memory }, round)
      if (switches) isSwitching = false
      return credentials
    } catch (error) {
      if (switches) provider.expired = true
      throw error
    }
  }

  function know(identityId: string): void {
    if (identityId !== known) emit('identity', { identityId, previous: known })
    known = identityId
  }

  const made = providerOf(load, { ...parameters, clock, emit })
  const switchable = (options?: ProviderCallOptions) => {
    if (provider.expired) {
      // At once, so that another login, during the flight, is a switch of its own.
      provider.expired = false
      isSwitching = true
      // A guest's flight may be the one that learns which identity the user is to keep: it is repeated, as the user's.
      made.drop()
    }
    return made.provider(options)
  }
  const provider: CognitoIdentityPoolProvider = Object.assign(switchable, made.provider, { params, expired: false })
  return provider
}
