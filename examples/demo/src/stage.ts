import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { CreateOpenIDConnectProviderCommand, IAMClient } from '@aws-sdk/client-iam'
import { expectThat } from './expectation.ts'
import type { OpenIdProvider } from './open-id-provider.ts'
import type { Service } from './service.ts'

/** What an administrator sets up once. */
export interface Stage {
  readonly poolId: string
}

export const roleNames = { guest: 'DemoGuest', user: 'DemoUser', admin: 'DemoAdmin' } as const

/** Makes the provider known to IAM, and a pool that trusts it: guests, users and admins get a role each. */
export async function setUp({ url, region, accountId, rootKey }: Service, provider: OpenIdProvider): Promise<Stage> {
  const settings = { endpoint: url, region, credentials: rootKey }
  const { OpenIDConnectProviderArn } = await new IAMClient(settings).send(
    new CreateOpenIDConnectProviderCommand({ Url: provider.issuer, ClientIDList: [provider.clientId] }),
  )
  expectThat(OpenIDConnectProviderArn !== undefined, 'IAM takes the OpenID Connect provider.')

  const pools = new CognitoIdentityClient(settings)
  const { IdentityPoolId } = await pools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'demo',
      AllowUnauthenticatedIdentities: true,
      OpenIdConnectProviderARNs: [OpenIDConnectProviderArn],
    }),
  )
  expectThat(IdentityPoolId !== undefined, 'The pool has an id.')

  const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`
  await pools.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { unauthenticated: role(roleNames.guest), authenticated: role(roleNames.user) },
      RoleMappings: {
        [OpenIDConnectProviderArn]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'AuthenticatedRole',
          RulesConfiguration: { Rules: [{ Claim: 'groups', MatchType: 'Contains', Value: 'admins', RoleARN: role(roleNames.admin) }] },
        },
      },
    }),
  )
  return { poolId: IdentityPoolId }
}
