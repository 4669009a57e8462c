import { describe, expect } from 'vitest'
import { type Hallpass, startHallpass, test } from '../hallpass.ts'
import { callAsRoot, refused, send } from '../support/json-wire.ts'
import { newGuest, newPool } from './new-pool.ts'

const day = 86_400_000
const notThisList = refused('InvalidParameterException')

describe('a page token', () => {
  test('is opaque text without blanks', async ({ hallpass }) => {
    const pool = await poolOfTwo(hallpass)
    const token = await identitiesToken(hallpass, { IdentityPoolId: pool })
    expect(token).toMatch(/^[\w-]+$/)
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(pool)
  })

  test('is refused with any one character changed', async ({ hallpass }) => {
    const IdentityPoolId = await poolOfTwo(hallpass)
    const token = await identitiesToken(hallpass, { IdentityPoolId })
    const changed = Array.from(token, (character, at) => `${token.slice(0, at)}${character === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`)
    for (const NextToken of changed) {
      const answer = await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 1, NextToken })
      expect(answer, NextToken).toMatchObject(notThisList)
    }
  })

  test.for<[string, (token: string) => string]>([
    ['cut', (token) => token.slice(0, -1)],
    ['with a character more', (token) => `${token}A`],
    ['padded', (token) => `${token}=`],
    ['twice', (token) => token + token],
    ['in the other base64 alphabet', (token) => `${token}+/`],
    ['that is garbage', () => 'garbage'],
    ['of 65,535 characters', () => 'A'.repeat(65_535)],
    ['that holds control characters', () => 'a\u0000b'],
    ['that is not ASCII', () => 'é€𝄞'],
  ])('is refused %s', async ([, change], { hallpass }) => {
    const IdentityPoolId = await poolOfTwo(hallpass)
    const NextToken = change(await identitiesToken(hallpass, { IdentityPoolId }))
    expect(await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 1, NextToken })).toMatchObject(notThisList)
  })

  test('is refused by another operation', async ({ hallpass }) => {
    const IdentityPoolId = await poolOfTwo(hallpass)
    const ofIdentities = await identitiesToken(hallpass, { IdentityPoolId })
    expect(await callAsRoot(hallpass, 'ListIdentityPools', { MaxResults: 1, NextToken: ofIdentities })).toMatchObject(notThisList)
    await newPool(hallpass)
    const ofPools = tokenIn((await callAsRoot(hallpass, 'ListIdentityPools', { MaxResults: 1 })).json)
    const answer = await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 1, NextToken: ofPools })
    expect(answer).toMatchObject(notThisList)
  })

  test('is refused for another pool', async ({ hallpass }) => {
    const NextToken = await identitiesToken(hallpass, { IdentityPoolId: await poolOfTwo(hallpass) })
    const IdentityPoolId = await poolOfTwo(hallpass)
    expect(await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 1, NextToken })).toMatchObject(notThisList)
  })

  test('is refused with another HideDisabled; false is the same as none', async ({ hallpass }) => {
    const IdentityPoolId = await poolOfTwo(hallpass)
    const NextToken = await identitiesToken(hallpass, { IdentityPoolId })
    const list = (more: object) => callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 1, NextToken, ...more })
    expect(await list({ HideDisabled: true })).toMatchObject(notThisList)
    expect((await list({ HideDisabled: false })).status).toBe(200)
  })

  test('is taken twice, and a day later', async () => {
    const hallpass = await startHallpass()
    const IdentityPoolId = await poolOfTwo(hallpass)
    const body = JSON.stringify({ IdentityPoolId, MaxResults: 1, NextToken: await identitiesToken(hallpass, { IdentityPoolId }) })
    const request = { operation: 'ListIdentities', body, credentials: hallpass.server.rootAccessKey }
    const atOnce = await send(hallpass, request)
    hallpass.advance(day)
    const later = await send(hallpass, { ...request, signing: { at: Date.now() + day } })
    await hallpass.close()
    expect(atOnce.json).toMatchObject({ Identities: [{}] })
    expect(later.json).toEqual(atOnce.json)
  })
})

async function poolOfTwo(hallpass: Hallpass): Promise<string> {
  const pool = await newPool(hallpass)
  await newGuest(hallpass, pool)
  await newGuest(hallpass, pool)
  return pool
}

async function identitiesToken(hallpass: Hallpass, list: object): Promise<string> {
  return tokenIn((await callAsRoot(hallpass, 'ListIdentities', { ...list, MaxResults: 1 })).json)
}

function tokenIn(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'NextToken' in answer && typeof answer.NextToken === 'string')
    return answer.NextToken
  throw new Error('There is no next page.')
}
