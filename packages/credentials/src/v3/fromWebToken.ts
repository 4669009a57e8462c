import { LoginTokenError } from '../errors/client-errors.ts'
import { emitTo } from '../events/emit-to.ts'
import type { ConnectionOptions } from '../identity/options.ts'
import { within } from '../transport/call-context.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import { createFlight } from '../transport/flight.ts'
import { clockOf } from '../transport/skew-clock.ts'
import type { CallerClientConfig, Provider, ProviderCallOptions, TemporaryCredentials } from './CognitoIdentityCredentials.ts'
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
  const emit = emitTo(init.events)
  const flight = createFlight<TemporaryCredentials>()
  let assume: FromWebTokenInit['roleAssumerWithWebIdentity']

  async function load(
    { forceRefresh = false, callerClientConfig }: ProviderCallOptions,
    signal: AbortSignal,
  ): Promise<TemporaryCredentials> {
    const { roleArn, roleSessionName, webIdentityToken, providerId, policyArns, policy, durationSeconds, retry } = init
    const params = {
      RoleArn: roleArn,
      RoleSessionName: roleSessionName ?? `aws-sdk-js-session-${Date.now()}`,
      WebIdentityToken: typeof webIdentityToken === 'string' ? webIdentityToken : await ask(webIdentityToken, { forceRefresh, signal }),
      ProviderId: providerId,
      PolicyArns: policyArns,
      Policy: policy,
      DurationSeconds: durationSeconds,
      // A member that is undefined is as good as absent.
    } as AssumeRoleWithWebIdentityParams
    assume ??= init.roleAssumerWithWebIdentity ?? getDefaultRoleAssumerWithWebIdentity(stsConfig(init, callerClientConfig))
    return assume(within(params, { signal, clock: clockOf(init.clientConfig ?? init, init.clock), retry, emit }))
  }
  return (options = {}) => flight.run((signal) => load(options, signal), options.signal)
}

async function ask(token: Exclude<FromWebTokenInit['webIdentityToken'], string>, context: WebTokenContext): Promise<string> {
  try {
    return await token(context)
  } catch (cause) {
    throw new LoginTokenError('The function webIdentityToken failed', { cause })
  }
}

function stsConfig(
  init: FromWebTokenInit,
  caller: CallerClientConfig | undefined,
): ClientConfig & { readonly withAccountId: boolean | undefined } {
  const { clientConfig = {}, parentClientConfig, region, endpoint, logger, fetch, withAccountId } = init
  const callers = { ...caller, ...parentClientConfig }
  return {
    ...clientConfig,
    region: region ?? clientConfig.region ?? callers.region,
    endpoint: endpoint ?? clientConfig.endpoint,
    logger: logger ?? clientConfig.logger,
    fetch: fetch ?? clientConfig.fetch,
    userAgentAppId: clientConfig.userAgentAppId ?? callers.userAgentAppId,
    withAccountId,
  }
}
