import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { GetCredentialsForIdentityCommand, type GetCredentialsForIdentityRequest, GetIdCommand, type GetIdRequest } from '../v3/commands.ts'
import { CredentialsProviderError } from '../v3/errors.ts'
import type { Connection } from './connect.ts'
import { shiftExpiration } from './shift-expiration.ts'

/**
 * `GetId`: the identity of these logins; without logins, a new guest.
 * @throws {CredentialsProviderError} the answer names no identity
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
export async function requestIdentityId({ send }: Connection, request: GetIdRequest, signal: AbortSignal): Promise<string> {
  return (await send(new GetIdCommand(request), signal)).IdentityId || missing('identity ID')
}

/**
 * `GetCredentialsForIdentity`: credentials of the role that the identity has.
 * @throws {CredentialsProviderError} the answer lacks a part
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export async function requestCredentials(
  { send, clock }: Connection,
  request: GetCredentialsForIdentityRequest & { readonly IdentityId: string },
  signal: AbortSignal,
): Promise<CognitoIdentityCredentials> {
  const { IdentityId, Credentials } = await send(new GetCredentialsForIdentityCommand(request), signal)
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = Credentials || missing('credentials')
  const credentials = {
    identityId: IdentityId || request.IdentityId,
    accessKeyId: AccessKeyId || missing('access key ID'),
    secretAccessKey: SecretKey || missing('secret key'),
    ...(SessionToken && { sessionToken: SessionToken }),
  }
  return shiftExpiration(credentials, Number(Expiration), clock)
}

function missing(part: string): never {
  throw new CredentialsProviderError(`Response from Amazon Cognito contained no ${part}`)
}
