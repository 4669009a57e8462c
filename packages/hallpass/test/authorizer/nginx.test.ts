import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { describe, expect, onTestFinished } from 'vitest'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'
import { type Hallpass, startHallpass, test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { isSkippedWithout } from '../support/needed-program.ts'
import { hasNginx, startNginx } from '../support/nginx.ts'
import { exchange } from '../support/raw-connection.ts'
import { type Signing, type SigningCredentials, signRequest } from '../support/sign-request.ts'
import { poolSession } from './calls.ts'

const configuration = new URL('../../../../examples/authorizer/proxies/nginx.conf', import.meta.url)

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** The example, between a client and an application that tells what it got. */
async function startExample({ url }: Pick<Hallpass, 'url'>) {
  const seen: Seen[] = []
  const application = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    request.resume().on('end', () => response.end('reached'))
  })
  const port = await listenOnFreshPort(application)
  onTestFinished(() => {
    application.closeAllConnections()
    return new Promise((resolve) => application.close(() => resolve()))
  })
  const replaced = { '127.0.0.1:4255': new URL(url).host, '127.0.0.1:3000': `127.0.0.1:${port}` }
  return { nginx: await startNginx(configuration, replaced), seen }
}

type Sending = Signing & { readonly headers?: Record<string, string>; readonly body?: string; readonly target?: string }

/** Sends a signed request byte by byte, so that nothing of its target is made nicer on the way. */
async function send(nginx: string, credentials: SigningCredentials | undefined, sending: Sending = {}) {
  const { method = 'GET', path = '/orders', query = '', headers = {}, body = '', ...rest } = sending
  const target = sending.target ?? (query === '' ? path : `${path}?${query}`)
  const own = { host: new URL(nginx).host, ...headers }
  const canonical = path.split('/').map(encodeURIComponent).join('/')
  const signing = { service: 'shop', ...rest, method, path: canonical, query }
  const all = credentials === undefined ? own : signRequest(own, body, credentials, signing)
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const answer = await exchange(nginx, `${method} ${target} HTTP/1.1\r\nConnection: close\r\n${lines.join('')}\r\n${body}`)
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]), answer }
}

const mayRead = { Action: 'http:GET', Resource: 'arn:aws:http:::application/orders' }

describe.skipIf(isSkippedWithout('nginx', 'nginx-light', hasNginx))('the example for nginx', () => {
  test('lets through who may, and tells the application who it is', async ({ hallpass }) => {
    const { nginx, seen } = await startExample(hallpass)
    const { credentials, arn, identityId, poolId } = await poolSession(hallpass, [mayRead], { team: 'bläu' })
    expect(await send(nginx, credentials, { query: 'x=%20y' })).toMatchObject({ status: 200, answer: expect.stringContaining('reached') })
    expect(seen).toMatchObject([
      {
        method: 'GET',
        url: '/orders?x=%20y',
        headers: {
          host: new URL(nginx).host,
          'x-hallpass-principal': arn,
          'x-hallpass-identity-id': identityId,
          'x-hallpass-identity-pool-id': poolId,
          'x-hallpass-tags': String.raw`{"team":"bl\u00e4u"}`,
          'x-hallpass-content-sha256': createHash('sha256').digest('hex'),
          'x-hallpass-signed-headers': 'host;x-amz-date;x-amz-security-token',
        },
      },
    ])
  })

  test('tells others why they may not, and the application nothing', async ({ hallpass }) => {
    const { nginx, seen } = await startExample(hallpass)
    const { credentials } = await newUser(hallpass, [mayRead])
    const denied = await send(nginx, credentials, { path: '/admin' })
    expect(denied.status).toBe(403)
    expect(denied.answer).toContain(
      'on resource: arn:aws:http:::application/admin because no identity-based policy allows the http:GET action',
    )
    expect((await send(nginx, undefined)).status).toBe(401)
    expect((await send(nginx, { ...credentials, secretAccessKey: 'x' })).status).toBe(401)
    expect(seen).toEqual([])
  })

  test('passes a body on that was signed with its length and its hash', async ({ hallpass }) => {
    const { nginx, seen } = await startExample(hallpass)
    const body = 'hello'
    const sha256 = createHash('sha256').update(body).digest('hex')
    const headers = { 'content-length': '5', 'content-type': 'application/json', 'x-amz-content-sha256': sha256 }
    expect((await send(nginx, hallpass.server.rootAccessKey, { method: 'POST', body, headers })).status).toBe(200)
    expect(seen[0]?.headers).toMatchObject({ 'content-length': '5', 'x-hallpass-content-sha256': sha256 })
  })

  test('lets nothing through of what clients say in its name', async ({ hallpass }) => {
    const { nginx, seen } = await startExample(hallpass)
    const { credentials, arn } = await newUser(hallpass, [mayRead])
    const smuggled = {
      'x-hallpass-principal': 'arn:aws:iam::123456789012:root',
      'x-hallpass-identity-id': 'eu-central-1:mine',
      'x-hallpass-tags': '{"team":"admins"}',
      'x-hallpass-action': 'http:GET',
      'x-hallpass-resource': 'arn:aws:http:::application/orders',
      'x-original-uri': '/orders',
      'x-original-method': 'GET',
      'x-forwarded-host': 'evil.example.com',
    }
    expect((await send(nginx, credentials, { headers: smuggled })).status).toBe(401)
    const unsigned = signRequest({ host: new URL(nginx).host }, '', credentials, { service: 'shop', method: 'GET', path: '/orders' })
    const lines = Object.entries({ ...unsigned, ...smuggled }).map(([name, value]) => `${name}: ${value}\r\n`)
    const request = (path: string) => exchange(nginx, `GET ${path} HTTP/1.1\r\nConnection: close\r\n${lines.join('')}\r\n`)
    expect(await request('/orders')).toMatch(/^HTTP\/1\.1 200/)
    expect(await request('/admin')).toMatch(/^HTTP\/1\.1 401/)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.headers).toMatchObject({ 'x-hallpass-principal': arn, 'x-hallpass-tags': '{}' })
    expect(seen[0]?.headers).not.toHaveProperty('x-hallpass-identity-id')
  })

  test.for([
    '/orders/../admin',
    '/%2e%2e/admin',
    '/orders%2f..%2fadmin',
    '//admin',
    '/./admin',
    '/orders%5c..%5cadmin',
  ])('lets nothing through by the path %s', async (path, { hallpass }) => {
    const { nginx, seen } = await startExample(hallpass)
    const { status } = await send(nginx, hallpass.server.rootAccessKey, { path })
    expect([400, 401, 403]).toContain(status)
    expect(seen).toEqual([])
  })

  test('cannot be asked around: what asks is not for clients', async ({ hallpass }) => {
    const { nginx, seen } = await startExample(hallpass)
    expect((await send(nginx, hallpass.server.rootAccessKey, { path: '/_authorize' })).status).toBe(404)
    expect(seen).toEqual([])
  })

  test('lets nothing through while Hallpass does not answer', async () => {
    const hallpass = await startHallpass()
    const { nginx, seen } = await startExample(hallpass)
    const key = hallpass.server.rootAccessKey
    expect((await send(nginx, key)).status).toBe(200)
    await hallpass.close()
    expect((await send(nginx, key)).status).toBe(500)
    expect(seen).toHaveLength(1)
  })
})
