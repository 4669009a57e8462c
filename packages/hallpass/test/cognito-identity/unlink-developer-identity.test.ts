import { UnlinkDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { createPool, developerProvider, test } from './federation.ts'
import { getDeveloperToken, getId, listIdentities, loginsOf, snapshot } from './identity-calls.ts'

function unlinkUser(
  { cognito }: Pick<Clients, 'cognito'>,
  IdentityPoolId: string,
  IdentityId: string,
  user: string,
  provider = developerProvider,
) {
  const login = { DeveloperProviderName: provider, DeveloperUserIdentifier: user }
  return cognito.send(new UnlinkDeveloperIdentityCommand({ IdentityPoolId, IdentityId, ...login }))
}

describe('UnlinkDeveloperIdentity', () => {
  test('takes the user away, who is somebody new at next sight', async ({ hallpass, pool, realms }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ a: 'ann' }) })
    await unlinkUser(hallpass, pool, identityId, 'ann')
    expect(await loginsOf(hallpass, identityId)).toEqual([realms.name('a')])
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann' }))).toBe(identityId)
    expect((await getDeveloperToken(hallpass, pool, 'ann')).identityId).not.toBe(identityId)
  })

  test('of the last login disables the identity', async ({ hallpass, pool }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    await unlinkUser(hallpass, pool, identityId, 'ann')
    expect(await listIdentities(hallpass, pool)).toEqual([identityId])
    expect(await listIdentities(hallpass, pool, true)).toEqual([])
  })
})

describe('UnlinkDeveloperIdentity refuses, and changes nothing,', () => {
  test('an unknown user', async ({ hallpass, pool }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    const before = await snapshot(hallpass, pool)
    await expect(unlinkUser(hallpass, pool, identityId, 'nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('a user of another identity', async ({ hallpass, pool }) => {
    await getDeveloperToken(hallpass, pool, 'ann')
    const { identityId } = await getDeveloperToken(hallpass, pool, 'bob')
    const before = await snapshot(hallpass, pool)
    await expect(unlinkUser(hallpass, pool, identityId, 'ann')).rejects.toMatchObject({ name: 'ResourceConflictException' })
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('an identity of another pool', async ({ hallpass, pool }) => {
    const other = await createPool(hallpass, { DeveloperProviderName: developerProvider })
    const { identityId } = await getDeveloperToken(hallpass, other, 'ann')
    await expect(unlinkUser(hallpass, pool, identityId, 'ann')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Identity '${identityId}' not found.`,
    })
    expect(await loginsOf(hallpass, identityId)).toEqual([developerProvider])
  })

  test('a provider that is not the pool’s', async ({ hallpass, pool }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    await expect(unlinkUser(hallpass, pool, identityId, 'ann', 'login.other')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'This identity pool does not support the specified developer provider.',
    })
  })
})
