import { expect } from 'vitest'
import { startStubIssuer } from '../counterparts/stub-issuer.ts'
import { forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { accountId, test as base } from '../hallpass.ts'
import { createPool, registerProvider } from './federation.ts'
import { getCredentials, getId } from './identity-calls.ts'

const key = forgeKey('ES256', 'k')

const test = base.extend<{ login: (claims: Record<string, unknown>) => Record<string, string>; pool: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  login: async ({}, use) => {
    const issuer = await startStubIssuer(key)
    const claims = { iss: issuer.issuer, aud: 'app', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
    await use((others) => ({ [issuer.name]: forgeToken(key, { ...claims, ...others }) }))
    await issuer.close()
  },
  pool: async ({ hallpass, login }, use) => {
    const [name = ''] = Object.keys(login({}))
    const arn = await registerProvider(hallpass, `http://${name}`, 'app')
    const mapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' } as const
    await use(await createPool(hallpass, { OpenIdConnectProviderARNs: [arn], RoleMappings: { [arn]: mapping } }))
  },
})

test.for([
  ['no name', `arn:aws:iam::${accountId}:role/`],
  ['a wildcard', `arn:aws:iam::${accountId}:role/*`],
  ['a blank', `arn:aws:iam::${accountId}:role/a b`],
  ['another account', 'arn:aws:iam::210987654321:role/Admin'],
  ['no ARN at all', 'Admin'],
] as const)('a role claim with %s gives no credentials', async ([, role], { hallpass, login, pool }) => {
  const logins = login({ 'cognito:preferred_role': role })
  const id = await getId(hallpass, pool, logins)
  await expect(getCredentials(hallpass, id, logins)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' })
})
