import { randomBytes } from 'node:crypto'
import { describe, expect } from 'vitest'
import { admissionFault } from '../../src/server/authorizer-admission.ts'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { action, askAbout, resource, signed } from './calls.ts'
import { asEnvoy, asks, asNginx, asTraefik } from './proxies.ts'

const token = randomBytes(24).toString('base64url')

/** A server whose authorizer has a token. */
const test = base.extend<{ guarded: Hallpass }>({
  guarded: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const authorizer = { token, action: undefined, resource: undefined, service: undefined, audience: undefined }
      const hallpass = await startHallpass({ authorizer })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

describe('where a token is set', () => {
  test('services prove themselves by it', async ({ guarded }) => {
    const request = signed(guarded.server.rootAccessKey)
    const ask = (headers: Record<string, string>) =>
      fetch(`${guarded.url}/authorize`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ request, action, resource }),
      })
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await ask({})).status).toBe(403)
    expect((await ask({ authorization: `Bearer ${token}x` })).status).toBe(403)
    expect((await ask({ authorization: token })).status).toBe(403)
    // Else a proxy's call without its own headers would be a service's.
    expect((await ask({ 'x-hallpass-authorizer-token': token })).status).toBe(403)
  })

  test('proxies prove themselves by it in a header of its own', async ({ guarded }) => {
    const client = signed(guarded.server.rootAccessKey)
    const proof = ['x-hallpass-authorizer-token', token] as const
    for (const ask of [asNginx, asEnvoy, asTraefik]) {
      expect((await ask(guarded.url, client, [...asks, proof])).status).toBe(200)
      expect((await ask(guarded.url, client)).status).toBe(403)
      expect((await ask(guarded.url, client, [...asks, ['x-hallpass-authorizer-token', 'x']])).status).toBe(403)
      expect((await ask(guarded.url, client, [...asks, proof, proof])).status).toBe(403)
    }
  })

  test('it is not told in the refusal', async ({ guarded }) => {
    const { status, body } = await askAbout(guarded, signed(guarded.server.rootAccessKey))
    expect(status).toBe(403)
    expect(JSON.stringify(body)).not.toContain(token)
  })
})

describe('where no token is set', () => {
  test('a call that a proxy has passed on is not answered', async ({ hallpass }) => {
    const body = JSON.stringify({ request: signed(hallpass.server.rootAccessKey), action, resource })
    const ask = (headers: Record<string, string>) =>
      fetch(`${hallpass.url}/authorize`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    expect((await ask({})).status).toBe(200)
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip', 'authorization', 'x-amz-date']) {
      expect((await ask({ [name]: 'x' })).status).toBe(403)
    }
  })

  test.for([
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::ffff:127.0.0.1', true],
    ['::1', true],
    ['192.168.0.7', false],
    ['::ffff:10.0.0.1', false],
    ['fe80::1', false],
    ['127.evil', false],
    ['', false],
  ] as const)('a caller at %s is answered: %s', ([peerAddress, isAnswered]) => {
    for (const from of ['service', 'proxy'] as const) {
      expect(admissionFault({ from, headers: [], peerAddress }, undefined) === undefined).toBe(isAnswered)
    }
  })

  test('a page of another origin is told nothing', async ({ hallpass }) => {
    const headers = { origin: 'https://evil.example.com', 'content-type': 'application/json' }
    const answer = await fetch(`${hallpass.url}/authorize`, { method: 'POST', headers, body: '{}' })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    const preflight = await fetch(`${hallpass.url}/authorize`, { method: 'OPTIONS', headers })
    expect(preflight.ok).toBe(false)
  })
})
