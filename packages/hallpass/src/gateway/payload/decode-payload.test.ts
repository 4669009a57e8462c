import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkSigner } from '../../s3/chunk-signature.ts'
import { signingKey } from '../../sigv4/signature.ts'
import { type ChecksumName, createChecksum } from './checksum.ts'
import { decodePayload } from './decode-payload.ts'
import { PayloadError } from './payload-error.ts'
import { planPayload } from './payload-plan.ts'

const authorization = {
  date: '20260101T000000Z',
  scope: { date: '20260101', region: 'us-east-1', service: 's3' },
  signature: 'a'.repeat(64),
}
const secret = 'secret'

interface Decoded {
  /** What was handed on before the end or the failure. */
  readonly passed: string
  readonly refusal: string | undefined
}

/** Decodes a body that comes in these pieces. */
async function decode(
  form: string,
  headers: Readonly<Record<string, string>>,
  pieces: readonly (string | Uint8Array)[],
  told: ReadonlyMap<ChecksumName, string> = new Map(),
): Promise<Decoded> {
  const plan = planPayload(form, new Map(Object.entries(headers)))
  if (plan.kind === 'fault') return { passed: '', refusal: `${plan.status} ${plan.code}` }
  const stream = Readable.from(pieces.map((piece) => Buffer.from(piece))).pipe(
    decodePayload({ plan, chunks: chunkSigner(authorization, signingKey(authorization.scope, secret)), told }),
  )
  const passed: Buffer[] = []
  try {
    // Streams without an encoding give bytes.
    for await (const bytes of stream) passed.push(bytes as Buffer)
    return { passed: Buffer.concat(passed).toString('latin1'), refusal: undefined }
  } catch (error) {
    const refusal = error instanceof PayloadError ? `${error.fault.status} ${error.fault.code}` : String(error)
    return { passed: Buffer.concat(passed).toString('latin1'), refusal }
  }
}

const unsigned = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'
const signed = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'
const signedTrailer = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'

function decodedLength(length: number | string): Record<string, string> {
  return { 'x-amz-decoded-content-length': String(length) }
}

