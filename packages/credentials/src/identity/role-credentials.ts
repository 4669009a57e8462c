import { within } from '../transport/call-context.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { GetOpenIdTokenCommand, type GetOpenIdTokenResponse } from '../v3/commands.ts'
import { fromWebToken } from '../v3/fromWebToken.ts'
import type { ResolvedLogins } from '../v3/Logins.ts'
import type { Connection } from './connect.ts'
import type { ConnectionOptions } from './options.ts'
import { required } from './required.ts'

/** The basic flow: the role is the application's choice, and the session may be narrowed. */
export interface BasicFlow {
  /** `basic` exchanges an OpenID token of the identity for a role at STS; unless told, the service chooses the role. */
  readonly flow?: 'enhanced' | 'basic' | undefined
  readonly roleArn?: string | undefined
  readonly roleSessionName?: string | undefined
  /** A policy, as JSON, that narrows the session. */
  readonly sessionPolicy?: string | undefined
  readonly policyArns?: { arn?: string }[] | undefined
  readonly durationSeconds?: number | undefined
}

/**
 * `GetOpenIdToken`, then `AssumeRoleWithWebIdentity`.
 * @throws {ConfigurationError} there is no `roleArn`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export async function requestRoleCredentials(
  connection: Connection,
  identityId: string,
  logins: ResolvedLogins | undefined,
  { roleArn, roleSessionName, sessionPolicy: policy, policyArns, durationSeconds, clock, retry, events }: BasicFlow & ConnectionOptions,
  signal: AbortSignal,
): Promise<CognitoIdentityCredentials> {
  required('roleArn', roleArn)
  const command = new GetOpenIdTokenCommand({ IdentityId: identityId, Logins: logins })
  // A client answers a command with its output.
  const { Token = '', IdentityId } = (await connection.client.send(within(command, connection.context(signal)))) as GetOpenIdTokenResponse
  const assume = fromWebToken({
    ...{ webIdentityToken: Token, roleArn, roleSessionName, policy, policyArns, durationSeconds },
    ...{ clientConfig: connection.config, clock, retry, events },
  })
  return withIdentityId(await assume({ signal }), IdentityId ?? identityId)
}

/** The same object: what it holds unseen stays. */
function withIdentityId<C extends object>(credentials: C, identityId: string): C & { readonly identityId: string } {
  return Object.assign(credentials, { identityId })
}
