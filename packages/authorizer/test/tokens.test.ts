import { generateKeyPair, SignJWT } from 'jose'
import { describe, expect } from 'vitest'
import { startStubServer } from '../../hallpass/test/counterparts/stub-server.ts'
import { type Hallpass, test } from '../../hallpass/test/hallpass.ts'
import { createPoolWithRoles } from '../../hallpass/test/pool-with-roles.ts'
import { withOwnServer } from '../../hallpass/test/sts-calls.ts'
import { presign } from '../../hallpass/test/support/presign.ts'
import { createAuthorizer, UnavailableError } from '../src/index.ts'

const question = { action: 'execute-api:Invoke', resource: '*' }
const refused = { kind: 'refused', status: 401 }

function withToken(token: string) {
  return { method: 'GET', url: '/orders', headers: { host: 'shop.example.com', authorization: `Bearer ${token}` }, hasBody: false }
}

describe('an OpenID token', () => {
  test('is verified here, with the keys that Hallpass publishes', async ({ hallpass }) => {
    const { poolId, user, guest } = await createPoolWithRoles(hallpass)
    const authorizer = createAuthorizer({ endpoint: 'http://127.0.0.1:1', openIdTokens: { issuer: hallpass.url, pools: [poolId] } })
    const { identityId, token } = await user('ann', { team: 'blue' })
    expect(await authorizer.authorize(withToken(token), question)).toEqual({
      kind: 'allowed',
      hallpass: {
        identityId,
        identityPoolId: poolId,
        tags: { team: 'blue' },
        by: 'openid-token',
        amr: expect.arrayContaining(['authenticated']),
        signedHeaders: [],
      },
    })
    const visitor = await guest()
    expect(await authorizer.authorize(withToken(visitor.token), question)).toMatchObject({
      hallpass: { identityId: visitor.identityId, amr: ['unauthenticated'], tags: {} },
    })
  })

  test('of another pool is nobody', async ({ hallpass }) => {
    const { user } = await createPoolWithRoles(hallpass)
    const { token } = await user('ann')
    const authorizer = createAuthorizer({ endpoint: hallpass.url, openIdTokens: { issuer: hallpass.url, pools: ['eu-central-1:other'] } })
    expect(await authorizer.authorize(withToken(token), question)).toMatchObject(refused)
  })

  test('is nobody where none is taken', async ({ hallpass }) => {
    const { user } = await createPoolWithRoles(hallpass)
    const { token } = await user('ann')
    expect(await createAuthorizer({ endpoint: hallpass.url }).authorize(withToken(token), question)).toMatchObject(refused)
  })

  test('that others signed, or nobody, is nobody', async ({ hallpass }) => {
    const { poolId } = await createPoolWithRoles(hallpass)
    const authorizer = createAuthorizer({ endpoint: hallpass.url, openIdTokens: { issuer: hallpass.url, pools: [poolId] } })
    const { privateKey } = await generateKeyPair('RS512')
    const claims = { sub: 'eu-central-1:x', amr: ['authenticated'] }
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS512' })
      .setIssuer(hallpass.url)
      .setAudience(poolId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey)
    const [, payload] = forged.split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    for (const token of [forged, unsigned, 'x', 'a.b.c']) {
      expect(await authorizer.authorize(withToken(token), question)).toMatchObject(refused)
    }
  })

  test('cannot be told while the keys cannot be found, and can be once they are', async ({ hallpass }) => {
    const { poolId, user } = await createPoolWithRoles(hallpass)
    const { token } = await user('ann')
    const stub = await startStubServer((_, base) => ({ body: { issuer: base, jwks_uri: `${hallpass.url}/.well-known/jwks.json` } }))
    const authorizer = createAuthorizer({ endpoint: hallpass.url, timeout: 500, openIdTokens: { issuer: stub.url, pools: [poolId] } })
    stub.fail('status-500')
    await expect(authorizer.authorize(withToken(token), question)).rejects.toThrow(UnavailableError)
    stub.fail(undefined)
    // The keys are found; the token is of another issuer.
    expect(await authorizer.authorize(withToken(token), question)).toMatchObject(refused)
    await stub.close()
  })

  test('ends when it says', async () => {
    await withOwnServer(async (hallpass) => {
      const { poolId, guest } = await createPoolWithRoles(hallpass)
      const authorizer = createAuthorizer({ endpoint: hallpass.url, openIdTokens: { issuer: hallpass.url, pools: [poolId] } })
      hallpass.advance(-86_400_000)
      const { token } = await guest()
      expect(await authorizer.authorize(withToken(token), question)).toMatchObject(refused)
    })
  })
})

describe('a bearer token that was presigned', () => {
  test('is judged by Hallpass, for the audience that is configured', async ({ hallpass }) => {
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' }
    const headers = { 'x-hallpass-audience': 'shop' }
    const { href } = await presign(hallpass.url, hallpass.server.rootAccessKey, { query, headers })
    const token = `hallpass-v1.${Buffer.from(href).toString('base64url')}`
    const of = (audience?: string) => createAuthorizer({ endpoint: hallpass.url, ...(audience !== undefined && { audience }) })
    expect(await of('shop').authorize(withToken(token), question)).toMatchObject({
      kind: 'allowed',
      hallpass: { principal: { arn: 'arn:aws:iam::123456789012:root' }, by: 'bearer-token', signedHeaders: [] },
    })
    expect(await of('mail').authorize(withToken(token), question)).toMatchObject(refused)
    expect(await of().authorize(withToken(token), question)).toMatchObject(refused)
  })

  test.for<[string, { readonly url?: string; readonly headers?: Readonly<Record<string, string>> }]>([
    ['another method', { headers: { 'X-HTTP-Method-Override': 'DELETE' } }],
    ['another method, in the spelling of CGI', { headers: { x_http_method_override: 'DELETE' } }],
    ['another path', { headers: { 'x-rewrite-url': '/admin' } }],
    ['a way up', { url: '/orders/../admin' }],
    ['a way up behind an encoded slash', { url: '/orders/%2e%2e%2fadmin?a' }],
    ['a way up with a parameter', { url: 'http://shop.example.com/..;/admin' }],
  ])('does not help a request for %s', async ([, part], { hallpass }) => {
    const { token, authorizer } = await audienceOf(hallpass, 'shop')
    const { headers, ...rest } = withToken(token)
    const request = { ...rest, ...part, headers: { ...headers, ...part.headers } }
    expect(await authorizer.authorize(request, question)).toMatchObject(refused)
  })

  test('helps a request that only looks like one', async ({ hallpass }) => {
    const { token, authorizer } = await audienceOf(hallpass, 'shop')
    const { headers, ...rest } = withToken(token)
    const request = { ...rest, headers: { ...headers, 'x-http-method-override': 'get' }, url: '/orders/..a/...?back=/../' }
    expect(await authorizer.authorize(request, question)).toMatchObject({ kind: 'allowed' })
  })
})

/** A bearer token of root for this audience, and who takes it. */
async function audienceOf(hallpass: Hallpass, audience: string) {
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' }
  const { href } = await presign(hallpass.url, hallpass.server.rootAccessKey, { query, headers: { 'x-hallpass-audience': audience } })
  const token = `hallpass-v1.${Buffer.from(href).toString('base64url')}`
  return { token, authorizer: createAuthorizer({ endpoint: hallpass.url, audience }) }
}
