import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect } from 'vitest'
import { rotateKeys } from '../../src/server/rotate-keys.ts'
import { type Hallpass, region, startHallpass } from '../hallpass.ts'
import { createPool, developerProvider, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken } from './identity-calls.ts'

/** What anybody does with a token who knows its issuer only. */
async function verifyFromOutside(token: string, issuer: string, audience: string) {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`)
  // Verified by what follows.
  const document = (await discovery.json()) as { issuer: string; jwks_uri: string }
  expect(document.issuer).toBe(issuer)
  return jwtVerify(token, createRemoteJWKSet(new URL(document.jwks_uri)), { issuer, audience, algorithms: ['RS512'] })
}

/** As the command does it, beside the running server; a second later the server has seen it at the latest. */
async function rotate(hallpass: Hallpass): Promise<void> {
  await rotateKeys({ dataDir: hallpass.dataDir, store: hallpass.store, region, masterKey: undefined })
  hallpass.advance(1_000)
  await fetch(`${hallpass.url}/.well-known/jwks.json`)
}

describe('a verifier who knows the issuer only', () => {
  test('accepts the token of a guest', async ({ hallpass, pool }) => {
    const { identityId, token } = await getToken(hallpass, await getId(hallpass, pool))
    const { payload } = await verifyFromOutside(token, hallpass.url, pool)
    expect(payload.sub).toBe(identityId)
  })

  test('accepts the token of a developer user', async ({ hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    expect((await verifyFromOutside(token, hallpass.url, pool)).payload.sub).toBe(identityId)
  })

  test('does not accept it for another pool', async ({ hallpass, pool }) => {
    const { token } = await getDeveloperToken(hallpass, pool, 'ann')
    await expect(verifyFromOutside(token, hallpass.url, `${region}:other`)).rejects.toMatchObject({
      code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    })
  })

  test('does not accept the token of another server', async ({ hallpass }) => {
    const other = await startHallpass({ publicUrl: hallpass.url })
    const pool = await createPool(other)
    const { token } = await getToken(other, await getId(other, pool))
    await expect(verifyFromOutside(token, hallpass.url, pool)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })
    await other.close()
  })
})

test('key ids name the region, and all keys are public RSA keys for RS512', async ({ hallpass }) => {
  const { keys } = (await (await fetch(`${hallpass.url}/.well-known/jwks.json`)).json()) as { keys: Record<string, unknown>[] }
  for (const key of keys) {
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c'])
    expect(key).toMatchObject({
      kty: 'RSA',
      alg: 'RS512',
      use: 'sig',
      e: 'AQAB',
      kid: expect.stringMatching(new RegExp(`^${region}\\d+$`)),
    })
  }
  expect(keys.length).toBeGreaterThan(0)
})

describe('after the keys were rotated', () => {
  const own = test.extend<{ server: Hallpass; userPool: string }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    server: async ({}, use) => {
      const server = await startHallpass()
      await use(server)
      await server.close()
    },
    userPool: async ({ server }, use) => use(await createPool(server, { DeveloperProviderName: developerProvider })),
  })

  own('tokens old and new are accepted by everybody', async ({ server, userPool }) => {
    const before = await getDeveloperToken(server, userPool, 'ann')
    await rotate(server)
    const after = await getDeveloperToken(server, userPool, 'ann')
    const kids = await Promise.all(
      [before, after].map(async ({ token }) => (await verifyFromOutside(token, server.url, userPool)).protectedHeader.kid),
    )
    expect(kids).toEqual([`${region}1`, `${region}2`])
    for (const { identityId, token } of [before, after]) {
      const answer = await getCredentials(server, identityId, { 'cognito-identity.amazonaws.com': token })
      expect(answer.IdentityId).toBe(identityId)
    }
  })

  own('a token of a day is good until its last second', async ({ server, userPool }) => {
    const { identityId, token } = await getDeveloperToken(server, userPool, 'ann', { TokenDuration: 86_400 })
    await rotate(server)
    server.advance(86_300_000)
    await rotate(server)
    const logins = { 'cognito-identity.amazonaws.com': token }
    expect((await getCredentials(server, identityId, logins)).IdentityId).toBe(identityId)
    server.advance(100_000)
    await expect(getCredentials(server, identityId, logins)).rejects.toMatchObject({ message: expect.stringContaining('Token expired') })
  })
})
