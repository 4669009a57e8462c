import { shiftExpiration } from '../identity/shift-expiration.ts'
import { contextOf } from '../transport/call-context.ts'
import { callStateOf } from '../transport/call-state.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import { callQuery } from '../transport/query-call.ts'
import type { TemporaryCredentials } from './CognitoIdentityCredentials.ts'
import { CredentialsProviderError } from './errors.ts'

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export interface AssumeRoleWithWebIdentityParams {
  readonly RoleArn: string
  readonly RoleSessionName: string
  readonly WebIdentityToken: string
  /** The host of a provider of access tokens: `www.amazon.com`, `graph.facebook.com`. */
  readonly ProviderId?: string
  /** Managed policies that narrow the session. */
  readonly PolicyArns?: { arn?: string }[]
  /** A policy, as JSON, that narrows the session. */
  readonly Policy?: string
  readonly DurationSeconds?: number
}

/** The client's configuration, and what the result should have. */
export interface RoleAssumerConfig extends ClientConfig {
  /** Whether the credentials name the account of the role. */
  readonly withAccountId?: boolean | undefined
}

export interface RoleCredentials extends TemporaryCredentials {
  readonly accountId?: string
}

/**
 * Makes a function that exchanges a web identity's token for credentials of a role, by an unsigned call to STS: at the configured endpoint, else
 * AWS's in the region, which is us-east-1 unless told.
 * @throws {IdentityServiceError} STS refused
 * @throws {CredentialsProviderError} its answer holds no credentials
 * @throws {NetworkError | TimeoutError | AbortError | ConfigurationError}
 */
export function getDefaultRoleAssumerWithWebIdentity(
  clientConfig: RoleAssumerConfig = {},
): (params: AssumeRoleWithWebIdentityParams) => Promise<RoleCredentials> {
  const config = { ...clientConfig, region: clientConfig.region ?? 'us-east-1' }
  return async (params) => {
    const context = contextOf(params) ?? { state: callStateOf(config) }
    const call = { action: 'AssumeRoleWithWebIdentity', input: params, secrets: [params.WebIdentityToken] }
    // All that is read of XML are texts.
    const answer = (await callQuery(call, config, context)) as Readonly<Record<string, string>>
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration = '', Arn } = answer
    if (!accessKeyId || !secretAccessKey)
      throw new CredentialsProviderError(`Invalid response from STS.AssumeRoleWithWebIdentity call with role ${params.RoleArn}`)
    const accountId = clientConfig.withAccountId && Arn?.split(':')[4]
    const expiration = new Date(Expiration)
    return shiftExpiration(
      { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }), ...(accountId && { accountId }) },
      Number.isNaN(expiration.getTime()) ? undefined : expiration,
      context.state.clock,
    )
  }
}
