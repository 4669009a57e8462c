import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from '../hallpass.ts'
import { exchange, openConnection } from '../support/raw-connection.ts'
import { signRequest } from '../support/sign-request.ts'

const body = 'Action=GetCallerIdentity&Version=2011-06-15'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const answered = new RegExp(`^HTTP/1\\.1 200 [\\s\\S]*<Account>${accountId}</Account>`)
const mismatch = /^HTTP\/1\.1 403 [\s\S]*<Code>SignatureDoesNotMatch<\/Code>/
const noHttp = /^HTTP\/1\.1 400 /

describe('a signed request', () => {
  test('may write the names of its headers in any case', async ({ hallpass }) => {
    for (const written of [
      (name: string) => name.toUpperCase(),
      (name: string) => name.replace(/^[a-z]|-[a-z]/g, (text) => text.toUpperCase()),
    ]) {
      const lines = Object.entries(signed(hallpass)).map(([name, value]) => `${written(name)}: ${value}`)
      expect(await post(hallpass, [...lines, `CONTENT-LENGTH: ${body.length}`])).toMatch(answered)
    }
  })

  test('may come in chunks', async ({ hallpass }) => {
    const chunks = `${Array.from(body, (character) => `1\r\n${character}\r\n`).join('')}0\r\n\r\n`
    expect(await post(hallpass, [...linesOf(hallpass), 'Transfer-Encoding: chunked'], { sent: chunks })).toMatch(answered)
  })

  test('may wait for leave to send its body', async ({ hallpass }) => {
    const connection = await openConnection(hallpass.url)
    const lines = [...linesOf(hallpass), `Content-Length: ${body.length}`, 'Expect: 100-continue', 'Connection: close']
    await connection.write(`POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    await connection.seen(/^HTTP\/1\.1 100 Continue\r\n\r\n/)
    await connection.write(body)
    expect(await connection.received).toMatch(/HTTP\/1\.1 200 /)
  })

  test('may follow another on its connection, and is judged by itself', async ({ hallpass }) => {
    const request = (lines: readonly string[]) =>
      `POST / HTTP/1.1\r\n${[...lines, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`
    const unsigned = linesOf(hallpass).filter((line) => !line.startsWith('authorization'))
    const answers = await exchange(
      hallpass.url,
      request(linesOf(hallpass)) + request(unsigned) + request([...linesOf(hallpass), 'Connection: close']),
    )
    const found = Array.from(answers.matchAll(/<Account>|<Code>(\w+)/g), ([text]) => text)
    expect(found).toEqual(['<Account>', '<Code>MissingAuthenticationToken', '<Account>'])
  })

  test('without a host is refused', async ({ hallpass }) => {
    const lines = linesOf(hallpass).filter((line) => !line.startsWith('host'))
    const answer = await post(hallpass, [...lines, `Content-Length: ${body.length}`], { version: 'HTTP/1.0' })
    expect(answer).toMatch(mismatch)
  })

  test.for([
    ['a length and chunks', ['Content-Length: 43', 'Transfer-Encoding: chunked']],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 43']],
    ['two lengths', ['Content-Length: 43', 'Content-Length: 44']],
    ['one length twice', ['Content-Length: 43', 'Content-Length: 43']],
    ['a list of lengths', ['Content-Length: 43, 43']],
    ['a length with a sign', ['Content-Length: +43']],
    ['an encoding that is not known', ['Transfer-Encoding: xchunked']],
    ['chunks that are not the last encoding', ['Transfer-Encoding: chunked, gzip']],
    ['a header without a name', ['Content-Length: 43', ': x']],
    ['a blank before the colon', ['Content-Length : 43']],
    ['a header over two lines', ['Content-Length: 43', 'X-Folded: a', '\tb']],
    ['a signed header over two lines', ['Content-Length: 43', 'x-amz-note: a', ' b']],
    ['a zero byte in a header', ['Content-Length: 43', 'X-Zero: a\0b']],
    ['a bare carriage return in a header', ['Content-Length: 43', 'X-Bare: a\rb: c']],
  ] as const)('with %s is no request', async ([, lines], { hallpass }) => {
    const answer = await post(hallpass, [...linesOf(hallpass), ...lines])
    expect(answer).toMatch(noHttp)
    expect(answer).not.toContain('<Account>')
  })

  test.for(['post', 'P OST', 'PO\0ST'])('with the method %j is no request', async (method, { hallpass }) => {
    expect(await post(hallpass, [...linesOf(hallpass), 'Content-Length: 43'], { method })).toMatch(noHttp)
  })
})

describe('the target of a signed request', () => {
  test.for(['/', '/?', '/?&'])('may be %s', async (target, { hallpass }) => {
    expect(await post(hallpass, [...linesOf(hallpass), 'Content-Length: 43'], { target })).toMatch(answered)
  })

  test.for(['', '/', '/?'])('may be in absolute form, with %j behind the host', async (path, { hallpass }) => {
    const target = `http://${new URL(hallpass.url).host}${path}`
    expect(await post(hallpass, [...linesOf(hallpass), 'Content-Length: 43'], { target })).toMatch(answered)
  })

  test.for(['//', '/./', '/x/..', '/%2e'])('may not be %s, though its canonical form is that of the root', async (target, { hallpass }) => {
    expect(await post(hallpass, [...linesOf(hallpass), 'Content-Length: 43'], { target })).toMatch(/^HTTP\/1\.1 404 /)
  })

  test('does not hold with a fragment or a parameter added', async ({ hallpass }) => {
    for (const target of ['/#x', '/?DurationSeconds=900']) {
      expect(await post(hallpass, [...linesOf(hallpass), 'Content-Length: 43'], { target })).not.toMatch(answered)
    }
  })

  test('does not hold with a broken escape', async ({ hallpass }) => {
    const answer = await post(hallpass, [...linesOf(hallpass), 'Content-Length: 43'], { target: '/?x=%zz' })
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*<Code>MalformedQueryString<\/Code>/)
  })
})

describe('a GET', () => {
  const query = `?${body}`

  test('may have a body, which the signature covers and nobody reads', async ({ hallpass }) => {
    const { url, server } = hallpass
    const get = (signedBody: string, sent: string) => {
      const headers = getHeaders(url, server.rootAccessKey, signedBody)
      return post(hallpass, [...headers, `Content-Length: ${sent.length}`], { method: 'GET', target: `/${query}`, sent })
    }
    const more = 'Action=GetSessionToken&Version=2011-06-15'
    expect(await get('', '')).toMatch(answered)
    expect(await get(more, more)).toMatch(answered)
    expect(await get('', more)).toMatch(mismatch)
  })

  function getHeaders(url: string, credentials: Parameters<typeof signRequest>[2], signedBody: string): string[] {
    const headers = { host: new URL(url).host, ...form }
    const lines = signRequest(headers, signedBody, credentials, {
      service: 'sts',
      method: 'GET',
      query: 'Action=GetCallerIdentity&Version=2011-06-15',
    })
    return Object.entries(lines).map(([name, value]) => `${name}: ${value}`)
  }
})

interface Oddities {
  readonly method?: string
  readonly target?: string
  readonly version?: string
  readonly sent?: string
}

function signed({ url, server }: Hallpass): Record<string, string> {
  return signRequest({ host: new URL(url).host, ...form }, body, server.rootAccessKey, { service: 'sts' })
}

function linesOf(hallpass: Hallpass): string[] {
  return Object.entries(signed(hallpass)).map(([name, value]) => `${name}: ${value}`)
}

function post(
  { url }: Hallpass,
  lines: readonly string[],
  { method = 'POST', target = '/', version = 'HTTP/1.1', sent = body }: Oddities = {},
) {
  return exchange(url, `${method} ${target} ${version}\r\n${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${sent}`)
}
