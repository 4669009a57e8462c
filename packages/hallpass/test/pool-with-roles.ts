import {
  CreateIdentityPoolCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, EntityAlreadyExistsException } from '@aws-sdk/client-iam'
import { accountId, type Hallpass } from './hallpass.ts'
import { poolTrust } from './trusted-roles.ts'

/** A pool with the basic flow, guests, a developer provider and a role for each kind of identity. */
export interface PoolWithRoles {
  readonly poolId: string
  readonly guestRole: string
  readonly userRole: string
  /** A new guest, and our OpenID token for it. */
  guest(): Promise<TokenOfIdentity>
  /** The identity of a developer user, and our OpenID token for it. */
  user(name: string, tags?: Record<string, string>): Promise<TokenOfIdentity>
}

export interface TokenOfIdentity {
  readonly identityId: string
  readonly token: string
}

export async function createPoolWithRoles(hallpass: Hallpass): Promise<PoolWithRoles> {
  const { cognito, guest } = hallpass
  const guestRole = await makeRole(hallpass, '/app/', 'Guest', 'unauthenticated')
  const userRole = await makeRole(hallpass, '/', 'User', 'authenticated')
  const pool = await cognito.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'app',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      DeveloperProviderName: 'login.app',
    }),
  )
  const poolId = known(pool.IdentityPoolId)
  const roles = { unauthenticated: guestRole, authenticated: userRole }
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId, Roles: roles }))
  return {
    poolId,
    guestRole,
    userRole,
    async guest() {
      const { IdentityId } = await guest.send(new GetIdCommand({ IdentityPoolId: poolId }))
      const { Token } = await guest.send(new GetOpenIdTokenCommand({ IdentityId }))
      return { identityId: known(IdentityId), token: known(Token) }
    },
    async user(name, tags) {
      const { IdentityId, Token } = await cognito.send(
        new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId: poolId, Logins: { 'login.app': name }, PrincipalTags: tags }),
      )
      return { identityId: known(IdentityId), token: known(Token) }
    },
  }
}

/** A role for identities of every pool that were authenticated like this; the first call makes it. */
async function makeRole({ iam }: Hallpass, Path: string, RoleName: string, amr: string): Promise<string> {
  const AssumeRolePolicyDocument = poolTrust({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } })
  await iam.send(new CreateRoleCommand({ Path, RoleName, AssumeRolePolicyDocument })).catch((error: unknown) => {
    if (!(error instanceof EntityAlreadyExistsException)) throw error
  })
  return `arn:aws:iam::${accountId}:role${Path}${RoleName}`
}

function known(text: string | undefined): string {
  if (text === undefined) throw new Error('The answer lacks a member.')
  return text
}
