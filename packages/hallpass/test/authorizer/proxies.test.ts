import { describe, expect } from 'vitest'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { poolSession, signed } from './calls.ts'
import { asEnvoy, asks, asNginx, asTraefik, check, pairsOf, shapes } from './proxies.ts'

const nothingSet = { token: undefined, action: undefined, resource: undefined, service: undefined, audience: undefined }

/** A server that believes this machine about clients, and one that says itself what its proxies ask. */
const test = base.extend<{ trusting: Hallpass; configured: Hallpass }>({
  trusting: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const hallpass = await startHallpass({ trustedProxies: ['127.0.0.1'] })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
  configured: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const authorizer = { ...nothingSet, action: 'http:$method', resource: 'arn:aws:shop:::$path', service: 'shop' }
      const hallpass = await startHallpass({ authorizer })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

const mayGet = (path: string) => ({ Action: 'execute-api:Invoke', Resource: `arn:aws:execute-api:::shop/GET${path}` })

describe.for(shapes)('%s', ([, ask]) => {
  test('is told yes, and whose request it is', async ({ hallpass }) => {
    const { identityId, poolId, credentials, arn } = await poolSession(hallpass, [mayGet('/orders')], { team: 'bläu' })
    const { status, headers, body } = await ask(hallpass.url, signed(credentials))
    expect({ status, body }).toEqual({ status: 200, body: '' })
    expect(headers).toMatchObject({
      'x-hallpass-principal': arn,
      'x-hallpass-identity-id': identityId,
      'x-hallpass-identity-pool-id': poolId,
      'x-hallpass-tags': String.raw`{"team":"bl\u00e4u"}`,
      'x-hallpass-content-sha256': expect.stringMatching(/^e3b0c442/),
      'x-hallpass-signed-headers': 'host;x-amz-date;x-amz-security-token',
      'cache-control': 'no-store',
    })
  })

  test('is told that there is no identity, so that what the client says of one is overwritten', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    const { status, headers } = await ask(hallpass.url, client, [...asks, ['x-hallpass-identity-id', 'of-the-client']])
    expect({ status, id: headers['x-hallpass-identity-id'], tags: headers['x-hallpass-tags'] }).toEqual({ status: 200, id: '', tags: '{}' })
  })

  test('is told 403 with the reason where policies do not allow it', async ({ hallpass }) => {
    const { credentials, arn } = await newUser(hallpass, [mayGet('/orders')])
    const client = { ...signed(credentials, { path: '/orders/%C3%BC' }), url: '/orders/%C3%BC' }
    const { status, headers, body } = await ask(hallpass.url, client)
    const reason = `User: ${arn} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:::shop/GET/orders/ü because no identity-based policy allows the execute-api:Invoke action`
    expect(status).toBe(403)
    expect(headers['x-hallpass-reason']).toBe(reason.replace('ü', '%C3%BC'))
    expect(JSON.parse(body)).toEqual({ message: reason, requestId: headers['x-amzn-requestid'] })
    expect(headers).not.toHaveProperty('x-hallpass-principal')
  })

  test('is told 401 without a signature, and with a wrong one', async ({ hallpass }) => {
    const unsigned = { method: 'GET', url: '/orders', headers: { host: 'shop.example.com' } }
    const wrong = signed({ ...hallpass.server.rootAccessKey, secretAccessKey: 'x' })
    for (const client of [unsigned, wrong]) {
      const { status, headers } = await ask(hallpass.url, client)
      expect({ status, scheme: headers['www-authenticate'] }).toEqual({ status: 401, scheme: 'AWS4-HMAC-SHA256' })
    }
  })

  test('asks about the method and the path that were signed, decoded once', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass, [mayGet('/orders/a b')])
    const statusOf = async (client: ReturnType<typeof signed>) => (await ask(hallpass.url, client)).status
    const client = { ...signed(credentials, { path: '/orders/a%20b' }), url: '/orders/a%20b?' }
    expect(await statusOf(client)).toBe(200)
    expect(await statusOf({ ...client, method: 'HEAD' })).toBe(401)
    expect(await statusOf(signed(credentials, { path: '/orders/a%20b', method: 'DELETE' }))).toBe(403)
  })

  test.for([
    ['a way up', '/orders/../admin'],
    ['an encoded way up', '/orders/%2e%2E/admin'],
    ['one behind an encoded slash', '/orders/x%2f..%2fadmin'],
    ['one that is encoded twice', '/orders/%252e%252e/admin'],
    ['one with a parameter', '/orders/..;a=b/admin'],
    ['a dot', '/orders/./1'],
    ['a dot at the end', '/orders/.'],
    ['a backslash', '/orders/..%5Cadmin'],
    ['an empty segment', '/orders//1'],
    ['an encoded slash', '/orders%2F1'],
    ['what is encoded twice', '/orders/%2531'],
    ['a control character', '/orders/%0a'],
    ['a zero byte', '/orders/%00'],
    ['bytes that are no text', '/orders/%ff'],
    ['an overlong slash', '/orders/%c0%afadmin'],
  ] as const)('is told no for a path with %s, whoever asks', async ([, path], { hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey, { path })
    // What is no URL at all ends before there is a question.
    expect([400, 403]).toContain((await ask(hallpass.url, { ...client, url: path })).status)
  })

  test('is told no where its headers name no action or no resource, or two', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    const [action, resource] = asks
    for (const told of [[], [action], [resource], [...asks, action], [...asks, ['X-Hallpass-Resource', '*'] as const]]) {
      const { status, headers } = await ask(
        hallpass.url,
        client,
        told.flatMap((pair) => (pair === undefined ? [] : [pair])),
      )
      expect({ status, reason: headers['x-hallpass-reason'] }).toEqual({
        status: 500,
        reason: expect.stringContaining('X-Hallpass-Action'),
      })
    }
  })

  test('is told no for an action or a resource that is none', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    const named = (action: string, resource: string) =>
      ask(hallpass.url, client, [
        ['x-hallpass-action', action],
        ['x-hallpass-resource', resource],
      ])
    expect((await named('execute-api:*', '*')).status).toBe(403)
    expect((await named('execute-api:Invoke', 'orders')).status).toBe(403)
    expect((await named('execute-api:Invoke', '*')).status).toBe(200)
  })

  test('is heard alone where the configuration says what is asked, and for the service that it says', async ({ configured }) => {
    const { credentials } = await newUser(configured, [{ Action: 'http:GET', Resource: 'arn:aws:shop:::/orders' }])
    const client = signed(credentials, { service: 'shop' })
    expect((await ask(configured.url, client, [])).status).toBe(200)
    // What the client says itself counts for nothing.
    const own = [['x-hallpass-resource', 'arn:aws:shop:::/orders'] as const]
    const elsewhere = signed(credentials, { service: 'shop', path: '/admin' })
    expect((await ask(configured.url, elsewhere, own)).status).toBe(403)
    expect((await ask(configured.url, signed(credentials, { service: 'execute-api' }), [])).status).toBe(401)
  })

  test('tells where the client is, if it is believed', async ({ hallpass, trusting }) => {
    const Condition = { IpAddress: { 'aws:SourceIp': '203.0.113.7' }, Bool: { 'aws:SecureTransport': 'true' } }
    for (const [server, status] of [
      [trusting, 200],
      [hallpass, 403],
    ] as const) {
      const { credentials } = await newUser(server, [{ ...mayGet('/orders'), Condition }])
      const told = [['x-forwarded-for', '203.0.113.7'] as const, ['x-forwarded-proto', 'https'] as const]
      const extra = ask === asTraefik ? asks : [...asks, ...told]
      expect((await ask(server.url, signed(credentials), extra)).status).toBe(status)
    }
  })

  test('is told no where a header makes another request of it', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    // Of a name with low lines, applications behind CGI and WSGI know no difference.
    for (const header of ['X-HTTP-Method-Override', 'X-Original-URL', 'X-Rewrite-URL', 'X_HTTP_Method_Override', 'X_Hallpass_Principal']) {
      expect((await ask(hallpass.url, { ...client, headers: { ...client.headers, [header]: '/admin' } })).status).toBe(401)
    }
  })
})

