import { type CallContext, within } from '../transport/call-context.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import {
  type CognitoIdentityClientLike,
  GetCredentialsForIdentityCommand,
  type GetCredentialsForIdentityResponse,
  GetIdCommand,
  type GetIdResponse,
} from '../v3/commands.ts'
import { CredentialsProviderError } from '../v3/errors.ts'
import type { ResolvedLogins } from '../v3/Logins.ts'
import { shiftExpiration } from './shift-expiration.ts'

export interface IdentityRequest {
  readonly accountId?: string | undefined
  readonly identityPoolId: string
  readonly logins?: ResolvedLogins | undefined
}

export interface CredentialsRequest {
  readonly identityId: string
  readonly customRoleArn?: string | undefined
  readonly logins?: ResolvedLogins | undefined
}

/**
 * `GetId`: the identity of these logins; without logins, a new guest.
 * @throws {CredentialsProviderError} the answer names no identity
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
export async function requestIdentityId(
  client: CognitoIdentityClientLike,
  request: IdentityRequest,
  context: CallContext,
): Promise<string> {
  const command = new GetIdCommand({ AccountId: request.accountId, IdentityPoolId: request.identityPoolId, Logins: request.logins })
  // A client answers a command with its output; what is missing in it is asked for.
  const { IdentityId } = ((await client.send(within(command, context))) ?? {}) as GetIdResponse
  return IdentityId || missing('identity ID')
}

/**
 * `GetCredentialsForIdentity`: credentials of the role that the identity has.
 * @throws {CredentialsProviderError} the answer lacks a part
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export async function requestCredentials(
  client: CognitoIdentityClientLike,
  request: CredentialsRequest,
  context: CallContext,
): Promise<CognitoIdentityCredentials> {
  const command = new GetCredentialsForIdentityCommand({
    CustomRoleArn: request.customRoleArn,
    IdentityId: request.identityId,
    Logins: request.logins,
  })
  // As above.
  const answer = ((await client.send(within(command, context))) ?? {}) as GetCredentialsForIdentityResponse
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = answer.Credentials || missing('credentials')
  const credentials = {
    identityId: answer.IdentityId || request.identityId,
    accessKeyId: AccessKeyId || missing('access key ID'),
    secretAccessKey: SecretKey || missing('secret key'),
    ...(SessionToken && { sessionToken: SessionToken }),
  }
  return shiftExpiration(credentials, Expiration, context.state.clock)
}

function missing(part: string): never {
  throw new CredentialsProviderError(`Response from Amazon Cognito contained no ${part}`)
}
