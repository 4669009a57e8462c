import { LoginTokenError } from '../errors/client-errors.ts'
import { emitTo } from '../events/emit-to.ts'
import { connect } from '../identity/connect.ts'
import type { ConnectionOptions } from '../identity/options.ts'
import { roleRequest } from '../identity/role-request.ts'
import { within } from '../transport/call-context.ts'
import { createFlight } from '../transport/flight.ts'
import { clockOf } from '../transport/skew-clock.ts'
import type { Provider, TemporaryCredentials } from './CognitoIdentityCredentials.ts'
import { type AssumeRoleWithWebIdentityParams, getDefaultRoleAssumerWithWebIdentity } from './roleAssumer.ts'

type LowerCaseKeys<T> = { [K in keyof T as Uncapitalize<string & K>]: undefined extends T[K] ? T[K] | undefined : T[K] }

type Optional = 'roleSessionName' | 'webIdentityToken'

export interface FromWebTokenInit
  extends Omit<LowerCaseKeys<AssumeRoleWithWebIdentityParams>, Optional>,
    Pick<
      ConnectionOptions,
      'clientConfig' | 'parentClientConfig' | 'endpoint' | 'region' | 'logger' | 'fetch' | 'retry' | 'clock' | 'events'
    > {
  /** The token, or a function that gives it, asked at each flight. */
  readonly webIdentityToken: string | ((context: WebTokenContext) => string | Promise<string>)
  /** Unless told, `aws-sdk-js-session-` and the time. */
  readonly roleSessionName?: string | undefined
  /** Whether the credentials name the account of the role. */
  readonly withAccountId?: boolean | undefined
  /** Takes the place of the call to STS. */
  readonly roleAssumerWithWebIdentity?: ((params: AssumeRoleWithWebIdentityParams) => Promise<TemporaryCredentials>) | undefined
  /** Accepted and without effect: there are no clients here that they could be plugged into. */
  readonly clientPlugins?: readonly unknown[] | undefined
}

export interface WebTokenContext {
  readonly forceRefresh: boolean
  readonly signal: AbortSignal
}

/**
 * Credentials of a role for a token of an OpenID Connect provider (`AssumeRoleWithWebIdentity`). Each call asks STS; calls at the same time
 * share the answer.
 * @returns a provider, which rejects with `IdentityServiceError` (STS refused), `CredentialsProviderError` (its answer lacks a part),
 *   `ConfigurationError`, `LoginTokenError` (the token function failed), `NetworkError`, `TimeoutError` or `AbortError`
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function fromWebToken(init: FromWebTokenInit): Provider {
  const { webIdentityToken, withAccountId } = init
  const connection = connect(init, () => undefined, emitTo(init.events))
  // Each flight of a token file is a provider of its own, by the same configuration.
  const clock = clockOf(init.clientConfig ?? init, init.clock)
  const flight = createFlight<TemporaryCredentials>()
  let assume = init.roleAssumerWithWebIdentity

  return ({ forceRefresh = false, callerClientConfig, signal } = {}) =>
    flight.run(async (signal) => {
      connection.caller = callerClientConfig ?? connection.caller
      const token = typeof webIdentityToken === 'string' ? webIdentityToken : await ask(webIdentityToken, { forceRefresh, signal })
      assume ??= getDefaultRoleAssumerWithWebIdentity({ ...connection.config, withAccountId })
      return assume(within(roleRequest(init, token), { ...connection.context(signal), clock }))
    }, signal)
}

async function ask(token: Exclude<FromWebTokenInit['webIdentityToken'], string>, context: WebTokenContext): Promise<string> {
  try {
    return await token(context)
  } catch (cause) {
    throw new LoginTokenError('The function webIdentityToken failed', { cause })
  }
}