function crc32(text: string): string {
  const sum = createChecksum('x-amz-checksum-crc32')
  sum.update(Buffer.from(text))
  return sum.digest()
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Signed chunks of these texts, the last of size 0, without the line after it. */
function framed(texts: readonly string[]): { readonly frames: string; readonly signer: ReturnType<typeof chunkSigner> } {
  const signer = chunkSigner(authorization, signingKey(authorization.scope, secret))
  const frames = [...texts, ''].map((text) => {
    const head = `${Buffer.byteLength(text).toString(16)};chunk-signature=${signer.chunk(hash(text))}\r\n`
    return text === '' ? head : `${head}${text}\r\n`
  })
  return { frames: frames.join(''), signer }
}

describe('S3 §6 a plain body', () => {
  test('is handed on as it is', async () => {
    expect(await decode('UNSIGNED-PAYLOAD', { 'content-length': '5' }, ['he', 'llo'])).toEqual({ passed: 'hello', refusal: undefined })
  })

  test('of its hash is handed on', async () => {
    expect(await decode(hash('hello'), { 'content-length': '5' }, ['he', 'llo'])).toEqual({ passed: 'hello', refusal: undefined })
  })

  test.each([
    ['one byte', ['x'], '1'],
    ['one piece', ['hello'], '5'],
    ['five pieces', [...'hello'], '5'],
    ['nothing', [], '0'],
  ])('of another hash is refused, its last piece kept back: %s', async (_, pieces, length) => {
    const { passed, refusal } = await decode(hash('other'), { 'content-length': length }, pieces)
    expect(refusal).toBe('400 XAmzContentSHA256Mismatch')
    expect(passed.length).toBeLessThanOrEqual(Math.max(0, Number(length) - 1))
  })

  test.each([
    ['shorter', ['hell'], '5'],
    ['longer', ['hello!'], '5'],
    ['missing', [], '5'],
    ['there, of no length', ['x'], '0'],
  ])('that is %s is incomplete', async (_, pieces, length) => {
    const { passed, refusal } = await decode('UNSIGNED-PAYLOAD', { 'content-length': length }, pieces)
    expect(refusal).toBe('400 IncompleteBody')
    expect(passed.length).toBeLessThanOrEqual(Math.max(0, Number(length) - 1))
  })

  test.each([
    'x-amz-checksum-crc32',
    'x-amz-checksum-crc32c',
    'x-amz-checksum-crc64nvme',
    'x-amz-checksum-sha1',
    'x-amz-checksum-sha256',
    'content-md5',
  ] as const)('is held against %s', async (name) => {
    const sum = createChecksum(name)
    sum.update(Buffer.from('hello'))
    const right = new Map([[name, sum.digest()]])
    expect((await decode('UNSIGNED-PAYLOAD', { 'content-length': '5' }, ['hello'], right)).passed).toBe('hello')
    const { passed, refusal } = await decode('UNSIGNED-PAYLOAD', { 'content-length': '5' }, ['hellO'], right)
    expect({ passed, refusal }).toEqual({ passed: '', refusal: '400 BadDigest' })
  })

  test('without a length is refused', async () => {
    expect((await decode('UNSIGNED-PAYLOAD', {}, [])).refusal).toBe('411 MissingContentLength')
    const chunked = { 'content-length': '1', 'transfer-encoding': 'chunked' }
    expect((await decode('UNSIGNED-PAYLOAD', chunked, ['x'])).refusal).toBe('411 MissingContentLength')
  })

  test.each(['-1', '1e3', '0x10', '1.5', ' ', '9'.repeat(16), '5 5', '+5'])('of the length %j is refused', async (length) => {
    expect((await decode('UNSIGNED-PAYLOAD', { 'content-length': length }, [])).refusal).toBe('411 MissingContentLength')
  })

  test('longer than an object may be is refused', async () => {
    expect((await decode('UNSIGNED-PAYLOAD', { 'content-length': String(5 * 1024 ** 3 + 1) }, [])).refusal).toBe('400 EntityTooLarge')
  })

  test.each([
    '',
    'hash',
    'A'.repeat(64),
    'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD',
    'unsigned-payload',
    `${'a'.repeat(64)}\n`,
  ])('that stands as %j in what was signed is refused', async (form) => {
    expect((await decode(form, { 'content-length': '0', ...decodedLength(0) }, [])).refusal).toBe('400 InvalidArgument')
  })
})

describe('S3 §6 signed chunks', () => {
  test('give their data, wherever the bytes are cut', async () => {
    const body = `${framed(['hello', 'x', 'wörld']).frames}\r\n`
    for (let at = 0; at <= Buffer.byteLength(body); at += 1) {
      const bytes = Buffer.from(body)
      const { passed, refusal } = await decode(signed, decodedLength(12), [bytes.subarray(0, at), bytes.subarray(at)])
      expect({ passed: Buffer.from(passed, 'latin1').toString(), refusal }).toEqual({ passed: 'helloxwörld', refusal: undefined })
    }
  })

  test('never hand on the last byte of a body with another byte in it', async () => {
    const body = Buffer.from(`${framed(['hello', 'world']).frames}\r\n`)
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(body.length), async (at, other, cut) => {
        const changed = Buffer.from(body)
        changed[at] = (body[at] ?? 0) ^ other
        const { passed, refusal } = await decode(signed, decodedLength(10), [changed.subarray(0, cut), changed.subarray(cut)])
        // The size's case is not signed, and says the same.
        if (refusal === undefined) return expect(changed.toString('latin1').toLowerCase()).toBe(body.toString('latin1').toLowerCase())
        expect(passed.length).toBeLessThan(10)
      }),
      { numRuns: 500 },
    )
  })

  test('cut anywhere are incomplete', async () => {
    const body = `${framed(['hello']).frames}\r\n`
    for (let length = 0; length < body.length; length += 1) {
      const { passed, refusal } = await decode(signed, decodedLength(5), [body.slice(0, length)])
      expect({ length, refusal, isWhole: passed.length === 5 }).toEqual({ length, refusal: '400 IncompleteBody', isWhole: false })
    }
  })

  test('are refused in another order', async () => {
    const { frames } = framed(['a', 'b'])
    const [first = '', second = ''] = frames.split(/(?<=\r\n[ab]\r\n)/)
    const { refusal } = await decode(signed, decodedLength(2), [`${second}${first}${frames.slice(first.length + second.length)}\r\n`])
    expect(refusal).toBe('403 SignatureDoesNotMatch')
  })

  test('are refused without their signatures', async () => {
    expect((await decode(signed, decodedLength(5), ['5\r\nhello\r\n0\r\n\r\n'])).refusal).toBe('400 InvalidRequest')
  })

  test.each([4, 6, 0])('of a decoded length of %i, which is not theirs, are incomplete', async (length) => {
    const { passed, refusal } = await decode(signed, decodedLength(length), [`${framed(['hello']).frames}\r\n`])
    expect(refusal).toBe('400 IncompleteBody')
    expect(passed.length).toBeLessThanOrEqual(Math.max(0, length - 1))
  })

  test('of nothing give nothing', async () => {
    expect(await decode(signed, decodedLength(0), [`${framed([]).frames}\r\n`])).toEqual({ passed: '', refusal: undefined })
  })

  test('take no trailers that were not announced', async () => {
    const body = `${framed(['hello']).frames}x-amz-checksum-crc32:${crc32('hello')}\r\n\r\n`
    expect((await decode(signed, decodedLength(5), [body])).refusal).toBe('400 InvalidRequest')
  })

  test('that end with trailers must end with their signature, though none is announced', async () => {
    const { frames, signer } = framed(['hello'])
    expect((await decode(signedTrailer, decodedLength(5), [`${frames}\r\n`])).refusal).toBe('403 SignatureDoesNotMatch')
    const body = `${frames}x-amz-trailer-signature:${signer.trailer('')}\r\n\r\n`
    expect((await decode(signedTrailer, decodedLength(5), [body])).passed).toBe('hello')
  })
})

