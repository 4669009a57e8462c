import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { expectThat } from './expectation.ts'

export const roleNames = { guest: 'DemoGuest', user: 'DemoUser', admin: 'DemoAdmin' } as const

/** Makes a role for guests, one for users and one for admins; each trusts this pool only, and admins alone may list its identities. */
export async function createRoles(iam: IAMClient, poolId: string, poolArn: string): Promise<Record<keyof typeof roleNames, string>> {
  const create = async (RoleName: string, kind: 'authenticated' | 'unauthenticated') => {
    const AssumeRolePolicyDocument = JSON.stringify(trustPolicy(poolId, kind))
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    expectThat(Role?.Arn !== undefined, 'IAM makes the role.')
    return Role.Arn
  }
  const roles = {
    guest: await create(roleNames.guest, 'unauthenticated'),
    user: await create(roleNames.user, 'authenticated'),
    admin: await create(roleNames.admin, 'authenticated'),
  }
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'cognito-identity:ListIdentities', Resource: poolArn },
  })
  await iam.send(new PutRolePolicyCommand({ RoleName: roleNames.admin, PolicyName: 'ListIdentities', PolicyDocument }))
  return roles
}

function trustPolicy(poolId: string, kind: 'authenticated' | 'unauthenticated') {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
      },
    },
  }
}
