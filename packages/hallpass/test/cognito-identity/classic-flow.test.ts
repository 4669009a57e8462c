import { describe, expect } from 'vitest'
import { createPool, developerProvider, type PoolSettings, realmArns, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken } from './identity-calls.ts'

const notEnabled = { name: 'InvalidParameterException', message: 'Basic (classic) flow is not enabled, please use enhanced flow.' }
const notWithMappings = {
  name: 'InvalidParameterException',
  message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
}

/** A mapping for the provider of this ARN. */
const mapping = (arn: string): PoolSettings => ({
  RoleMappings: { [arn]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
})

describe('GetOpenIdToken', () => {
  test.for([undefined, true])('is open to guests and users where AllowClassicFlow is %s', async (AllowClassicFlow, {
    hallpass,
    realms,
  }) => {
    const pool = await createPool(hallpass, { AllowClassicFlow, OpenIdConnectProviderARNs: realmArns(realms) })
    const guest = await getId(hallpass, pool)
    expect((await getToken(hallpass, guest)).identityId).toBe(guest)
    expect((await getToken(hallpass, guest, realms.logins({ a: 'ann' }))).identityId).toBe(guest)
  })

  test.for<[string, PoolSettings, (arn: string) => PoolSettings, { name: string; message: string }]>([
    ['AllowClassicFlow is false', { AllowClassicFlow: false }, () => ({}), notEnabled],
    ['there are role mappings', { AllowClassicFlow: true }, mapping, notWithMappings],
    ['both hold', { AllowClassicFlow: false }, mapping, notEnabled],
  ])('is closed to guests and users where %s', async ([, settings, more, refusal], { hallpass, realms }) => {
    const arns = realmArns(realms)
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: arns, ...settings, ...more(arns[0] ?? '') })
    const guest = await getId(hallpass, pool)
    const user = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    await expect(getToken(hallpass, guest)).rejects.toMatchObject(refusal)
    await expect(getToken(hallpass, user, realms.logins({ a: 'ann' }))).rejects.toMatchObject(refusal)
    // Before anything is said of the logins.
    await expect(getToken(hallpass, user)).rejects.toMatchObject(refusal)
    await expect(getToken(hallpass, pool)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

test('a closed classic flow closes neither the enhanced nor the developer flow', async ({ hallpass, realms }) => {
  const [arn = ''] = realmArns(realms, ['a'])
  const pool = await createPool(hallpass, {
    AllowClassicFlow: false,
    DeveloperProviderName: developerProvider,
    OpenIdConnectProviderARNs: [arn],
    ...mapping(arn),
  })
  const guest = await getId(hallpass, pool)
  expect((await getCredentials(hallpass, guest)).IdentityId).toBe(guest)
  expect((await getCredentials(hallpass, guest, realms.logins({ a: 'ann' }))).IdentityId).toBe(guest)
  const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
  expect((await getCredentials(hallpass, identityId, { 'cognito-identity.amazonaws.com': token })).IdentityId).toBe(identityId)
})
