import { expect } from 'vitest'
import { test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken, snapshot } from './identity-calls.ts'

const conflict = { name: 'ResourceConflictException', $metadata: { httpStatusCode: 400 } }

test('never meet in one identity by GetId', async ({ hallpass, pool, realms }) => {
  const ann = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
  const before = await snapshot(hallpass, pool)
  await expect(getId(hallpass, pool, realms.logins({ a: 'bob', b: 'ann' }))).rejects.toMatchObject(conflict)
  expect(await snapshot(hallpass, pool)).toEqual(before)
  expect(await getId(hallpass, pool, realms.logins({ a: 'bob' }))).not.toBe(ann)
})

test('never meet where two identities would merge', async ({ hallpass, pool, realms }) => {
  const ann = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
  const bob = await getId(hallpass, pool, realms.logins({ a: 'bob', c: 'bob' }))
  const before = await snapshot(hallpass, pool)
  const both = realms.logins({ b: 'ann', c: 'bob' })
  await expect(getId(hallpass, pool, both)).rejects.toMatchObject(conflict)
  await expect(getToken(hallpass, ann, both)).rejects.toMatchObject(conflict)
  await expect(getCredentials(hallpass, bob, both)).rejects.toMatchObject(conflict)
  await expect(getDeveloperToken(hallpass, pool, 'ann', { Logins: both })).rejects.toMatchObject(conflict)
  expect(await snapshot(hallpass, pool)).toEqual(before)
})

test('never meet when one is added to the other', async ({ hallpass, pool, realms }) => {
  const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann' }))
  const before = await snapshot(hallpass, pool)
  await expect(getCredentials(hallpass, id, realms.logins({ a: 'bob', b: 'ann' }))).rejects.toMatchObject(conflict)
  expect(await snapshot(hallpass, pool)).toEqual(before)
})

test('may be developer users', async ({ hallpass, pool, realms }) => {
  const Logins = realms.logins({ a: 'ann' })
  const { identityId } = await getDeveloperToken(hallpass, pool, 'ann-1', { Logins })
  expect((await getDeveloperToken(hallpass, pool, 'ann-2', { Logins })).identityId).toBe(identityId)
  expect((await getDeveloperToken(hallpass, pool, 'ann-2')).identityId).toBe(identityId)
})
