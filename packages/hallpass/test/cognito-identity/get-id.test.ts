import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, region } from '../hallpass.ts'
import { createPool, developerProvider, realmArns, test } from './federation.ts'
import { getDeveloperToken, getId, listIdentities, loginsOf } from './identity-calls.ts'

describe('a guest', () => {
  test('is somebody else each time', async ({ hallpass, pool }) => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => getId(hallpass, pool)))
    expect(new Set(ids).size).toBe(8)
    expect([...(await listIdentities(hallpass, pool))].sort()).toEqual([...ids].sort())
  })

  test('has an id of region and UUID', async ({ hallpass, pool }) => {
    expect(await getId(hallpass, pool)).toMatch(
      new RegExp(`^${region}:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
    )
  })

  test('may say so by empty logins', async ({ hallpass, pool }) => {
    expect(await loginsOf(hallpass, await getId(hallpass, pool, {}))).toEqual([])
  })

  test('is refused where the pool takes none', async ({ hallpass }) => {
    const pool = await createPool(hallpass, { AllowUnauthenticatedIdentities: false })
    for (const logins of [undefined, {}]) {
      await expect(getId(hallpass, pool, logins)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Unauthenticated access is not supported for this identity pool.',
      })
    }
    expect(await listIdentities(hallpass, pool)).toEqual([])
  })
})

describe('a login', () => {
  test('has one identity on every device', async ({ hallpass, pool, realms }) => {
    const devices = Array.from({ length: 3 }, () => new CognitoIdentityClient({ endpoint: hallpass.url, region }))
    const ids: (string | undefined)[] = []
    for (const device of devices) {
      const answer = await device.send(new GetIdCommand({ IdentityPoolId: pool, Logins: realms.logins({ a: 'ann' }) }))
      ids.push(answer.IdentityId)
      device.destroy()
    }
    expect(new Set(ids)).toEqual(new Set([await getId(hallpass, pool, realms.logins({ a: 'ann' }))]))
    expect(await listIdentities(hallpass, pool)).toHaveLength(1)
  })

  test('needs no guests', async ({ hallpass, realms }) => {
    const pool = await createPool(hallpass, { AllowUnauthenticatedIdentities: false, OpenIdConnectProviderARNs: realmArns(realms) })
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    expect(await loginsOf(hallpass, id)).toEqual([realms.name('a')])
  })

  test('of another user is another identity', async ({ hallpass, pool, realms }) => {
    const [ann, bob] = [realms.logins({ a: 'ann' }), realms.logins({ a: 'bob' })]
    expect(await getId(hallpass, pool, ann)).not.toBe(await getId(hallpass, pool, bob))
  })

  test('of the same user at another provider is another identity', async ({ hallpass, pool, realms }) => {
    const [here, there] = [realms.logins({ a: 'ann' }), realms.logins({ b: 'ann' })]
    expect(await getId(hallpass, pool, here)).not.toBe(await getId(hallpass, pool, there))
  })

  test('has another identity in another pool', async ({ hallpass, pool, realms }) => {
    const other = await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms) })
    const ann = realms.logins({ a: 'ann' })
    expect(await getId(hallpass, pool, ann)).not.toBe(await getId(hallpass, other, ann))
  })

  test('tells subjects apart that look alike, and finds each again', async ({ hallpass, pool, realms }) => {
    const subjects = ['ann', 'Ann', 'ann ', 'ann'.repeat(85), '\u00e4nn', 'a\u0308nn', '%61nn', "'; --", '1', '01', '🦊']
    const ids = await Promise.all(subjects.map((subject) => getId(hallpass, pool, realms.logins({ a: subject }))))
    expect(new Set(ids).size).toBe(subjects.length)
    expect(await Promise.all(subjects.map((subject) => getId(hallpass, pool, realms.logins({ a: subject }))))).toEqual(ids)
  })
})

describe('several logins', () => {
  test('that are new make one identity, which any of them finds', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann-b', c: 'ann-c' }))
    for (const logins of [{ a: 'ann' }, { b: 'ann-b' }, { c: 'ann-c' }, { a: 'ann', c: 'ann-c' }]) {
      expect(await getId(hallpass, pool, realms.logins(logins))).toBe(id)
    }
    expect(await loginsOf(hallpass, id)).toEqual(['a', 'b', 'c'].map(realms.name))
  })

  test('of which one is known join its identity', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ b: 'ann' }))
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))).toBe(id)
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann' }))).toBe(id)
  })

  test('join the identity of a developer user as well', async ({ hallpass, pool, realms }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ a: 'ann' }) })
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))).toBe(identityId)
    expect(await loginsOf(hallpass, identityId)).toEqual([realms.name('a'), realms.name('b'), developerProvider])
  })
})

describe('AccountId', () => {
  test('may name the account of the pool', async ({ hallpass, pool }) => {
    const answer = await hallpass.guest.send(new GetIdCommand({ IdentityPoolId: pool, AccountId: accountId }))
    expect(await listIdentities(hallpass, pool)).toEqual([answer.IdentityId])
  })

  test('must not name another', async ({ hallpass, pool }) => {
    const command = new GetIdCommand({ IdentityPoolId: pool, AccountId: '999999999999' })
    await expect(hallpass.guest.send(command)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Access to IdentityPool '${pool}' is forbidden.`,
    })
    expect(await listIdentities(hallpass, pool)).toEqual([])
  })
})