describe('nginx', () => {
  test('passes an encoded slash where the resource is not made of the path', async ({ hallpass }) => {
    const client = { ...signed(hallpass.server.rootAccessKey, { path: '/a%2Fb', query: 'x=%20y' }), url: '/a%2Fb?x=%20y' }
    const fixed = [
      ['x-hallpass-action', 'shop:Read'],
      ['x-hallpass-resource', 'arn:aws:shop:::orders'],
    ] as const
    expect((await asNginx(hallpass.url, client, fixed)).status).toBe(200)
    expect((await asNginx(hallpass.url, client)).status).toBe(403)
  })

  test('tells the length of a body, which clients sign and it does not pass on', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey, { method: 'POST', headers: { 'content-length': '5' }, body: 'hello' })
    const { 'content-length': _, ...headers } = client.headers
    const unsent = { ...client, headers }
    const length = ['x-original-content-length', '5'] as const
    expect((await asNginx(hallpass.url, unsent, asks)).status).toBe(401)
    // Of the body itself nothing is known but what the client states.
    expect((await asNginx(hallpass.url, unsent, [...asks, length])).status).toBe(401)
    const empty = signed(hallpass.server.rootAccessKey, { method: 'POST', headers: { 'content-length': '0' } })
    const { 'content-length': __, ...rest } = empty.headers
    expect((await asNginx(hallpass.url, { ...empty, headers: rest }, [...asks, ['x-original-content-length', '0']])).status).toBe(200)
  })

  test('must not pass bodies on: what is in them is of the client', async ({ hallpass }) => {
    const body = JSON.stringify({ request: signed(hallpass.server.rootAccessKey), action: 'shop:Read', resource: '*' })
    const client = signed(hallpass.server.rootAccessKey)
    const typed = { ...client, headers: { ...client.headers, 'content-type': 'application/json', 'content-length': String(body.length) } }
    expect((await asNginx(hallpass.url, typed, asks, body)).status).toBe(500)
  })

  test.for([['x-original-method'], ['x-original-uri']])('must say %s', async ([missing], { hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    const told = [
      ['x-original-method', 'GET'],
      ['x-original-uri', '/orders'],
    ] as const
    const one = told.filter(([name]) => name !== missing)
    const { status } = await check(hallpass.url, 'GET', '/authorize', [...pairsOf(client), ...one, ...asks])
    expect(status).toBe(500)
    const twice = await check(hallpass.url, 'GET', '/authorize', [...pairsOf(client), ...told, ...one, ...asks])
    expect(twice.status).toBe(500)
  })

  test('may ask by GET, with the host of its client', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    const told = [
      ['x-original-method', 'GET'],
      ['x-original-uri', '/orders'],
    ] as const
    expect((await check(hallpass.url, 'GET', '/authorize', [...pairsOf(client), ...told, ...asks])).status).toBe(200)
  })

  test('is no service: without its headers there is no yes', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    expect((await check(hallpass.url, 'POST', '/authorize', [...pairsOf(client), ...asks])).status).toBe(403)
  })

  test.for(['http://evil.example.com/orders', 'orders', '*', '/orders#x', ''])('is told no for the target %j', async (target, {
    hallpass,
  }) => {
    const client = signed(hallpass.server.rootAccessKey)
    expect((await asNginx(hallpass.url, { ...client, url: target })).status).toBe(403)
  })
})

