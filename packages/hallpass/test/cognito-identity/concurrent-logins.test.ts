import { expect } from 'vitest'
import type { Realms } from '../counterparts/realms.ts'
import { realmNames, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, listIdentities, loginsOf } from './identity-calls.ts'

const names = realmNames.slice(0, 10)

test('a hundred calls for one new login make one identity', async ({ hallpass, pool, realms }) => {
  const logins = realms.logins({ a: 'ann' })
  const ids = await Promise.all(Array.from({ length: 100 }, () => getId(hallpass, pool, logins)))
  expect(new Set(ids).size).toBe(1)
  expect(await listIdentities(hallpass, pool)).toEqual([ids[0]])
})

test('calls for pairs of logins that overlap end in one identity', async ({ hallpass, pool, realms }) => {
  await Promise.all(pairs(realms).map((logins) => getId(hallpass, pool, logins)))
  const [id, ...others] = await listIdentities(hallpass, pool, true)
  expect(others).toEqual([])
  const found = await Promise.all(names.map((realm) => getId(hallpass, pool, realms.logins({ [realm]: 'ann' }))))
  expect(new Set(found)).toEqual(new Set([id]))
  expect(await loginsOf(hallpass, id ?? '')).toEqual(names.map(realms.name))
})

test('guests that sign in with one new login at a time end in one identity', async ({ hallpass, pool, realms }) => {
  const guests = await Promise.all(Array.from({ length: 20 }, () => getId(hallpass, pool)))
  const logins = realms.logins({ a: 'ann' })
  const answers = await Promise.all(guests.map(async (guest) => (await getCredentials(hallpass, guest, logins)).IdentityId))
  const [id] = answers
  expect(guests).toContain(id)
  expect(new Set(answers)).toEqual(new Set([id]))
  expect(await listIdentities(hallpass, pool, true)).toEqual([id])
})

test('calls for one developer user make one identity', async ({ hallpass, pool }) => {
  const ids = await Promise.all(Array.from({ length: 20 }, async () => (await getDeveloperToken(hallpass, pool, 'ann')).identityId))
  expect(new Set(ids).size).toBe(1)
  expect(await listIdentities(hallpass, pool)).toEqual([ids[0]])
})

test('two users of one provider do not slip into one identity together', async ({ hallpass, pool, realms }) => {
  const calls = ['ann', 'bob'].flatMap((user) => Array.from({ length: 10 }, () => realms.logins({ a: user, b: 'shared' })))
  const outcomes = await Promise.allSettled(calls.map((logins) => getId(hallpass, pool, logins)))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(refused).toHaveLength(10)
  expect(new Set(refused.map(({ name }) => name))).toEqual(new Set(['ResourceConflictException']))
  expect(await listIdentities(hallpass, pool)).toHaveLength(1)
})

/** Ann's logins at each realm and the next one. */
function pairs(realms: Realms): Record<string, string>[] {
  return names.slice(1).map((realm, index) => realms.logins({ [names[index] ?? '']: 'ann', [realm]: 'ann' }))
}
