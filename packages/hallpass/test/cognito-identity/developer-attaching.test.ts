import { describe, expect } from 'vitest'
import { createPool, developerProvider, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, listIdentities, loginsOf, snapshot, unlink } from './identity-calls.ts'

describe('a developer user that is attached to a named identity', () => {
  test('makes a guest a user who keeps his id', async ({ hallpass, pool }) => {
    const guest = await getId(hallpass, pool)
    expect((await getDeveloperToken(hallpass, pool, 'ann', { IdentityId: guest })).identityId).toBe(guest)
    expect(await loginsOf(hallpass, guest)).toEqual([developerProvider])
    await expect(getCredentials(hallpass, guest)).rejects.toMatchObject({ message: `Access to Identity '${guest}' is forbidden.` })
  })

  test('joins a user of a public provider who shows his login', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const IdentityId = await getId(hallpass, pool, Logins)
    expect((await getDeveloperToken(hallpass, pool, 'ann', { IdentityId, Logins })).identityId).toBe(IdentityId)
    expect((await getDeveloperToken(hallpass, pool, 'ann')).identityId).toBe(IdentityId)
    expect(await loginsOf(hallpass, IdentityId)).toEqual([realms.name('a'), developerProvider])
  })

  test('is the identity already', async ({ hallpass, pool }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    const before = await snapshot(hallpass, pool)
    expect((await getDeveloperToken(hallpass, pool, 'ann', { IdentityId: identityId })).identityId).toBe(identityId)
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('brings new public logins to it', async ({ hallpass, pool, realms }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    const Logins = realms.logins({ a: 'ann' })
    expect((await getDeveloperToken(hallpass, pool, 'ann', { IdentityId: identityId, Logins })).identityId).toBe(identityId)
    expect(await getId(hallpass, pool, Logins)).toBe(identityId)
  })

  test('merges the owner of a public login into it', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const other = await getId(hallpass, pool, Logins)
    hallpass.advance(1_000)
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    expect((await getDeveloperToken(hallpass, pool, 'ann', { IdentityId: identityId, Logins })).identityId).toBe(identityId)
    expect(await listIdentities(hallpass, pool, true)).toEqual([identityId])
    await expect(getCredentials(hallpass, other, Logins)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })
})

describe('a developer user without a named identity', () => {
  test('joins the one that owns a public login', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const id = await getId(hallpass, pool, Logins)
    expect((await getDeveloperToken(hallpass, pool, 'ann', { Logins })).identityId).toBe(id)
    expect((await getDeveloperToken(hallpass, pool, 'ann')).identityId).toBe(id)
  })

  test('merges with the one that owns a public login', async ({ hallpass, pool, realms }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    hallpass.advance(1_000)
    const Logins = realms.logins({ a: 'ann' })
    await getId(hallpass, pool, Logins)
    expect((await getDeveloperToken(hallpass, pool, 'ann', { Logins })).identityId).toBe(identityId)
    expect(await listIdentities(hallpass, pool, true)).toEqual([identityId])
  })
})

describe('attaching is refused, and changes nothing,', () => {
  test('where the developer user has another identity', async ({ hallpass, pool, realms }) => {
    await getDeveloperToken(hallpass, pool, 'ann')
    const Logins = realms.logins({ a: 'bob' })
    const targets = [await getId(hallpass, pool), await getId(hallpass, pool, Logins)]
    const before = await snapshot(hallpass, pool)
    for (const [IdentityId, given] of [[targets[0], undefined] as const, [targets[1], Logins] as const]) {
      await expect(getDeveloperToken(hallpass, pool, 'ann', { IdentityId, Logins: given })).rejects.toMatchObject({
        name: 'DeveloperUserAlreadyRegisteredException',
        $metadata: { httpStatusCode: 400 },
      })
    }
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('without a login of the identity', async ({ hallpass, pool, realms }) => {
    const user = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const { identityId: developerUser } = await getDeveloperToken(hallpass, pool, 'bob')
    const before = await snapshot(hallpass, pool)
    for (const IdentityId of [user, developerUser]) {
      await expect(getDeveloperToken(hallpass, pool, 'ann', { IdentityId })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      })
    }
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('to an identity of another pool', async ({ hallpass, pool }) => {
    const IdentityId = await getId(hallpass, await createPool(hallpass))
    await expect(getDeveloperToken(hallpass, pool, 'ann', { IdentityId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Identity '${IdentityId}' not found.`,
    })
    expect(await listIdentities(hallpass, pool)).toEqual([])
  })

  test('to a disabled identity', async ({ hallpass, pool, realms }) => {
    const logins = realms.logins({ a: 'ann' })
    const IdentityId = await getId(hallpass, pool, logins)
    await unlink(hallpass, IdentityId, logins, realms.name('a'))
    await expect(getDeveloperToken(hallpass, pool, 'ann', { IdentityId })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Access to Identity '${IdentityId}' is forbidden.`,
    })
  })
})
