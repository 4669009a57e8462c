import { describe, expect } from 'vitest'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { newUser, type StatementInput } from '../iam-users.ts'
import { type SigningCredentials, signRequest } from '../support/sign-request.ts'

/** A server that believes proxies on this machine. */
const test = base.extend<{ proxied: Hallpass }>({
  proxied: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const hallpass = await startHallpass({ trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

const listing = { Action: 'cognito-identity:ListIdentityPools' }
const denied = { status: 400, text: expect.stringContaining('"AccessDeniedException"') }
const mismatch = { status: 400, text: expect.stringContaining('"InvalidSignatureException"') }

describe('behind a trusted proxy', () => {
  test('the signature covers the host that the client called', async ({ proxied }) => {
    const { rootAccessKey } = proxied.server
    const forwarded = { 'x-forwarded-host': 'id.example.com' }
    expect(await list(proxied, rootAccessKey, forwarded, 'id.example.com')).toMatchObject({ status: 200 })
    expect(await list(proxied, rootAccessKey, forwarded, 'id.example.org')).toMatchObject(mismatch)
    expect(await list(proxied, rootAccessKey, forwarded)).toMatchObject(mismatch)
  })

  test('which leaves the host as it was, it is the host', async ({ proxied }) => {
    expect(await list(proxied, proxied.server.rootAccessKey, { 'x-forwarded-for': '203.0.113.7' })).toMatchObject({ status: 200 })
  })

  test.for([
    ['203.0.113.7', true],
    ['198.51.100.1', false],
    ['203.0.113.7, 10.1.1.1', true],
    ['203.0.113.7, 198.51.100.1', false],
    ['198.51.100.1, 203.0.113.7', true],
  ] as const)('the address of the client is that before the proxies: of %s it may: %s', async ([forwarded, may], { proxied }) => {
    const { credentials } = await newUser(proxied, [when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })])
    expect(await list(proxied, credentials, { 'x-forwarded-for': forwarded })).toMatchObject(may ? { status: 200 } : denied)
  })

  test('the client calls over TLS where the proxy says so', async ({ proxied }) => {
    const { credentials } = await newUser(proxied, [when({ Bool: { 'aws:SecureTransport': 'true' } })])
    expect(await list(proxied, credentials, { 'x-forwarded-proto': 'https' })).toMatchObject({ status: 200 })
    expect(await list(proxied, credentials, { 'x-forwarded-proto': 'http' })).toMatchObject(denied)
    expect(await list(proxied, credentials)).toMatchObject(denied)
  })
})

describe('without trusted proxies', () => {
  test('what a request says of proxies counts for nothing', async ({ hallpass }) => {
    const conditions = [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { Bool: { 'aws:SecureTransport': 'true' } }]
    const forwarded = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', forwarded: 'for=203.0.113.7;proto=https' }
    for (const condition of conditions) {
      const { credentials } = await newUser(hallpass, [when(condition)])
      expect(await list(hallpass, credentials, forwarded)).toMatchObject(denied)
    }
    const { credentials } = await newUser(hallpass, [
      when({ IpAddress: { 'aws:SourceIp': '127.0.0.1' }, Bool: { 'aws:SecureTransport': 'false' } }),
    ])
    expect(await list(hallpass, credentials, forwarded)).toMatchObject({ status: 200 })
  })

  test('the signature covers the host as it is, whatever is said to have been forwarded', async ({ hallpass }) => {
    const { rootAccessKey } = hallpass.server
    const forwarded = { 'x-forwarded-host': 'id.example.com' }
    expect(await list(hallpass, rootAccessKey, forwarded)).toMatchObject({ status: 200 })
    expect(await list(hallpass, rootAccessKey, forwarded, 'id.example.com')).toMatchObject(mismatch)
  })
})

test('policies see the user agent and the referring page', async ({ hallpass }) => {
  const condition = { StringEquals: { 'aws:UserAgent': 'my-tool/1', 'aws:Referer': 'https://app.example.com/' } }
  const { credentials } = await newUser(hallpass, [when(condition)])
  const said = { 'user-agent': 'my-tool/1', referer: 'https://app.example.com/' }
  expect(await list(hallpass, credentials, said)).toMatchObject({ status: 200 })
  expect(await list(hallpass, credentials, { ...said, referer: 'https://other.example.com/' })).toMatchObject(denied)
})

function when(Condition: object): StatementInput {
  return { ...listing, Condition }
}

/** Lists pools with these headers, which nobody signed, besides those that were. */
async function list({ url }: Hallpass, credentials: SigningCredentials, headers: Record<string, string> = {}, host = new URL(url).host) {
  const target = 'AWSCognitoIdentityService.ListIdentityPools'
  const body = '{"MaxResults":1}'
  const signed = signRequest({ host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target }, body, credentials)
  const { host: _, ...sent } = { ...signed, ...headers }
  const answer = await fetch(url, { method: 'POST', headers: sent, body })
  return { status: answer.status, text: await answer.text() }
}
