import { shiftExpiration } from '../identity/shift-expiration.ts'
import { contextOf } from '../transport/call-context.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import { exchange, type WireCall } from '../transport/exchange.ts'
import { clockOf } from '../transport/skew-clock.ts'
import { valueFrom } from '../transport/value-from.ts'
import { xmlLeaves } from '../transport/xml-leaves.ts'
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
  const config = { ...clientConfig, region: async () => (await valueFrom(clientConfig.region)) ?? 'us-east-1' }
  return async (params) => {
    const context = { clock: clockOf(config), ...contextOf(params) }
    const call: WireCall = {
      service: 'sts',
      operation: 'AssumeRoleWithWebIdentity',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: formOf({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...params }).join('&'),
      secrets: [params.WebIdentityToken],
      parse: xmlLeaves,
    }
    // All that is read of XML are texts.
    const answer = (await exchange(call, config, context)) as Readonly<Record<string, string>>
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration = '', Arn } = answer
    if (!accessKeyId || !secretAccessKey)
      throw new CredentialsProviderError(`Invalid response from STS.AssumeRoleWithWebIdentity call with role ${params.RoleArn}`)
    const accountId = clientConfig.withAccountId && Arn?.split(':')[4]
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }), ...(accountId && { accountId }) }
    return shiftExpiration(credentials, Date.parse(Expiration), context.clock)
  }
}

/** Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
function formOf(values: object, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    Array.isArray(value)
      ? value.flatMap((member: object, index) => formOf(member, `${name}.member.${index + 1}.`))
      : value == null
        ? []
        : `${prefix}${name}=${encodeURIComponent(`${value}`)}`,
  )
}
