import { DeleteIdentitiesCommand, ListIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { type Hallpass, test } from '../hallpass.ts'
import { callAsRoot, refusal, unknownId } from '../support/json-wire.ts'
import { newGuest, newPool } from './new-pool.ts'

describe('ListIdentities', () => {
  test('is an empty list where there are none', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const { json } = await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 60 })
    expect(json).toEqual({ IdentityPoolId, Identities: [] })
  })

  test('shows guests without logins, oldest first, and those of its pool alone', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const guests = await makeGuests(hallpass, IdentityPoolId, 3)
    await newGuest(hallpass, await newPool(hallpass))
    const { json } = await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 60 })
    const times = { CreationDate: expect.any(Number), LastModifiedDate: expect.any(Number) }
    expect(json).toEqual({ IdentityPoolId, Identities: guests.map((IdentityId) => ({ IdentityId, ...times })) })
  })

  test.for([1, 2, 3, 5, 60])('shows each identity once, %s a page', async (size, { hallpass }) => {
    const pool = await newPool(hallpass)
    const guests = await makeGuests(hallpass, pool, 5)
    expect((await allPages(hallpass, pool, size)).flat()).toEqual(guests)
  })

  test('has a short page at the end only', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    await makeGuests(hallpass, pool, 5)
    expect((await allPages(hallpass, pool, 2)).map((page) => page.length)).toEqual([2, 2, 1])
    expect((await allPages(hallpass, pool, 5)).map((page) => page.length)).toEqual([5])
  })

  test('stays stable while identities are added and deleted', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    const guests = await makeGuests(hallpass, pool, 4)
    const seen: string[] = []
    for await (const page of pages(hallpass, pool, 1)) {
      seen.push(...page)
      await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: page }))
      await newGuest(hallpass, pool)
      if (seen.length >= guests.length) break
    }
    expect(seen).toEqual(guests)
  })

  test('takes HideDisabled, which hides no guest', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const guests = await makeGuests(hallpass, IdentityPoolId, 2)
    const command = new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60, HideDisabled: true })
    const { Identities = [] } = await hallpass.cognito.send(command)
    expect(Identities.map(({ IdentityId }) => IdentityId)).toEqual(guests)
  })

  test('does not find an unknown pool', async ({ hallpass: { cognito } }) => {
    const listing = cognito.send(new ListIdentitiesCommand({ IdentityPoolId: unknownId, MaxResults: 1 }))
    const missing = refusal('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`)
    await expect(listing).rejects.toMatchObject(missing)
  })
})

/** One after the other, so that their order is known. */
async function makeGuests(hallpass: Hallpass, poolId: string, count: number): Promise<string[]> {
  const made: string[] = []
  for (let n = 0; n < count; n += 1) {
    hallpass.advance(1)
    made.push(await newGuest(hallpass, poolId))
  }
  return made
}

async function* pages({ cognito }: Hallpass, IdentityPoolId: string, MaxResults: number): AsyncGenerator<string[]> {
  let NextToken: string | undefined
  do {
    const page = await cognito.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults, NextToken }))
    yield (page.Identities ?? []).map(({ IdentityId = '' }) => IdentityId)
    NextToken = page.NextToken
  } while (NextToken !== undefined)
}

async function allPages(hallpass: Hallpass, poolId: string, size: number): Promise<string[][]> {
  const read: string[][] = []
  for await (const page of pages(hallpass, poolId, size)) read.push(page)
  return read
}
