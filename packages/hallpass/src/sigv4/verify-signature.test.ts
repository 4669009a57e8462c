import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SdkSha256 } from '../../test/support/sdk-sha256.ts'
import { readAuthorization } from './read-authorization.ts'
import { signingKey } from './signature.ts'
import type { SignedRequest } from './signed-request.ts'
import { verifySignature } from './verify-signature.ts'

const now = Date.UTC(2026, 10, 21, 2, 7, 8)
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const mismatch = {
  kind: 'invalid-signature',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
}

interface UnsignedRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string | string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly sessionToken?: string
}

const example: UnsignedRequest = {
  method: 'POST',
  path: '/a/bcd',
  query: { Version: '2011-06-15', Name: ['b', 'a b'] },
  headers: { host: '127.0.0.1:4255', colour: 'deep  blue', 'x-amz-target': 'a.B' },
  body: 'Action=GetCallerIdentity',
  sessionToken: 'token',
}

describe('what the SDK signs', () => {
  test('holds', async () => {
    await fc.assert(
      fc.asyncProperty(unsignedRequest(), async (unsigned) => {
        expect(judged(await signedBySdk(unsigned))).toBeUndefined()
      }),
    )
  })

  test('does not hold with another secret', async () => {
    const request = await signedBySdk(example)
    expect(judged(request, `${secretAccessKey.slice(0, -1)}Z`)).toEqual(mismatch)
  })

  test('does not hold with one character of it changed', async () => {
    const parts = fc.constantFrom('method', 'path', 'query', 'header', 'body', 'day', 'region', 'service', 'list', 'signature')
    await fc.assert(
      fc.asyncProperty(parts, fc.nat(), fc.integer({ min: 1, max: 35 }), async (part, at, by) => {
        const request = await signedBySdk(example)
        expect(judged(request)).toBeUndefined()
        expect(judged(changed(request, part, at, by))).toHaveProperty('message')
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    'Host',
    'X-Amz-Date',
    'Colour',
    'X-Amz-Security-Token',
    'X-Amz-Content-Sha256',
  ])('does not hold without its header %s', async (name) => {
    const request = await signedBySdk(example)
    expect(judged(without(request, name))).toHaveProperty('message')
  })

  test('does not hold with a value added to a signed header', async () => {
    const request = await signedBySdk(example)
    expect(judged({ ...request, headers: [...request.headers, ['colour', 'red']] })).toEqual(mismatch)
  })

  test('does not hold with a parameter added, taken out or turned into a path', async () => {
    const request = await signedBySdk(example)
    for (const query of [`${request.query}&x=y`, request.query.replace(/&.*/, ''), '']) {
      expect(judged({ ...request, query })).toEqual(mismatch)
    }
    expect(judged({ ...request, path: `${request.path}?${request.query}`, query: '' })).toEqual(mismatch)
  })

  test('does not hold with a value moved from one header to the next line', async () => {
    const request = await signedBySdk({ ...example, headers: { ...example.headers, colour: 'blue', size: '' } })
    const headers = request.headers.map(([name, value]) => [name, name === 'colour' ? 'blue\nsize:' : value] as const)
    expect(judged({ ...request, headers: headers.filter(([name]) => name !== 'size') })).toEqual(mismatch)
  })

  test('holds with blanks added around header values and headers added that are not signed', async () => {
    const request = await signedBySdk(example)
    const spaced = request.headers.map(([name, value]) => [name, ` \t${value.replaceAll(' ', '   ')} `] as const)
    expect(judged({ ...request, headers: [['User-Agent', 'x'], ...spaced.toReversed(), ['Via', 'proxy']] })).toBeUndefined()
  })

  test('holds whatever the order of the query', async () => {
    const request = await signedBySdk(example)
    expect(judged({ ...request, query: request.query.split('&').toReversed().join('&') })).toBeUndefined()
  })
})

describe('the hash that a request states for its body', () => {
  test('may be left out', async () => {
    expect(judged(await signedBySdk(example, false))).toBeUndefined()
  })

  test.each([
    'UNSIGNED-PAYLOAD',
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    '',
    hexHash('other'),
    hexHash('Action=GetCallerIdentity').toUpperCase(),
  ])('is refused where it is %j, although signed', async (stated) => {
    const headers = { ...example.headers, 'x-amz-content-sha256': stated }
    expect(judged(await signedBySdk({ ...example, headers }))).toEqual(mismatch)
  })

  test('is refused where it is not what was signed, although it is that of the body', async () => {
    const request = await signedBySdk(example)
    const stated: [string, string] = ['x-amz-content-sha256', hexHash('other')]
    const body = Buffer.from('other')
    expect(judged({ ...request, body, headers: [...without(request, 'x-amz-content-sha256').headers, stated] })).toEqual(mismatch)
  })

  test.each([
    ['UNSIGNED-PAYLOAD', mismatch],
    [hexHash('other'), mismatch],
    [hexHash(example.body), undefined],
  ])('decides where it is %s and the hash of the body was signed, as no SDK does', async (stated, expected) => {
    const request = await signedBySdk({ ...example, headers: { ...example.headers, 'x-amz-content-sha256': stated } })
    const authorization = readAuthorization(request, { service: 'sts', now, toleranceMinutes: 15 })
    if (authorization.kind !== 'signed') throw new Error(authorization.message)
    const signature = signedByHand(request, authorization.signedHeaders, hexHash(request.body))
    expect(verifySignature(request, { ...authorization, signature }, signingKey(authorization.scope, secretAccessKey))).toEqual(expected)
  })
})

describe('a signature', () => {
  test.each([
    ['in upper case', (text: string) => text.toUpperCase()],
    ['cut', (text: string) => text.slice(0, -1)],
    ['lengthened', (text: string) => `${text}0`],
    ['empty', () => ''],
    ['of other characters', (text: string) => '\xe9'.repeat(text.length)],
    ['of zeros', (text: string) => '0'.repeat(text.length)],
  ])('does not hold %s', async (_, change) => {
    const request = await signedBySdk(example)
    const authorization = readAuthorization(request, { service: 'sts', now, toleranceMinutes: 15 })
    if (authorization.kind !== 'signed') throw new Error(authorization.message)
    expect(
      verifySignature(
        request,
        { ...authorization, signature: change(authorization.signature) },
        signingKey(authorization.scope, secretAccessKey),
      ),
    ).toEqual(mismatch)
  })

  test('is not looked at where the path has no canonical form', async () => {
    const request = await signedBySdk(example)
    const authorization = readAuthorization(request, { service: 'sts', now, toleranceMinutes: 15 })
    if (authorization.kind !== 'signed') throw new Error(authorization.message)
    expect(verifySignature({ ...request, path: '/..' }, authorization, signingKey(authorization.scope, secretAccessKey))).toMatchObject({
      kind: 'invalid-uri-path',
    })
    expect(verifySignature({ ...request, query: '%' }, authorization, signingKey(authorization.scope, secretAccessKey))).toMatchObject({
      kind: 'malformed-query-string',
    })
  })
})

function unsignedRequest(): fc.Arbitrary<UnsignedRequest> {
  const text = fc.string({ unit: 'grapheme' })
  const segment = fc.oneof(text.map(encodeURIComponent), fc.constantFrom('.', '', 'a+b*c', 'a b', '(;=@)'))
  // The signer loses a parameter of this name.
  const name = text.filter((other) => other !== '__proto__')
  return fc.record(
    {
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD'),
      path: fc.array(segment.filter((other) => other !== '..')).map((segments) => `/${segments.join('/')}`),
      query: fc.dictionary(name, fc.oneof(text, fc.array(text)), { noNullPrototype: true }),
      headers: fc
        .dictionary(
          fc.stringMatching(/^x-[a-z0-9-]{1,12}$/),
          fc.oneof(text, fc.constantFrom(' a', 'a  b', '\ta \t b\t', 'é\u00a0', 'a,b')),
          {
            noNullPrototype: true,
          },
        )
        .map((headers) => ({ ...headers, host: 'auth.example.com' })),
      body: text,
      sessionToken: fc.base64String({ minLength: 4 }),
    },
    { requiredKeys: ['method', 'path', 'query', 'headers', 'body'] },
  )
}

/** Signs with the signer of the AWS SDK, and turns the outcome into what a server receives. */
async function signedBySdk(unsigned: UnsignedRequest, applyChecksum = true): Promise<SignedRequest> {
  const { method, path, query, headers, body, sessionToken } = unsigned
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
  const signer = new SignatureV4({ service: 'sts', region: 'eu-west-1', credentials, sha256: SdkSha256, applyChecksum })
  const toSign = { method, protocol: 'https:', hostname: 'auth.example.com', path, query: { ...query }, headers: { ...headers }, body }
  const signed = await signer.sign(toSign, { signingDate: new Date(now) })
  return {
    method,
    path,
    query: Object.entries(query)
      .flatMap(([name, values]) => [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`))
      .join('&'),
    headers: Object.entries(signed.headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
    body: Buffer.from(body),
  }
}

/** The signature of a request with the example's path and query, calculated step by step after AWS's description. */
function signedByHand(request: SignedRequest, signedHeaders: readonly string[], payloadHash: string): string {
  const lines = signedHeaders.map((name) => `${name}:${request.headers.find(([other]) => other === name)?.[1].replace(/ +/g, ' ')}`)
  const canonical = ['POST', '/a/bcd', 'Name=a%20b&Name=b&Version=2011-06-15', ...lines, '', signedHeaders.join(';'), payloadHash].join(
    '\n',
  )
  const scope = ['20261121', 'eu-west-1', 'sts', 'aws4_request']
  const key = scope.reduce((last, part) => createHmac('sha256', last).update(part).digest(), Buffer.from(`AWS4${secretAccessKey}`))
  return createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n20261121T020708Z\n${scope.join('/')}\n${hexHash(canonical)}`)
    .digest('hex')
}

function judged(request: SignedRequest, secret = secretAccessKey) {
  const authorization = readAuthorization(request, { service: 'sts', now, toleranceMinutes: 15 })
  return authorization.kind === 'signed' ? verifySignature(request, authorization, signingKey(authorization.scope, secret)) : authorization
}

/** The request with one letter or digit of one part replaced by another. */
function changed(request: SignedRequest, part: string, at: number, by: number): SignedRequest {
  const inAuthorization = (pattern: RegExp) => ({
    ...request,
    headers: request.headers.map(
      ([name, value]) => [name, name === 'authorization' ? value.replace(pattern, (text) => withOneOther(text, at, by)) : value] as const,
    ),
  })
  switch (part) {
    case 'method':
      return { ...request, method: withOneOther(request.method, at, by) }
    case 'path':
      return { ...request, path: withOneOther(request.path, at, by) }
    case 'query':
      return { ...request, query: withOneOther(request.query.replace('a%20b', 'a+b'), at, by) }
    case 'body':
      return { ...request, body: Buffer.from(withOneOther(Buffer.from(request.body).toString(), at, by)) }
    case 'header': {
      const chosen = request.headers.filter(([name]) => name !== 'authorization')[at % (request.headers.length - 1)]
      return {
        ...request,
        headers: request.headers.map(([name, value]) => [name, name === chosen?.[0] ? withOneOther(value, at, by) : value] as const),
      }
    }
    case 'day':
      return inAuthorization(/(?<=AKIDEXAMPLE\/)\d+/)
    case 'region':
      return inAuthorization(/eu-west-1/)
    case 'service':
      return inAuthorization(/sts/)
    case 'list':
      return inAuthorization(/(?<=SignedHeaders=)[^,]+/)
    default:
      return inAuthorization(/(?<=Signature=).+/)
  }
}

function withOneOther(text: string, at: number, by: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const places = [...text.matchAll(/[A-Za-z0-9]/g)].map((match) => match.index)
  const place = places[at % places.length] ?? 0
  const old = alphabet.indexOf((text[place] ?? '').toLowerCase())
  return text.slice(0, place) + alphabet[(old + by) % alphabet.length] + text.slice(place + 1)
}

function without(request: SignedRequest, name: string): SignedRequest {
  return { ...request, headers: request.headers.filter(([other]) => other !== name.toLowerCase()) }
}

function hexHash(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
