import { describe, expect } from 'vitest'
import { developerProvider, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, listIdentities, loginsOf, snapshot, unlink } from './identity-calls.ts'

describe('UnlinkIdentity', () => {
  test('takes a login away, which then makes a new identity', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
    await unlink(hallpass, id, realms.logins({ a: 'ann' }), realms.name('b'))
    expect(await loginsOf(hallpass, id)).toEqual([realms.name('a')])
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann' }))).toBe(id)
    expect(await getId(hallpass, pool, realms.logins({ b: 'ann' }))).not.toBe(id)
  })

  test('takes the very login away that proves who asks', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
    await unlink(hallpass, id, realms.logins({ a: 'ann' }), realms.name('a'))
    expect(await loginsOf(hallpass, id)).toEqual([realms.name('b')])
  })

  test('of the last login disables the identity for good', async ({ hallpass, pool, realms }) => {
    const logins = realms.logins({ a: 'ann', b: 'ann' })
    const id = await getId(hallpass, pool, logins)
    await unlink(hallpass, id, logins, realms.name('a'), realms.name('b'))
    expect(await listIdentities(hallpass, pool, true)).toEqual([])
    await expect(getCredentials(hallpass, id, logins)).rejects.toMatchObject({ message: `Access to Identity '${id}' is forbidden.` })
    expect(await getId(hallpass, pool, logins)).not.toBe(id)
  })

  test('leaves a developer user in place', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann', { Logins })
    await unlink(hallpass, identityId, Logins, realms.name('a'))
    expect(await loginsOf(hallpass, identityId)).toEqual([developerProvider])
    expect((await getDeveloperToken(hallpass, pool, 'ann')).identityId).toBe(identityId)
  })

  test('links no login that comes with it', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
    await unlink(hallpass, id, realms.logins({ a: 'ann', c: 'ann' }), realms.name('b'))
    expect(await loginsOf(hallpass, id)).toEqual([realms.name('a')])
  })
})

describe('UnlinkIdentity refuses, and changes nothing,', () => {
  test.for<[string, Record<string, string>, string[], { name: string; message?: unknown }]>([
    ['a login of somebody else', { a: 'bob' }, ['a'], { name: 'NotAuthorizedException', message: expect.stringContaining("don't match") }],
    ['a login that is not linked', { a: 'ann' }, ['c'], { name: 'InvalidParameterException' }],
    ['a linked login and one that is not', { a: 'ann' }, ['b', 'c'], { name: 'InvalidParameterException' }],
    ['an empty list', { a: 'ann' }, [], { name: 'InvalidParameterException' }],
  ])('%s', async ([, users, removed, refusal], { hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
    const before = await snapshot(hallpass, pool)
    await expect(unlink(hallpass, id, realms.logins(users), ...removed.map(realms.name))).rejects.toMatchObject(refusal)
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('the developer provider', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann', { Logins })
    await expect(unlink(hallpass, identityId, Logins, developerProvider)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Please provide a valid public provider.',
    })
    expect(await loginsOf(hallpass, identityId)).toEqual([realms.name('a'), developerProvider])
  })

  test('an expired login', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const logins = { [realms.name('a')]: realms.token('a', 'ann', { exp: 1_700_000_000 }) }
    await expect(unlink(hallpass, id, logins, realms.name('a'))).rejects.toMatchObject({
      message: expect.stringContaining('Token expired'),
    })
    expect(await loginsOf(hallpass, id)).toEqual([realms.name('a')])
  })

  test('no logins at all', async ({ hallpass, pool, realms }) => {
    const guest = await getId(hallpass, pool)
    const user = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    for (const id of [guest, user]) {
      await expect(unlink(hallpass, id, {}, realms.name('a'))).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
    }
    expect(await loginsOf(hallpass, user)).toEqual([realms.name('a')])
  })

  test('an identity that is not there, or disabled', async ({ hallpass, pool, realms }) => {
    const logins = realms.logins({ a: 'ann' })
    const id = await getId(hallpass, pool, logins)
    await unlink(hallpass, id, logins, realms.name('a'))
    await expect(unlink(hallpass, id, logins, realms.name('a'))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Access to Identity '${id}' is forbidden.`,
    })
    await expect(unlink(hallpass, pool, logins, realms.name('a'))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Identity '${pool}' not found.`,
    })
  })
})
