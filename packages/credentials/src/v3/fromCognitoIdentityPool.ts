import { isIdentityGone, isLoginTokenRefused, isTransient } from '../errors/classify.ts'
import { emitTo } from '../events/emit-to.ts'
import { connect } from '../identity/connect.ts'
import { providerOf } from '../identity/provider-of.ts'
import { requestIdentityId } from '../identity/requests.ts'
import { required } from '../identity/required.ts'
import { type BasicFlow, requestRoleCredentials } from '../identity/role-credentials.ts'
import { hasLogins, withLoginTokens } from '../logins/login-tokens.ts'
import { asStorage } from '../stores/as-storage.ts'
import { IdentityIdStore } from '../stores/identity-id-store.ts'
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

const guest = 'ANONYMOUS'

/**
 * Credentials of an identity of the pool: the one that the store knows, else the one that `GetId` names. Calls at the same time share one
 * flight; `credentialCache` keeps its credentials.
 * @returns a provider, which rejects as that of `fromCognitoIdentity` does
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
export function fromCognitoIdentityPool(parameters: FromCognitoIdentityPoolParameters): CognitoIdentityPoolProvider {
  const { identityPoolId, accountId, logins, cache, userIdentifier, flow, customRoleArn, clock: time, retry, events } = parameters
  const params: CognitoIdentityPoolProvider['params'] = { IdentityPoolId: identityPoolId, AccountId: accountId, Logins: logins }
  const emit = emitTo(events)
  const connection = connect(parameters, () => params.IdentityPoolId, emit)
  const { client, clock, context } = connection
  const storage = cache ? asStorage(cache) : localStorage()
  const memory: { tokens?: ResolvedLogins } = {}
  let store: IdentityIdStore | undefined
  let storePool: string | undefined
  let known: string | undefined
  let former: Promise<unknown> = Promise.resolve()
  let isSwitching = false

  async function load({ callerClientConfig, forceRefresh }: ProviderCallOptions, signal: AbortSignal): Promise<CognitoIdentityCredentials> {
    const { IdentityPoolId, AccountId, Logins } = params
    required('identityPoolId', IdentityPoolId)
    if (flow === 'basic') required('roleArn', parameters.roleArn)
    connection.caller = callerClientConfig ?? connection.caller
    if (!store || storePool !== IdentityPoolId) {
      store = new IdentityIdStore({ storage, identityPoolId: IdentityPoolId, emit })
      storePool = IdentityPoolId
      known = undefined
    }
    const ids = store
    const switches = isSwitching
    const user = userIdentifier ?? (hasLogins(Logins) ? undefined : guest)

    async function round(tokens: ResolvedLogins | undefined, mayRepeat: boolean): Promise<CognitoIdentityCredentials> {
      let isFresh = false
      const ask = () => {
        isFresh = true
        return requestIdentityId(client, { accountId: AccountId, identityPoolId: IdentityPoolId, logins: tokens }, context(signal))
      }
      const kept = known || (switches && (await ids.read(guest)))
      const asked = kept || (user ? (await ids.readOrMake(user, ask, signal)).identityId : await ask())
      know(asked)
      try {
        const credentials = await credentialsOf(asked, tokens, signal)
        const { identityId = asked } = credentials ?? {}
        // Nobody waits for the store: a slow one does not delay credentials.
        if (user && identityId !== asked) void ids.write(user, identityId)
        if (switches && user !== guest) void ids.remove(guest)
        know(identityId)
        return credentials
      } catch (error) {
        const isGone = isIdentityGone(error)
        if (isTransient(error) || isLoginTokenRefused(error) || (switches && !isGone)) throw error
        known = undefined
        if (user) await ids.remove(user)
        if (switches) await ids.remove(guest)
        if (!isGone || isFresh || !mayRepeat) throw error
        return round(tokens, false)
      }
    }

    try {
      const credentials = await withLoginTokens(Logins, { clock, signal, forceRefresh, memory }, (tokens) => round(tokens, true))
      if (switches) isSwitching = false
      return credentials
    } catch (error) {
      if (switches) provider.expired = true
      throw error
    }
  }

  function credentialsOf(identityId: string, logins: ResolvedLogins | undefined, signal: AbortSignal): Promise<CognitoIdentityCredentials> {
    if (flow === 'basic') return requestRoleCredentials(connection, identityId, logins, parameters, signal)
    return fromCognitoIdentity({ client, identityId, customRoleArn, logins, clock: time, retry, events })({ signal })
  }

  function know(identityId: string): void {
    if (identityId !== known) emit('identity', { identityId, previous: known })
    known = identityId
  }

  const made = providerOf<CognitoIdentityCredentials>(
    (options, signal) => {
      // A guest's flight that a switch has overtaken may be the one that learns which identity the user is to keep.
      const flight = former.then(() => load(options, signal))
      former = new Promise((resolve) => {
        flight.then(resolve, resolve)
        // What nobody waits for any longer is not waited for here either: a login function may never answer.
        signal.addEventListener('abort', resolve)
      })
      return flight
    },
    { ...parameters, clock, emit },
  )
  const switchable = (options?: ProviderCallOptions) => {
    if (provider.expired) {
      // At once, so that another login, during the flight, is a switch of its own.
      provider.expired = false
      isSwitching = true
      made.drop()
    }
    return made.provider(options)
  }
  const provider: CognitoIdentityPoolProvider = Object.assign(switchable, made.provider, { params, expired: false })
  return provider
}
