import { MergeDeveloperIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { createPool, developerProvider, test } from './federation.ts'
import { getDeveloperToken, getId, listIdentities, loginsOf, snapshot } from './identity-calls.ts'

async function merge(
  { cognito }: Pick<Clients, 'cognito'>,
  IdentityPoolId: string,
  source: string,
  destination: string,
  provider = developerProvider,
) {
  const users = { SourceUserIdentifier: source, DestinationUserIdentifier: destination }
  const command = new MergeDeveloperIdentitiesCommand({ IdentityPoolId, ...users, DeveloperProviderName: provider })
  return (await cognito.send(command)).IdentityId
}

describe('MergeDeveloperIdentities', () => {
  test('moves all logins of the source, and disables it, however old it is', async ({ hallpass, pool, realms }) => {
    const { identityId: source } = await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ a: 'ann' }) })
    hallpass.advance(1_000)
    const { identityId: destination } = await getDeveloperToken(hallpass, pool, 'bob')

    expect(await merge(hallpass, pool, 'ann', 'bob')).toBe(destination)
    expect((await getDeveloperToken(hallpass, pool, 'ann')).identityId).toBe(destination)
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann' }))).toBe(destination)
    expect(await loginsOf(hallpass, destination)).toEqual([realms.name('a'), developerProvider])
    expect(await loginsOf(hallpass, source)).toEqual([])
    expect(await listIdentities(hallpass, pool, true)).toEqual([destination])
  })

  test('of users who are one already does nothing', async ({ hallpass, pool }) => {
    await getDeveloperToken(hallpass, pool, 'ann')
    const { identityId } = await getDeveloperToken(hallpass, pool, 'bob')
    await merge(hallpass, pool, 'ann', 'bob')
    const before = await snapshot(hallpass, pool)
    expect(await merge(hallpass, pool, 'ann', 'bob')).toBe(identityId)
    expect(await merge(hallpass, pool, 'bob', 'bob')).toBe(identityId)
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })
})

describe('MergeDeveloperIdentities refuses, and changes nothing,', () => {
  test.for([
    ['an unknown source', 'nobody', 'ann'],
    ['an unknown destination', 'ann', 'nobody'],
    ['the same unknown user twice', 'nobody', 'nobody'],
  ])('%s', async ([, source = '', destination = ''], { hallpass, pool }) => {
    await getDeveloperToken(hallpass, pool, 'ann')
    const before = await snapshot(hallpass, pool)
    await expect(merge(hallpass, pool, source, destination)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('two users of one public provider', async ({ hallpass, pool, realms }) => {
    await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ a: 'ann' }) })
    await getDeveloperToken(hallpass, pool, 'bob', { Logins: realms.logins({ a: 'bob' }) })
    const before = await snapshot(hallpass, pool)
    await expect(merge(hallpass, pool, 'ann', 'bob')).rejects.toMatchObject({ name: 'ResourceConflictException' })
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('a provider that is not the pool’s', async ({ hallpass, pool }) => {
    const bare = await createPool(hallpass)
    for (const [each, provider] of [[pool, 'login.other'] as const, [bare, developerProvider] as const]) {
      await expect(merge(hallpass, each, 'ann', 'bob', provider)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'This identity pool does not support the specified developer provider.',
      })
    }
  })
})
