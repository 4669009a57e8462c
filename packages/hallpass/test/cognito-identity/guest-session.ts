import { GetCredentialsForIdentityCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { accountId, type Hallpass } from '../hallpass.ts'
import type { SigningCredentials } from '../support/sign-request.ts'
import { makeRoles } from '../trusted-roles.ts'
import { newGuest, newPool, roleArn } from './new-pool.ts'

/** A guest with credentials of the pool's role `Guest`. */
export interface GuestSession {
  readonly poolId: string
  readonly identityId: string
  readonly credentials: SigningCredentials & { readonly sessionToken: string }
  /** As messages name the caller. */
  readonly arn: string
}

export async function newGuestSession(hallpass: Hallpass): Promise<GuestSession> {
  const poolId = await newPool(hallpass)
  const Roles = { unauthenticated: roleArn('app/Guest') }
  await makeRoles(hallpass, Object.values(Roles))
  await hallpass.cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId, Roles }))
  const identityId = await newGuest(hallpass, poolId)
  const { Credentials = {} } = await hallpass.guest.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId }))
  const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials
  return {
    poolId,
    identityId,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
    arn: `arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`,
  }
}
