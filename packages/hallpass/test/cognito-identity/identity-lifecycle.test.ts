import { DeleteIdentitiesCommand, DescribeIdentityCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { Realms } from '../counterparts/realms.ts'
import type { Hallpass } from '../hallpass.ts'
import { createPool, realmArns, test } from './federation.ts'
import { getCredentials, getId, getToken, listIdentities, loginsOf, unlink } from './identity-calls.ts'

interface Stage {
  readonly hallpass: Hallpass
  readonly pool: string
  readonly realms: Realms
}

/** How each state is reached; `ann` is (or was) the user of the identity in realm a. */
const states: Readonly<Record<string, (stage: Stage) => Promise<string>>> = {
  guest: ({ hallpass, pool }) => getId(hallpass, pool),
  authenticated: ({ hallpass, pool, realms }) => getId(hallpass, pool, realms.logins({ a: 'ann' })),
  'merged away': async ({ hallpass, pool, realms }) => {
    await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const guest = await getId(hallpass, pool)
    await getCredentials(hallpass, guest, realms.logins({ a: 'ann' }))
    return guest
  },
  unlinked: async ({ hallpass, pool, realms }) => {
    const logins = realms.logins({ a: 'ann' })
    const id = await getId(hallpass, pool, logins)
    await unlink(hallpass, id, logins, realms.name('a'))
    return id
  },
  deleted: async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [id] }))
    return id
  },
}

const calls: Readonly<Record<string, (stage: Stage, id: string, logins?: Record<string, string>) => Promise<string | undefined>>> = {
  GetCredentialsForIdentity: async ({ hallpass }, id, logins) => (await getCredentials(hallpass, id, logins)).IdentityId,
  GetOpenIdToken: async ({ hallpass }, id, logins) => (await getToken(hallpass, id, logins)).identityId,
}

const forbidden = (id: string) => ({ name: 'NotAuthorizedException', message: `Access to Identity '${id}' is forbidden.` })
const notFound = (id: string) => ({ name: 'ResourceNotFoundException', message: `Identity '${id}' not found.` })
const noMatch = () => ({ name: 'NotAuthorizedException', message: expect.stringMatching(/^Logins don't match\. /) })
type Outcome = 'itself' | typeof forbidden

/** State → what comes of no logins, of its own login, and of a login that nobody has yet. */
const table: [state: string, none: Outcome, own: Outcome, unknown: Outcome][] = [
  ['guest', 'itself', 'itself', 'itself'],
  ['authenticated', forbidden, 'itself', noMatch],
  ['merged away', forbidden, forbidden, forbidden],
  ['unlinked', forbidden, forbidden, forbidden],
  ['deleted', notFound, notFound, notFound],
]
const cases = Object.keys(calls).flatMap((call) =>
  table.flatMap(([state, none, own, unknown]) => [
    { call, state, logins: 'no logins', users: undefined, outcome: none },
    { call, state, logins: 'its own login', users: { a: 'ann' }, outcome: own },
    { call, state, logins: "nobody's login", users: { b: 'nobody' }, outcome: unknown },
  ]),
)

describe.for(cases)('$call for an identity that is $state', ({ call, state, logins, users, outcome }) => {
  test(`with ${logins}`, async ({ hallpass, pool, realms }) => {
    const stage = { hallpass, pool, realms }
    const id = (await states[state]?.(stage)) ?? ''
    const before = await listIdentities(hallpass, pool)
    const answer = calls[call]?.(stage, id, users === undefined ? undefined : realms.logins(users))
    if (outcome === 'itself') await expect(answer).resolves.toBe(id)
    else await expect(answer).rejects.toMatchObject(outcome(id))
    expect(await listIdentities(hallpass, pool)).toEqual(before)
  })
})

describe('with the login of another', () => {
  test.for(Object.keys(calls))('a guest becomes that other by %s, and loses its own id', async (call, { hallpass, pool, realms }) => {
    const stage = { hallpass, pool, realms }
    const ann = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const guest = await getId(hallpass, pool)
    expect(await calls[call]?.(stage, guest, realms.logins({ a: 'ann' }))).toBe(ann)
    await expect(calls[call]?.(stage, guest)).rejects.toMatchObject(forbidden(guest))
  })

  test.for(Object.keys(calls))('a user stays who he is by %s', async (call, { hallpass, pool, realms }) => {
    const stage = { hallpass, pool, realms }
    const ann = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    await getId(hallpass, pool, realms.logins({ a: 'bob' }))
    await expect(calls[call]?.(stage, ann, realms.logins({ a: 'bob' }))).rejects.toMatchObject(noMatch())
  })
})

describe('guests', () => {
  test.for(Object.keys(calls))('are refused by %s once the pool takes none', async (call, { hallpass, realms }) => {
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms) })
    const stage = { hallpass, pool, realms }
    const guest = await getId(hallpass, pool)
    await hallpass.cognito.send(
      new UpdateIdentityPoolCommand({
        IdentityPoolId: pool,
        IdentityPoolName: 'app',
        AllowUnauthenticatedIdentities: false,
        OpenIdConnectProviderARNs: realmArns(realms),
      }),
    )
    await expect(calls[call]?.(stage, guest)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    })
    expect(await calls[call]?.(stage, guest, realms.logins({ a: 'ann' }))).toBe(guest)
  })
})

describe('what is shown', () => {
  test.for([
    ['guest', true, false],
    ['authenticated', true, false],
    ['merged away', true, true],
    ['unlinked', true, true],
    ['deleted', false, true],
  ] as const)('of an identity that is %s', async ([state, isDescribed, isHidden], { hallpass, pool, realms }) => {
    const id = (await states[state]?.({ hallpass, pool, realms })) ?? ''
    const described = hallpass.cognito.send(new DescribeIdentityCommand({ IdentityId: id }))
    if (isDescribed) expect(await described).toMatchObject({ IdentityId: id, CreationDate: expect.any(Date) })
    else await expect(described).rejects.toMatchObject(notFound(id))
    expect((await listIdentities(hallpass, pool)).includes(id)).toBe(isDescribed)
    expect((await listIdentities(hallpass, pool, true)).includes(id)).toBe(!isHidden)
  })

  test('LastModifiedDate moves with a login that is linked, and not with one that is used', async ({ hallpass, pool, realms }) => {
    const dates = async (id: string) => {
      const { CreationDate, LastModifiedDate } = await hallpass.cognito.send(new DescribeIdentityCommand({ IdentityId: id }))
      return { created: Number(CreationDate), modified: Number(LastModifiedDate) }
    }
    const id = await getId(hallpass, pool)
    const first = await dates(id)
    hallpass.advance(1_000)
    await getCredentials(hallpass, id, realms.logins({ a: 'ann' }))
    const linked = await dates(id)
    hallpass.advance(1_000)
    await getCredentials(hallpass, id, realms.logins({ a: 'ann' }))
    expect(first.created).toBe(first.modified)
    expect(linked.created).toBe(first.created)
    expect(linked.modified).toBeGreaterThanOrEqual(first.modified + 1_000)
    expect(await dates(id)).toEqual(linked)
  })

  test('names no user', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ b: 'bob', a: 'ann' }))
    expect(await loginsOf(hallpass, id)).toEqual([realms.name('a'), realms.name('b')])
  })
})