describe('Traefik', () => {
  test('tells host, method and target; what the client sends of nginx counts for nothing', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass, [mayGet('/orders')])
    const client = signed(credentials, { path: '/admin' })
    const smuggled = [
      ['x-original-method', 'GET'],
      ['x-original-uri', '/orders'],
    ] as const
    expect((await asTraefik(hallpass.url, client, [...asks, ...smuggled])).status).toBe(403)
  })

  test.for(['x-forwarded-host', 'x-forwarded-method', 'x-forwarded-uri'])('must say %s once', async (name, { hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    expect((await asTraefik(hallpass.url, client, [...asks, [name, 'shop.example.com']])).status).toBe(500)
  })
})

describe('Envoy', () => {
  test.for(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('asks by %s', async (method, { hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey, { method, query: 'a=b', path: '/orders/1' })
    expect((await asEnvoy(hallpass.url, client)).status).toBe(200)
    expect((await asEnvoy(hallpass.url, { ...client, url: '/orders/1?a=c' })).status).toBe(401)
  })

  test('asks below its prefix only', async ({ hallpass }) => {
    const client = signed(hallpass.server.rootAccessKey)
    expect((await check(hallpass.url, 'GET', '/authorize/envoyorders', [...pairsOf(client), ...asks])).status).toBe(404)
    expect((await check(hallpass.url, 'GET', '/authorize/envoy', [...pairsOf(client), ...asks])).status).toBe(404)
  })
})