describe('S3 §6 unsigned chunks with a trailer', () => {
  const announced = { ...decodedLength(5), 'x-amz-trailer': 'x-amz-checksum-crc32' }
  const line = `x-amz-checksum-crc32:${crc32('hello')}\r\n`

  test.each([
    ['5\r\nhello\r\n0\r\n', line, '\r\n'],
    ['00005\r\nhello\r\n000\r\n', line, '\r\n'],
    ['2\r\nhe\r\n3\r\nllo\r\n0\r\n', line, '\r\n'],
    ['5\r\nhello\r\n0\r\n', line, ''],
    ['5\r\nhello\r\n0\r\n', line.toUpperCase().replace(/:.*/s, `: ${crc32('hello')} \r\n`), '\r\n'],
  ])('%j gives its data', async (...pieces) => {
    expect(await decode(unsigned, announced, pieces)).toEqual({ passed: 'hello', refusal: undefined })
  })

  test.each([
    ['a sum of another body', `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${crc32('other')}\r\n\r\n`, '400 BadDigest'],
    ['an empty sum', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:\r\n\r\n', '400 BadDigest'],
    ['no trailer', '5\r\nhello\r\n0\r\n\r\n', '400 MalformedTrailerError'],
    ['another trailer', `5\r\nhello\r\n0\r\nx-amz-checksum-crc32c:${crc32('hello')}\r\n\r\n`, '400 MalformedTrailerError'],
    ['one trailer more', `5\r\nhello\r\n0\r\n${line}x-amz-meta-a:b\r\n\r\n`, '400 MalformedTrailerError'],
    ['a trailer twice', `5\r\nhello\r\n0\r\n${line}${line}\r\n`, '400 InvalidRequest'],
    ['a trailer twice, in another case', `5\r\nhello\r\n0\r\n${line}${line.replace('x-amz', 'X-Amz')}\r\n`, '400 InvalidRequest'],
    ['a trailer that never ends', `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${'A'.repeat(10_000)}`, '400 InvalidRequest'],
    ['trailers without end', `5\r\nhello\r\n0\r\n${'a:b\r\n'.repeat(2_000)}`, '400 InvalidRequest'],
    ['a trailer of no name', '5\r\nhello\r\n0\r\n:x\r\n\r\n', '400 InvalidRequest'],
    ['a trailer over two lines', `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:\r\n ${crc32('hello')}\r\n\r\n`, '400 InvalidRequest'],
    ['something after the end', `5\r\nhello\r\n0\r\n${line}\r\nPUT / HTTP/1.1\r\n\r\n`, '400 InvalidRequest'],
    ['a byte after the end', `5\r\nhello\r\n0\r\n${line}\r\nx`, '400 IncompleteBody'],
    ['no last chunk', '5\r\nhello\r\n', '400 IncompleteBody'],
    ['a size of a terabyte', 'ffffffffff\r\nhello and more', '400 IncompleteBody'],
    ['a size of 11 digits', '10000000005\r\nhello\r\n0\r\n\r\n', '400 InvalidRequest'],
    ['a negative size', '-5\r\nhello\r\n0\r\n\r\n', '400 InvalidRequest'],
    ['a size with its base', '0x5\r\nhello\r\n0\r\n\r\n', '400 InvalidRequest'],
    ['an empty size', '\r\nhello\r\n0\r\n\r\n', '400 InvalidRequest'],
    ['a size with blanks', ' 5\r\nhello\r\n0\r\n\r\n', '400 InvalidRequest'],
    ['an extension', '5;a=b\r\nhello\r\n0\r\n\r\n', '400 InvalidRequest'],
    ['a signature', `5;chunk-signature=${'a'.repeat(64)}\r\nhello\r\n0\r\n\r\n`, '400 InvalidRequest'],
    ['line feeds alone', `5\nhello\n0\n${line}\n`, '400 InvalidRequest'],
    ['a line without end', `${'0'.repeat(300)}`, '400 InvalidRequest'],
    ['data that is too long', `5\r\nhello!\r\n0\r\n${line}\r\n`, '400 InvalidRequest'],
    ['data that is too short', `5\r\nhell\r\n0\r\n${line}\r\n`, '400 InvalidRequest'],
    ['no frames', 'hello', '400 IncompleteBody'],
    ['nothing', '', '400 IncompleteBody'],
  ])('with %s is refused, and not handed on whole', async (_, body, expected) => {
    const { passed, refusal } = await decode(unsigned, announced, [body])
    expect(refusal).toBe(expected)
    expect(passed.length).toBeLessThan(5)
  })

  test('gives its data in pieces of any size', async () => {
    const texts = fc.array(fc.string({ minLength: 1, unit: 'binary-ascii', maxLength: 20 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (parts, size) => {
        const content = parts.join('')
        const chunks = parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')
        const body = `${chunks}0\r\nx-amz-checksum-crc32:${crc32(content)}\r\n\r\n`
        const pieces = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
        const headers = { ...decodedLength(content.length), 'x-amz-trailer': 'x-amz-checksum-crc32' }
        expect(await decode(unsigned, headers, pieces)).toEqual({ passed: content, refusal: undefined })
      }),
    )
  })

  test.each([
    ['', '411 MissingContentLength'],
    ['-5', '411 MissingContentLength'],
    ['5,5', '411 MissingContentLength'],
  ])('of the decoded length %j is refused', async (length, expected) => {
    expect((await decode(unsigned, decodedLength(length), [])).refusal).toBe(expected)
  })

  test.each([
    'x-amz-meta-a',
    'host',
    'x-amz-checksum-crc32,x-amz-checksum-crc32',
    'x-amz-checksum-crc32;x-amz-acl',
  ])('that announces %j is refused', async (trailer) => {
    expect((await decode(unsigned, { ...announced, 'x-amz-trailer': trailer }, [])).refusal).toBe('400 InvalidRequest')
  })
})
