import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { CreateOpenIDConnectProviderCommand, IAMClient } from '@aws-sdk/client-iam'
import { expectThat } from './expectation.ts'
import type { OpenIdProvider } from './open-id-provider.ts'
import { createRoles } from './roles.ts'
import type { Service } from './service.ts'

/** What an administrator sets up once. */
export interface Stage {
  readonly poolId: string
}

/**
 * Makes the provider known to IAM, and a pool that trusts it: guests, users and admins get a role each, which trusts the pool.
 * @param userPool the name of a user pool that the pool trusts besides, for the same client
 */
export async function setUp({ url, region, accountId, rootKey }: Service, provider: OpenIdProvider, userPool?: string): Promise<Stage> {
  const settings = { endpoint: url, region, credentials: rootKey }
  const iam = new IAMClient(settings)
  const { OpenIDConnectProviderArn } = await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: provider.issuer, ClientIDList: [provider.clientId] }),
  )
  expectThat(OpenIDConnectProviderArn !== undefined, 'IAM takes the OpenID Connect provider.')

  const pools = new CognitoIdentityClient(settings)
  const { IdentityPoolId } = await pools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'demo',
      AllowUnauthenticatedIdentities: true,
      OpenIdConnectProviderARNs: [OpenIDConnectProviderArn],
      ...(userPool && { CognitoIdentityProviders: [{ ProviderName: userPool, ClientId: provider.clientId }] }),
    }),
  )
  expectThat(IdentityPoolId !== undefined, 'The pool has an id.')

  const roles = await createRoles(iam, IdentityPoolId, `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${IdentityPoolId}`)
  await pools.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { unauthenticated: roles.guest, authenticated: roles.user },
      RoleMappings: {
        [OpenIDConnectProviderArn]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'AuthenticatedRole',
          RulesConfiguration: { Rules: [{ Claim: 'groups', MatchType: 'Contains', Value: 'admins', RoleARN: roles.admin }] },
        },
      },
    }),
  )
  return { poolId: IdentityPoolId }
}
