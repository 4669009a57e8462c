import { SignatureV4 } from '@smithy/signature-v4'
import { describe, expect } from 'vitest'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { withOwnServer } from '../sts-calls.ts'
import { SdkSha256 } from '../support/sdk-sha256.ts'
import type { SigningCredentials } from '../support/sign-request.ts'
import { action, ask, poolSession, resource } from './calls.ts'
import { asks, shapes } from './proxies.ts'

const may = { Action: action, Resource: '*' }
const nobody = { status: 200, body: { decision: 'deny', cause: 'unauthenticated', reason: expect.stringMatching(/\w/) } }

interface Making {
  readonly audience?: string
  readonly query?: Readonly<Record<string, string>>
  readonly expiresIn?: number
  readonly url?: string
  readonly path?: string
  readonly method?: string
}

/** Makes a bearer token as an application does, by the SDK's signer. */
async function bearer(hallpass: Pick<Hallpass, 'url'>, credentials: SigningCredentials, making: Making = {}): Promise<string> {
  const { audience = 'shop', expiresIn = 60, path = '/', method = 'GET' } = making
  const { protocol, hostname, host, origin } = new URL(making.url ?? hallpass.url)
  const signer = new SignatureV4({ service: 'sts', region: 'us-east-1', credentials, sha256: SdkSha256 })
  const presigned = await signer.presign(
    {
      method,
      protocol,
      hostname,
      path,
      query: making.query ?? { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, ...(audience !== '' && { 'x-hallpass-audience': audience }) },
    },
    { expiresIn },
  )
  const search = Object.entries(presigned.query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return tokenOf(`${origin}${path}?${search.join('&')}`)
}

function tokenOf(url: string): string {
  return `hallpass-v1.${Buffer.from(url).toString('base64url')}`
}

const askWith = (hallpass: Hallpass, token: string, audience = 'shop') => ask(hallpass, { session: { token, audience }, action, resource })

const test = base.extend<{ proxied: Hallpass }>({
  proxied: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const authorizer = { token: undefined, action: undefined, resource: undefined, service: undefined, audience: 'shop' }
      const hallpass = await startHallpass({ authorizer })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

describe('a bearer token', () => {
  test('is of the session that made it, with its rights', async ({ hallpass }) => {
    const { credentials, identityId, arn } = await poolSession(hallpass, [may], { team: 'blue' })
    const { body } = await askWith(hallpass, await bearer(hallpass, credentials))
    expect(body).toMatchObject({ decision: 'allow', principal: { arn }, identityId, tags: { team: 'blue' } })
    // There is no request whose body and headers it could cover.
    expect(body).not.toHaveProperty('contentSha256')
    expect(body).not.toHaveProperty('signedHeaders')
    const { credentials: user } = await newUser(hallpass)
    expect((await askWith(hallpass, await bearer(hallpass, user))).body).toMatchObject({ decision: 'deny', cause: 'unauthorized' })
  })

  test('is good where it was made for', async ({ hallpass }) => {
    const root = hallpass.server.rootAccessKey
    expect((await askWith(hallpass, await bearer(hallpass, root), 'mail')).body).toMatchObject(nobody.body)
    expect((await askWith(hallpass, await bearer(hallpass, root, { audience: '' }))).body).toMatchObject(nobody.body)
    expect((await askWith(hallpass, await bearer(hallpass, root, { url: 'http://127.0.0.1:1' }))).body).toMatchObject(nobody.body)
    expect((await askWith(hallpass, await bearer(hallpass, root, { url: 'https://sts.amazonaws.com' }))).body).toMatchObject(nobody.body)
  })

  test.for<[string, Making]>([
    ['another operation', { query: { Action: 'GetSessionToken', Version: '2011-06-15' } }],
    ['another version', { query: { Action: 'GetCallerIdentity', Version: '2010-05-08' } }],
    ['more than the operation', { query: { Action: 'GetCallerIdentity', Version: '2011-06-15', More: 'x' } }],
    ['a life of an hour', { expiresIn: 3_600 }],
    ['a method that it is not', { method: 'POST' }],
    ['another path', { path: '/authorize' }],
  ])('is none with %s', async ([, making], { hallpass }) => {
    expect(await askWith(hallpass, await bearer(hallpass, hallpass.server.rootAccessKey, making))).toMatchObject(nobody)
  })

  test.for([
    '',
    'hallpass-v1.',
    'hallpass-v1.!!!!',
    tokenOf('http://x'),
    tokenOf('not a url'),
    `hallpass-v1.${'A'.repeat(20_000)}`,
  ])('%# that is no URL is none', async (token, { hallpass }) => {
    expect(await askWith(hallpass, token)).toMatchObject(nobody)
  })

  test('is none with a signature changed, or padding added', async ({ hallpass }) => {
    const token = await bearer(hallpass, hallpass.server.rootAccessKey)
    const url = Buffer.from(token.slice(12), 'base64url').toString()
    expect(await askWith(hallpass, token)).toMatchObject({ body: { decision: 'allow' } })
    expect(await askWith(hallpass, tokenOf(url.replace(/Signature=./, 'Signature=x')))).toMatchObject(nobody)
    expect(await askWith(hallpass, `${token}=`)).toMatchObject(nobody)
    expect(await askWith(hallpass, tokenOf(`${url}&Action=GetCallerIdentity`))).toMatchObject(nobody)
    expect(await askWith(hallpass, tokenOf(url.replace('//', '//me@')))).toMatchObject(nobody)
  })

  test('ends when it says', async () => {
    await withOwnServer(async (hallpass) => {
      const token = await bearer(hallpass, hallpass.server.rootAccessKey, { expiresIn: 60 })
      hallpass.advance(50_000)
      expect(await askWith(hallpass, token)).toMatchObject({ body: { decision: 'allow' } })
      hallpass.advance(12_000)
      expect(await askWith(hallpass, token)).toMatchObject(nobody)
    })
  })

  test('is not for a service of its own name', async ({ hallpass }) => {
    const token = await bearer(hallpass, hallpass.server.rootAccessKey)
    const call = { session: { token, audience: 'shop' }, action, resource, service: 'sts' }
    expect((await ask(hallpass, call)).status).toBe(400)
  })
})

describe.for(shapes)('at %s', ([, check]) => {
  test('a bearer token is taken where the configuration names an audience', async ({ proxied, hallpass }) => {
    for (const [server, status] of [
      [proxied, 200],
      [hallpass, 401],
    ] as const) {
      const token = await bearer(server, server.server.rootAccessKey)
      const client = { method: 'GET', url: '/orders', headers: { host: 'shop.example.com', authorization: `Bearer ${token}` } }
      expect((await check(server.url, client, asks)).status).toBe(status)
    }
  })

  test('a bearer token does not help a header that makes another request of it', async ({ proxied }) => {
    const token = await bearer(proxied, proxied.server.rootAccessKey)
    const headers = { host: 'shop.example.com', authorization: `Bearer ${token}`, 'x-http-method-override': 'DELETE' }
    expect((await check(proxied.url, { method: 'GET', url: '/orders', headers }, asks)).status).toBe(401)
  })
})
