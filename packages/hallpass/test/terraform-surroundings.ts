import { DeleteIdentityPoolCommand, ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity'
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListOpenIDConnectProvidersCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListSAMLProvidersCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam'
import type { Clients } from './clients.ts'
import { accountId } from './hallpass.ts'
import { allowing } from './iam-entities.ts'

const iamArn = `arn:aws:iam::${accountId}`
const readPolicy = `${iamArn}:policy/app/read`

/** Deletes and changes some of what Terraform made; returns what Terraform has to do about it, by address. */
export async function changeBehindTerraform({ cognito, iam }: Clients): Promise<Record<string, string>> {
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'signed-in', PolicyName: 'own-files' }))
  await iam.send(new DetachRolePolicyCommand({ RoleName: 'signed-in', PolicyArn: readPolicy }))
  await iam.send(new UpdateRoleCommand({ RoleName: 'guest', MaxSessionDuration: 7200 }))
  const OpenIDConnectProviderArn = `${iamArn}:oidc-provider/login.example.org`
  await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))
  await cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: await poolNamed(cognito, 'jobs') }))
  return {
    'aws_iam_role_policy.signed_in': 'create',
    'aws_iam_role_policy_attachment.signed_in["own"]': 'create',
    'aws_iam_role.guest': 'update',
    'aws_iam_openid_connect_provider.bare': 'create',
    'aws_cognito_identity_pool.jobs': 'create',
    'aws_cognito_identity_pool_roles_attachment.jobs': 'create',
  }
}

/** Gives Terraform's user and role what they have to lose before they can be deleted. */
export async function leaveMoreToDestroy({ iam }: Clients): Promise<void> {
  const policy = { PolicyName: 'more', PolicyDocument: allowing('s3:GetObject') }
  await iam.send(new CreateAccessKeyCommand({ UserName: 'chief-operator' }))
  await iam.send(new PutUserPolicyCommand({ UserName: 'chief-operator', ...policy }))
  await iam.send(new PutRolePolicyCommand({ RoleName: 'signed-in', ...policy }))
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'signed-in', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }))
}

/** Address → id, of a resource of nearly every kind that Terraform can import. */
export async function importable({ cognito }: Clients): Promise<Record<string, string>> {
  const pool = await poolNamed(cognito, 'app')
  const provider = `${iamArn}:oidc-provider/auth.example.com/realms/app`
  return {
    'aws_iam_openid_connect_provider.app': provider,
    'aws_iam_saml_provider.staff': `${iamArn}:saml-provider/staff`,
    'aws_iam_policy.read': readPolicy,
    'aws_iam_role.signed_in': 'signed-in',
    'aws_iam_role.guest': 'guest',
    'aws_iam_role_policy.signed_in': 'signed-in:own-files',
    'aws_iam_role_policy_attachment.signed_in["own"]': `signed-in/${readPolicy}`,
    'aws_iam_user.operator': 'chief-operator',
    'aws_iam_user_policy.operator': 'chief-operator:operate',
    'aws_iam_user_policy_attachment.operator': `chief-operator/${readPolicy}`,
    'aws_cognito_identity_pool.app': pool,
    'aws_cognito_identity_pool_roles_attachment.app': pool,
    'aws_cognito_identity_pool_provider_principal_tag.app': `${pool}:${provider}`,
  }
}

/** All that the account holds. */
export async function listEverything({ cognito, iam }: Clients) {
  return {
    pools: (await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))).IdentityPools,
    roles: (await iam.send(new ListRolesCommand())).Roles,
    policies: (await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies,
    users: (await iam.send(new ListUsersCommand())).Users,
    openIdProviders: (await iam.send(new ListOpenIDConnectProvidersCommand())).OpenIDConnectProviderList,
    samlProviders: (await iam.send(new ListSAMLProvidersCommand())).SAMLProviderList,
  }
}

async function poolNamed(cognito: Clients['cognito'], name: string): Promise<string> {
  const { IdentityPools = [] } = await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))
  const id = IdentityPools.find(({ IdentityPoolName }) => IdentityPoolName === name)?.IdentityPoolId
  if (id === undefined) throw new Error(`There is no pool named ${name}.`)
  return id
}
