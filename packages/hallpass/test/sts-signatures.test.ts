import { createHash } from 'node:crypto'
import { describe, expect } from 'vitest'
import { accountId, test as base, type Hallpass, startHallpass } from './hallpass.ts'
import { exchange } from './support/raw-connection.ts'
import { type Signing, signRequest } from './support/sign-request.ts'

const now = Date.UTC(2026, 0, 1, 0, 15, 0)
const body = 'Action=GetCallerIdentity&Version=2011-06-15'
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** A server whose clock stands still at 00:15:00. */
const test = base.extend<{ stopped: Hallpass }>({
  stopped: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const hallpass = await startHallpass({ now: () => now })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

describe('a signature for STS', () => {
  test.for([-900, 0, 900])('may be %s seconds off', async (seconds, { stopped }) => {
    expect(await post(stopped, signed(stopped, {}, { at: now + seconds * 1000 }))).toContain(`<Account>${accountId}</Account>`)
  })

  test.for([
    [-901, 'Signature expired: 20251231T235959Z is now earlier than 20260101T000000Z (20260101T001500Z - 15 min.)'],
    [901, 'Signature not yet current: 20260101T003001Z is still later than 20260101T003000Z (20260101T001500Z + 15 min.)'],
  ] as const)('may not be %s seconds off', async ([seconds, message], { stopped }) => {
    const answer = await post(stopped, signed(stopped, {}, { at: now + seconds * 1000 }))
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer).toContain(`<Code>SignatureDoesNotMatch</Code><Message>${message}</Message>`)
  })

  test('holds with blanks around and within a header that is signed', async ({ stopped }) => {
    const lines = signed(stopped, { 'x-amz-note': 'a b' })
    expect(await post(stopped, { ...lines, 'x-amz-note': ' \t a \t  b ' })).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('covers all values of a header that comes twice, in their order', async ({ stopped }) => {
    const { 'x-amz-note': _, ...lines } = signed(stopped, { 'x-amz-note': 'b,a' })
    expect(await post(stopped, lines, ['x-amz-note: b', 'X-Amz-Note: a'])).toMatch(/^HTTP\/1\.1 200 /)
    expect(await post(stopped, lines, ['x-amz-note: a', 'x-amz-note: b'])).toMatch(mismatch)
  })

  test.for([
    'host',
    'x-amz-date',
    'x-amz-security-token',
    'authorization',
  ])('does not hold where %s comes twice, equal or not', async (name, { stopped }) => {
    const lines = signed(stopped, name === 'x-amz-security-token' ? { [name]: 'x' } : {})
    for (const value of [lines[name] ?? '', 'AWS4-other']) expect(await post(stopped, lines, [`${name}: ${value}`])).toMatch(mismatch)
  })

  test('does not hold for a body that is not the one its hash names, though both were signed', async ({ stopped }) => {
    const hashes = ['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', sha256(''), sha256(body).toUpperCase(), '']
    for (const hash of hashes) expect(await post(stopped, signed(stopped, { 'x-amz-content-sha256': hash }))).toMatch(mismatch)
    expect(await post(stopped, signed(stopped, { 'x-amz-content-sha256': sha256(body) }))).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('is for one service', async ({ stopped }) => {
    expect(await post(stopped, signed(stopped, {}, { service: 'iam' }))).toContain(
      "<Message>Credential should be scoped to correct service: 'sts'. </Message>",
    )
  })
})

const mismatch = /^HTTP\/1\.1 403 [\s\S]*<Code>SignatureDoesNotMatch<\/Code>/

function signed({ url, server }: Hallpass, headers: Record<string, string> = {}, signing: Signing = {}): Record<string, string> {
  return signRequest({ host: new URL(url).host, ...form, ...headers }, body, server.rootAccessKey, { at: now, service: 'sts', ...signing })
}

/** Header lines as they are given, and more of them. */
function post({ url }: Hallpass, headers: Record<string, string>, more: readonly string[] = []): Promise<string> {
  const lines = [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ...more]
  return exchange(url, `POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
