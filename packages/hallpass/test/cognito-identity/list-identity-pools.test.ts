import {
  DeleteIdentityPoolCommand,
  type IdentityPoolShortDescription,
  ListIdentityPoolsCommand,
  paginateListIdentityPools,
} from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { type Hallpass, startHallpass, test } from '../hallpass.ts'
import { callAsRoot } from '../support/json-wire.ts'
import { newPool } from './new-pool.ts'

/** The paginator puts its page size in place of the limit. */
const unlimited = { MaxResults: undefined }

describe('ListIdentityPools', () => {
  test('is an empty list where there are none', async () => {
    const hallpass = await startHallpass()
    const { json } = await callAsRoot(hallpass, 'ListIdentityPools', { MaxResults: 1 })
    await hallpass.close()
    expect(json).toEqual({ IdentityPools: [] })
  })

  test('shows ids and names, oldest first', async ({ hallpass }) => {
    const made = await makePools(hallpass, 3)
    const listed = await listAll(hallpass, 60)
    expect(listed.filter(({ IdentityPoolId = '' }) => made.includes(IdentityPoolId))).toEqual(
      made.map((IdentityPoolId) => ({ IdentityPoolId, IdentityPoolName: 'test' })),
    )
  })

  test.for([1, 2, 3, 60])('shows each pool once, %s a page', async (size, { hallpass }) => {
    const made = await makePools(hallpass, 5)
    const listed = (await listAll(hallpass, size)).map(({ IdentityPoolId }) => IdentityPoolId)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed).toEqual(expect.arrayContaining(made))
  })

  test('has no token on the last page, though it is full', async ({ hallpass }) => {
    await makePools(hallpass, 2)
    const { IdentityPools = [] } = await hallpass.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))
    const page = await callAsRoot(hallpass, 'ListIdentityPools', { MaxResults: IdentityPools.length })
    expect(page.json).toEqual({ IdentityPools })
  })

  test('stays stable while pools are added and deleted', async ({ hallpass }) => {
    const { cognito } = hallpass
    const made = await makePools(hallpass, 4)
    const seen: (string | undefined)[] = []
    for await (const { IdentityPools = [] } of paginateListIdentityPools({ client: cognito, pageSize: 1 }, unlimited)) {
      seen.push(...IdentityPools.map(({ IdentityPoolId }) => IdentityPoolId))
      // The page's own pool goes, and the next page is still found.
      const last = seen.at(-1)
      if (last !== undefined && made.includes(last)) {
        await cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: last }))
        await newPool(hallpass)
      }
      if (made.every((id) => seen.includes(id))) break
    }
    expect(seen.filter((id) => id !== undefined && made.includes(id))).toEqual(made)
  })

  test('takes another MaxResults for the next page', async ({ hallpass }) => {
    const { cognito } = hallpass
    await makePools(hallpass, 4)
    const first = await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))
    const next = await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60, NextToken: first.NextToken }))
    const whole = await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))
    expect([...(first.IdentityPools ?? []), ...(next.IdentityPools ?? [])].slice(0, 4)).toEqual(whole.IdentityPools?.slice(0, 4))
  })
})

/** One after the other, so that their order is known. */
async function makePools(hallpass: Hallpass, count: number): Promise<string[]> {
  const made: string[] = []
  for (let n = 0; n < count; n += 1) {
    hallpass.advance(1)
    made.push(await newPool(hallpass))
  }
  return made
}

async function listAll({ cognito }: Hallpass, pageSize: number): Promise<IdentityPoolShortDescription[]> {
  const listed: IdentityPoolShortDescription[] = []
  for await (const { IdentityPools = [] } of paginateListIdentityPools({ client: cognito, pageSize }, unlimited))
    listed.push(...IdentityPools)
  return listed
}
