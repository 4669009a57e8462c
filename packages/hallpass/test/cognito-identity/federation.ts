import {
  CreateIdentityPoolCommand,
  type CreateIdentityPoolCommandInput,
  SetIdentityPoolRolesCommand,
  type SetIdentityPoolRolesCommandInput,
} from '@aws-sdk/client-cognito-identity'
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam'
import type { Clients } from '../clients.ts'
import { type Realms, realmClientId, startRealms } from '../counterparts/realms.ts'
import { accountId, test as base } from '../hallpass.ts'
import { makeRoles } from '../trusted-roles.ts'

export const guestRole = `arn:aws:iam::${accountId}:role/Guest`
export const userRole = `arn:aws:iam::${accountId}:role/User`
export const developerProvider = 'login.app'

/** The realms that are registered in IAM: more than an identity can have logins of. */
export const realmNames: readonly string[] = [...'abcdefghijklmnopqrstuvw']

/** `test` with a server and realms for the file, and a pool for each test that takes all their logins, guests and developer users. */
export const test = base.extend<{ realms: Realms; pool: string }>({
  realms: [
    async ({ hallpass }, use) => {
      const realms = await startRealms()
      await Promise.all(realmNames.map((realm) => registerProvider(hallpass, realms.issuer(realm), realmClientId)))
      await use(realms)
      await realms.close()
    },
    { scope: 'file' },
  ],
  pool: async ({ hallpass, realms }, use) => {
    await use(await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms), DeveloperProviderName: developerProvider }))
  },
})

/** A pool that takes guests, and has a role for each kind of identity, unless told otherwise. The roles are made where they are not there. */
export async function createPool({ cognito, iam }: Pick<Clients, 'cognito' | 'iam'>, settings: PoolSettings = {}): Promise<string> {
  const { Roles = { authenticated: userRole, unauthenticated: guestRole }, RoleMappings, ...given } = settings
  const input = { IdentityPoolName: 'app', AllowUnauthenticatedIdentities: true, ...given }
  const { IdentityPoolId } = await cognito.send(new CreateIdentityPoolCommand(input))
  const rules = Object.values(RoleMappings ?? {}).flatMap((mapping) => mapping.RulesConfiguration?.Rules ?? [])
  await makeRoles({ iam }, [...Object.values(Roles), ...rules.map((rule) => rule.RoleARN)])
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles, RoleMappings }))
  return known(IdentityPoolId)
}

export type PoolSettings = Partial<CreateIdentityPoolCommandInput & Pick<SetIdentityPoolRolesCommandInput, 'Roles' | 'RoleMappings'>>

/** Makes an issuer known to IAM; returns its ARN. */
export async function registerProvider({ iam }: Pick<Clients, 'iam'>, issuer: string, ...clientIds: readonly string[]): Promise<string> {
  const command = new CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: [...clientIds] })
  const { OpenIDConnectProviderArn } = await iam.send(command)
  return known(OpenIDConnectProviderArn)
}

/** The ARNs of these realms, or of all. */
export function realmArns(realms: Realms, names: readonly string[] = realmNames): string[] {
  return names.map((realm) => `arn:aws:iam::${accountId}:oidc-provider/${realms.name(realm)}`)
}

export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The answer lacks a member.')
  return value
}
