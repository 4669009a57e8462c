import fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import type { IncomingRequest } from './incoming-request.ts'
import { signedRequest } from './incoming-request.ts'
import { readRequest } from './read-request.ts'

interface Sent {
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly trusted?: readonly string[]
}

/** What is read of a request that came from this address. */
async function read({ from = '127.0.0.1', headers = {}, trusted = [] }: Sent): Promise<IncomingRequest> {
  const server = fastify({ trustProxy: trusted.length > 0 && [...trusted] })
  const read: IncomingRequest[] = []
  server.get('/', async (received) => {
    read.push(readRequest(received))
    return ''
  })
  await server.inject({ url: '/?a=b', remoteAddress: from, headers: { host: 'hallpass:4255', ...headers } })
  await server.close()
  const [request] = read
  if (request === undefined) throw new Error('The request did not arrive.')
  return request
}

describe("a client's address", () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '::1'],
    ['2001:db8::7', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('of the socket %s is %s', async (from, sourceIp) => {
    expect((await read({ from })).client.sourceIp).toBe(sourceIp)
  })

  test('is not what a stranger says', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    expect((await read({ headers })).client.sourceIp).toBe('127.0.0.1')
    expect((await read({ headers, from: '192.0.2.7', trusted: ['127.0.0.1'] })).client.sourceIp).toBe('192.0.2.7')
  })

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['203.0.113.9, 10.1.2.3, 10.3.2.1', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:51234', '203.0.113.9'],
    ['[2001:db8::9]:51234', '2001:db8::9'],
    ['2001:db8::9', '2001:db8::9'],
    ['203.0.113.9, unknown, 10.1.2.3', '10.1.2.3'],
    ['unknown', '10.0.0.1'],
    ['', '10.0.0.1'],
    ['10.9.9.9', '10.9.9.9'],
  ])('behind trusted proxies that say %j is %s', async (forwarded, sourceIp) => {
    const headers = { 'x-forwarded-for': forwarded }
    expect((await read({ headers, from: '::ffff:10.0.0.1', trusted: ['10.0.0.0/8'] })).client.sourceIp).toBe(sourceIp)
  })
})

describe('a request is secure', () => {
  const trusted = ['127.0.0.1']
  test.each([
    [{ headers: {} }, false],
    [{ headers: { 'x-forwarded-proto': 'https' } }, false],
    [{ headers: { 'x-forwarded-proto': 'https' }, from: '192.0.2.7', trusted }, false],
    [{ headers: { 'x-forwarded-proto': 'https' }, trusted }, true],
    [{ headers: { 'x-forwarded-proto': 'http' }, trusted }, false],
    [{ headers: { 'x-forwarded-proto': 'https, http' }, trusted }, false],
    [{ headers: {}, trusted }, false],
  ] satisfies [Sent, boolean][])('for %o: %s', async (sent, isSecure) => {
    expect((await read(sent)).client.isSecure).toBe(isSecure)
  })
})

describe('the host under a signature', () => {
  const hosts = async (sent: Sent) => signedRequest(await read(sent)).headers.filter(([name]) => name.toLowerCase() === 'host')

  test('is the one that was sent', async () => {
    expect(await hosts({ headers: { 'x-forwarded-host': 'id.example.com' } })).toEqual([['host', 'hallpass:4255']])
    const stranger = { headers: { 'x-forwarded-host': 'id.example.com' }, from: '192.0.2.7', trusted: ['127.0.0.1'] }
    expect(await hosts(stranger)).toEqual([['host', 'hallpass:4255']])
  })

  test.each([
    ['id.example.com', 'id.example.com'],
    ['id.example.com:8443', 'id.example.com:8443'],
    ['forged.example.com, id.example.com', 'id.example.com'],
  ])('is the one that a trusted proxy was sent: %s', async (forwarded, host) => {
    expect(await hosts({ headers: { 'x-forwarded-host': forwarded }, trusted: ['127.0.0.1'] })).toEqual([['host', host]])
  })
})

test('what the client says of itself is taken as it is', async () => {
  const headers = { 'user-agent': 'aws-cli/2', referer: 'https://app.example.com/' }
  expect((await read({ headers })).client).toMatchObject({ userAgent: 'aws-cli/2', referer: 'https://app.example.com/' })
  expect((await read({ headers: { 'user-agent': '' } })).client).toMatchObject({ referer: undefined })
})

test('path and query are as they were sent', async () => {
  expect(await read({})).toMatchObject({ path: '/', query: 'a=b' })
})
