import { DeleteIdentitiesCommand, DescribeIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, region, test } from '../hallpass.ts'
import { callAsRoot, refusal, refused, unknownId } from '../support/json-wire.ts'
import { newGuest, newPool } from './new-pool.ts'

const noIdentity = (id: string) => refusal('ResourceNotFoundException', `Identity '${id}' not found.`)

describe('GetId without logins', () => {
  test('makes a new guest each time', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    const ids = await Promise.all(Array.from({ length: 8 }, () => newGuest(hallpass, pool)))
    expect(new Set(ids).size).toBe(8)
    for (const id of ids) expect(id).toMatch(new RegExp(`^${region}:[0-9a-f-]{36}$`))
  })

  test('is refused where the pool has no guests', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, { AllowUnauthenticatedIdentities: false })
    const call = hallpass.guest.send(new GetIdCommand({ IdentityPoolId }))
    const message = 'Unauthenticated access is not supported for this identity pool.'
    await expect(call).rejects.toMatchObject(refusal('NotAuthorizedException', message))
  })

  test('takes the account of the pool and no other', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    await expect(hallpass.guest.send(new GetIdCommand({ IdentityPoolId, AccountId: accountId }))).resolves.toBeDefined()
    const elsewhere = hallpass.guest.send(new GetIdCommand({ IdentityPoolId, AccountId: '999999999999' }))
    await expect(elsewhere).rejects.toMatchObject(refusal('NotAuthorizedException'))
  })

  test('does not find an unknown pool', async ({ hallpass: { guest } }) => {
    const missing = refusal('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`)
    await expect(guest.send(new GetIdCommand({ IdentityPoolId: unknownId }))).rejects.toMatchObject(missing)
  })
})

describe('DescribeIdentity', () => {
  test('shows a guest without logins and with its times in seconds', async ({ hallpass }) => {
    const before = Date.now() / 1000
    const IdentityId = await newGuest(hallpass, await newPool(hallpass))
    const { json } = await callAsRoot(hallpass, 'DescribeIdentity', { IdentityId })
    expect(json).toEqual({ IdentityId, CreationDate: expect.any(Number), LastModifiedDate: expect.any(Number) })
    const { CreationDate, LastModifiedDate } = json as { CreationDate: number; LastModifiedDate: number }
    expect(CreationDate).toBeGreaterThanOrEqual(before)
    expect(CreationDate).toBeLessThan(before + 60)
    expect(LastModifiedDate).toBe(CreationDate)
  })

  test('does not find an unknown identity', async ({ hallpass: { cognito } }) => {
    await expect(cognito.send(new DescribeIdentityCommand({ IdentityId: unknownId }))).rejects.toMatchObject(noIdentity(unknownId))
  })

  test('does not take the id of a pool for one', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    await expect(hallpass.cognito.send(new DescribeIdentityCommand({ IdentityId: pool }))).rejects.toMatchObject(noIdentity(pool))
  })
})

describe('DeleteIdentities', () => {
  test('forgets identities of several pools and says so', async ({ hallpass }) => {
    const { cognito } = hallpass
    const [kept, ...going] = [
      await newGuest(hallpass, await newPool(hallpass)),
      await newGuest(hallpass, await newPool(hallpass)),
      await newGuest(hallpass, await newPool(hallpass)),
    ]
    const { json } = await callAsRoot(hallpass, 'DeleteIdentities', { IdentityIdsToDelete: going })
    expect(json).toEqual({ UnprocessedIdentityIds: [] })
    for (const id of going) {
      await expect(cognito.send(new DescribeIdentityCommand({ IdentityId: id }))).rejects.toMatchObject(noIdentity(id))
    }
    expect((await cognito.send(new DescribeIdentityCommand({ IdentityId: kept }))).IdentityId).toBe(kept)
  })

  test('takes 60 ids, known and unknown, and one of them twice', async ({ hallpass }) => {
    const guest = await newGuest(hallpass, await newPool(hallpass))
    const IdentityIdsToDelete = [guest, guest, ...Array.from({ length: 58 }, () => unknownId)]
    const answer = await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete }))
    expect(answer.UnprocessedIdentityIds).toEqual([])
  })

  test.for<[string, string[]]>([
    ['none', []],
    ['61 ids', Array.from({ length: 61 }, () => unknownId)],
    ['what is no id', ['no id']],
  ])('refuses %s', async ([, IdentityIdsToDelete], { hallpass }) => {
    const answer = await callAsRoot(hallpass, 'DeleteIdentities', { IdentityIdsToDelete })
    expect(answer).toMatchObject(refused('ValidationException'))
  })

  test('deletes none where one of the ids is malformed', async ({ hallpass }) => {
    const guest = await newGuest(hallpass, await newPool(hallpass))
    await callAsRoot(hallpass, 'DeleteIdentities', { IdentityIdsToDelete: [guest, 'no id'] })
    expect((await callAsRoot(hallpass, 'DescribeIdentity', { IdentityId: guest })).status).toBe(200)
  })
})
