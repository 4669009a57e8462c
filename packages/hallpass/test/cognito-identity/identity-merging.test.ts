import { DeleteIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { createPool, developerProvider, realmArns, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken, listIdentities, loginsOf } from './identity-calls.ts'

describe('a device whose guests sign in', () => {
  test('keeps the id of the first user, and gives up the later guest', async ({ hallpass, pool, realms }) => {
    const first = await getId(hallpass, pool)
    expect((await getCredentials(hallpass, first, realms.logins({ a: 'ann' }))).IdentityId).toBe(first)

    const second = await getId(hallpass, pool)
    expect((await getCredentials(hallpass, second, realms.logins({ a: 'ann' }))).IdentityId).toBe(first)

    const third = await getId(hallpass, pool)
    expect((await getCredentials(hallpass, third, realms.logins({ a: 'bob' }))).IdentityId).toBe(third)

    expect(await listIdentities(hallpass, pool, true)).toEqual([first, third])
    expect(new Set(await listIdentities(hallpass, pool))).toEqual(new Set([first, second, third]))
  })
})

describe('two identities whose logins meet', () => {
  test('become the older one, which has all the logins', async ({ hallpass, pool, realms }) => {
    const older = await getId(hallpass, pool, realms.logins({ b: 'ann' }))
    hallpass.advance(1_000)
    const younger = await getId(hallpass, pool, realms.logins({ a: 'ann', c: 'ann' }))

    expect(await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))).toBe(older)
    expect(await loginsOf(hallpass, older)).toEqual(['a', 'b', 'c'].map(realms.name))
    expect(await loginsOf(hallpass, younger)).toEqual([])
    expect(await getId(hallpass, pool, realms.logins({ c: 'ann' }))).toBe(older)
    expect(await listIdentities(hallpass, pool, true)).toEqual([older])
  })

  test('become the named one, though it is the younger', async ({ hallpass, pool, realms }) => {
    const older = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    hallpass.advance(1_000)
    const younger = await getId(hallpass, pool, realms.logins({ b: 'ann' }))

    expect((await getToken(hallpass, younger, realms.logins({ a: 'ann', b: 'ann' }))).identityId).toBe(younger)
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann' }))).toBe(younger)
    expect(await listIdentities(hallpass, pool, true)).toEqual([younger])
    await expect(getCredentials(hallpass, older, realms.logins({ a: 'ann' }))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  test('and a named guest become the oldest of the two', async ({ hallpass, pool, realms }) => {
    const guest = await getId(hallpass, pool)
    hallpass.advance(1_000)
    const older = await getId(hallpass, pool, realms.logins({ b: 'ann' }))
    hallpass.advance(1_000)
    await getId(hallpass, pool, realms.logins({ a: 'ann' }))

    expect((await getCredentials(hallpass, guest, realms.logins({ a: 'ann', b: 'ann', c: 'ann' }))).IdentityId).toBe(older)
    expect(await loginsOf(hallpass, older)).toEqual(['a', 'b', 'c'].map(realms.name))
    expect(await listIdentities(hallpass, pool, true)).toEqual([older])
  })

  test('take their developer users with them', async ({ hallpass, pool, realms }) => {
    const older = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    hallpass.advance(1_000)
    await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ b: 'ann' }) })

    expect(await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))).toBe(older)
    expect(await loginsOf(hallpass, older)).toEqual([realms.name('a'), realms.name('b'), developerProvider])
    expect((await getDeveloperToken(hallpass, pool, 'ann')).identityId).toBe(older)
  })
})

test('a login of an identity that was deleted makes a new one', async ({ hallpass, pool, realms }) => {
  const logins = realms.logins({ a: 'ann', b: 'ann' })
  const id = await getId(hallpass, pool, logins)
  await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [id] }))
  const next = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
  expect(next).not.toBe(id)
  expect(await loginsOf(hallpass, next)).toEqual([realms.name('a')])
  expect(await listIdentities(hallpass, pool)).toEqual([next])
})

test('what meets in one pool stays apart in another', async ({ hallpass, pool, realms }) => {
  const other = await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms) })
  const [a, b] = [await getId(hallpass, other, realms.logins({ a: 'ann' })), await getId(hallpass, other, realms.logins({ b: 'ann' }))]
  await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
  expect(await getId(hallpass, other, realms.logins({ a: 'ann' }))).toBe(a)
  expect(await getId(hallpass, other, realms.logins({ b: 'ann' }))).toBe(b)
})
