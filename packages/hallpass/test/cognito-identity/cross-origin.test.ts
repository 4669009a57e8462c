import { describe, expect } from 'vitest'
import { test } from '../hallpass.ts'
import { callUnsigned, send, unknownId } from '../support/json-wire.ts'
import { exchange } from '../support/raw-connection.ts'

const origin = 'https://shop.example.com'
const exposed = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date'
const askedHeaders =
  'content-type, x-amz-target, x-amz-user-agent, x-amz-date, x-amz-security-token, authorization, amz-sdk-invocation-id, amz-sdk-request, cache-control, x-amz-content-sha256'

describe('a preflight', () => {
  test('allows what is asked for, by any page, for two days', async ({ hallpass: { url } }) => {
    const answer = await preflight(url, { 'access-control-request-headers': askedHeaders })
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 200, text: '' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-methods')?.split(', ')).toContain('POST')
    expect(answer.headers.get('access-control-allow-headers')).toBe(askedHeaders)
    expect(answer.headers.get('access-control-max-age')).toBe('172800')
    expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
  })

  test('that asks for no headers gets none', async ({ hallpass: { url } }) => {
    const answer = await preflight(url, {})
    expect(answer.status).toBe(200)
    expect(answer.headers.has('access-control-allow-headers')).toBe(false)
  })

  test('with letters beyond ASCII is answered all the same', async ({ hallpass: { url } }) => {
    const head = `OPTIONS / HTTP/1.1\r\nHost: x\r\nOrigin: ${origin}\r\nAccess-Control-Request-Headers: x-é\r\nConnection: close\r\n\r\n`
    expect(await exchange(url, Buffer.from(head, 'latin1'))).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('an answer to a page', () => {
  test.for([
    ['a success', 'GetId', 200],
    ['a refusal', 'DescribeIdentityPool', 400],
    ['an unknown operation', 'Nothing', 400],
  ] as const)('may be read: %s', async ([, operation, status], { hallpass }) => {
    const pool = { operation: 'CreateIdentityPool', body: '{"IdentityPoolName":"x","AllowUnauthenticatedIdentities":true}' }
    const { json } = await send(hallpass, { ...pool, credentials: hallpass.server.rootAccessKey })
    const answer = await send(hallpass, { operation, body: JSON.stringify(json), headers: { origin } })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-expose-headers')).toBe(exposed)
    expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
  })

  test('may be read where the body was too large', async ({ hallpass }) => {
    const answer = await send(hallpass, { operation: 'GetId', body: ' '.repeat(1024 * 1024 + 1), headers: { origin } })
    expect(answer.status).toBe(413)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-expose-headers')).toBe(exposed)
  })

  test.for(['/.well-known/openid-configuration', '/.well-known/jwks.json'])('may be read at %s', async (path, { hallpass: { url } }) => {
    const answer = await fetch(url + path, { headers: { origin } })
    expect({ status: answer.status, origin: answer.headers.get('access-control-allow-origin') }).toEqual({ status: 200, origin: '*' })
  })
})

test('an answer to no page says nothing of origins', async ({ hallpass }) => {
  const { headers } = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: unknownId })
  expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
})

function preflight(url: string, headers: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', ...headers } })
}
