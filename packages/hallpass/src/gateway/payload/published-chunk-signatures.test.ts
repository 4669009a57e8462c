import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { chunkSigner } from '../../s3/chunk-signature.ts'
import { signingKey } from '../../sigv4/signature.ts'
import { decodePayload } from './decode-payload.ts'
import { planPayload } from './payload-plan.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const scope = { date: '20130524', region: 'us-east-1', service: 's3' }
const date = '20130524T000000Z'
const content = 'a'.repeat(66_560)

function decode(form: string, seed: string, frames: string, trailer?: string): Promise<Buffer> {
  const named: [string, string][] = trailer === undefined ? [] : [['x-amz-trailer', trailer]]
  const plan = planPayload(form, new Map([['x-amz-decoded-content-length', String(content.length)], ...named]))
  if (plan.kind === 'fault') throw new Error(plan.code)
  const decoded = decodePayload({ plan, chunks: chunkSigner({ date, scope, signature: seed }, signingKey(scope, secret)), told: new Map() })
  return buffer(Readable.from([Buffer.from(frames, 'latin1')]).pipe(decoded))
}

function chunks(first: string, second: string, last: string): string {
  return [
    `10000;chunk-signature=${first}\r\n${content.slice(0, 65_536)}\r\n`,
    `400;chunk-signature=${second}\r\n${content.slice(65_536)}\r\n`,
    `0;chunk-signature=${last}\r\n`,
  ].join('')
}

// Source: Amazon S3 API reference, "Signature calculations for the Authorization header: transferring payload in multiple chunks",
// and "… with trailing headers".
describe('S3 §6 the published chunks', () => {
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9'
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ] as const

  test('are the content', async () => {
    const decoded = await decode('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', seed, `${chunks(...signatures)}\r\n`)
    expect(decoded.toString()).toBe(content)
  })

  test.each([0, 1, 2])('are refused where signature %i is another', async (at) => {
    const [first, second, last] = signatures.map((signature, index) => (index === at ? signature.replace(/^./, 'f') : signature))
    const decoding = decode('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', seed, `${chunks(first ?? '', second ?? '', last ?? '')}\r\n`)
    await expect(decoding).rejects.toMatchObject({ fault: { code: 'SignatureDoesNotMatch', status: 403 } })
  })

  test('are refused after another seed', async () => {
    const decoding = decode('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', seed.replace(/^./, 'f'), `${chunks(...signatures)}\r\n`)
    await expect(decoding).rejects.toMatchObject({ fault: { code: 'SignatureDoesNotMatch' } })
  })
})

describe('S3 §6 the published trailer', () => {
  const seed = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e'
  const framed = chunks(
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  )
  const signature = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435'
  const form = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'

  test.each(['', '\n'])('holds, its value ended by %j', async (end) => {
    const frames = `${framed}x-amz-checksum-crc32c:sOO8/Q==${end}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`
    expect((await decode(form, seed, frames, 'x-amz-checksum-crc32c')).toString()).toBe(content)
  })

  test.each([
    ['another value', 'x-amz-checksum-crc32c:sOO8/g==', signature],
    ['another signature', 'x-amz-checksum-crc32c:sOO8/Q==', signature.replace(/^./, 'f')],
  ])('does not hold with %s', async (_, line, signed) => {
    const decoding = decode(form, seed, `${framed}${line}\r\nx-amz-trailer-signature:${signed}\r\n\r\n`, 'x-amz-checksum-crc32c')
    await expect(decoding).rejects.toMatchObject({ fault: { code: 'SignatureDoesNotMatch', status: 403 } })
  })

  test('must be signed', async () => {
    const decoding = decode(form, seed, `${framed}x-amz-checksum-crc32c:sOO8/Q==\r\n\r\n`, 'x-amz-checksum-crc32c')
    await expect(decoding).rejects.toMatchObject({ fault: { code: 'SignatureDoesNotMatch', status: 403 } })
  })
})
