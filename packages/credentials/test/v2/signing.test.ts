import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { describe, expect, test, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { ConfigurationOptions } from '../../src/v2/config-types.ts'
import type { HttpRequest } from '../../src/v2/http-types.ts'
import { original, ours } from './both.ts'
import { keys, region } from './cognito-service.ts'

const sdk = await original.load()
const mine = await ours.load()
const now = new Date(Date.UTC(2030, 1, 3, 4, 5, 6, 789))

describe('CP-NET-7 a signed request', () => {
  test.each<[string, ConfigurationOptions]>([
    ['keys', {}],
    ['a session', { sessionToken: 'session+/=' }],
    ['another region', { region: 'us-gov-west-1' }],
    ['a port', { endpoint: 'http://127.0.0.1:4255' }],
    ['a path', { endpoint: 'https://example.com/a%20b/c/' }],
  ])('with %s has the signature of the SDK where it has its headers', async (_, config) => {
    const [theirs, own] = await Promise.all(
      [sdk, mine].map((AWS) => signedBy(AWS, config, { 'X-Amz-Content-Sha256': sha256('{"MaxResults":1}') })),
    )
    expect(own).toEqual({ ...theirs, 'User-Agent': expect.anything() })
    expect(own?.['Authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20300203\/[\w-]+\/cognito-identity\/aws4_request, SignedHeaders=/,
    )
  })

  test.each([undefined, 'session'])('with the session token %s has the signature of the SDK v3', async (sessionToken) => {
    const headers = await signedBy(mine, { sessionToken })
    const signer = new SignatureV4({
      ...{ service: 'cognito-identity', region, applyChecksum: false, sha256: Sha256 },
      credentials: { ...keys, ...(sessionToken && { sessionToken }) },
    })
    const host = `cognito-identity.${region}.amazonaws.com`
    const signed = await signer.sign(
      {
        ...{ method: 'POST', protocol: 'https:', hostname: host, path: '/', query: {}, body: '{"MaxResults":1}' },
        headers: { host, 'x-amz-target': 'AWSCognitoIdentityService.ListIdentityPools' },
      },
      { signingDate: now },
    )
    expect(headers['Authorization']).toBe(signed.headers['authorization'])
    expect(headers['X-Amz-Date']).toBe('20300203T040506Z')
    expect(headers['x-amz-security-token']).toBe(sessionToken)
  })

  test('signs what listeners add', async () => {
    const headers = await signedBy(mine, {}, { 'X-Mine': ' a  b ' })
    expect(headers['Authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-target;x-mine,')
  })

  test('bears nothing of an earlier signature', async () => {
    const headers = await signedBy(mine, {}, { Authorization: 'old', Date: 'old', 'X-Amz-Date': 'old', 'x-amz-security-token': 'old' })
    expect(Object.values(headers)).not.toContain('old')
    expect(headers).toEqual(expect.objectContaining(await signedBy(mine, {})))
  })

  test('is signed for the moment that systemClockOffset says', async () => {
    const headers = await signedBy(mine, { systemClockOffset: 3_600_000 })
    expect(headers['X-Amz-Date']).toBe('20300203T050506Z')
  })

  test('fails where there is no Web Crypto, and says what is missing', async () => {
    vi.stubGlobal('crypto', {})
    const request = new mine.CognitoIdentity({ ...keys, region, maxRetries: 0 }).listIdentityPools({ MaxResults: 1 })
    await expect(request.promise()).rejects.toMatchObject({ code: 'SigningError', message: expect.stringContaining('https') })
    vi.unstubAllGlobals()
  })
})

/** The headers of a signed `ListIdentityPools`, which has these besides when it is signed. */
async function signedBy(AWS: AwsNamespace, config: ConfigurationOptions, headers: object = {}): Promise<HttpRequest['headers']> {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  const service = new AWS.CognitoIdentity({ ...keys, region, maxRetries: 0, ...config })
  const request = service.listIdentityPools({ MaxResults: 1 })
  request.on('afterBuild', () => Object.assign(request.httpRequest.headers, headers))
  request.removeAllListeners('send')
  request.on('send', ({ httpResponse }) => Object.assign(httpResponse, { statusCode: 200, headers: {}, body: Buffer.from('{}') }))
  await request.promise()
  vi.useRealTimers()
  return request.httpRequest.headers
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What the SDK v3 calculates with. */
class Sha256 {
  #hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array)
  }
  update(data: string | Uint8Array) {
    this.#hash.update(data)
  }
  async digest() {
    return new Uint8Array(this.#hash.digest())
  }
  reset() {}
}
