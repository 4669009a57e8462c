import { AwsV4Signer } from 'aws4fetch'
import { describe, expect, test, vi } from 'vitest'
import { published, secret } from '../../../hallpass/test/support/published-signatures.ts'
import { requestSigner } from './request-signer.ts'

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret }
const request = {
  url: 'http://127.0.0.1:4255/pools/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'A.B' },
  body: '{}',
}
const now = Date.UTC(2015, 7, 30, 12, 36, 0, 999)

describe('CP-NET-7 the signer of requests', () => {
  test('names the key, the day, the region and the service, and signs host, time and target', async () => {
    const signed = await requestSigner(keys, 'eu-central-1')(request, now)
    expect(signed).toEqual({
      ...request.headers,
      'x-amz-date': '20150830T123600Z',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/eu-central-1\/cognito-identity\/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=[0-9a-f]{64}$/,
      ),
    })
  })

  test('sends a session token, signed', async () => {
    const signed = await requestSigner({ ...keys, sessionToken: 'token' }, 'eu-central-1')(request, now)
    expect(signed).toMatchObject({
      'x-amz-security-token': 'token',
      authorization: expect.stringContaining('SignedHeaders=host;x-amz-date;x-amz-security-token;x-amz-target,'),
    })
  })

  test.for([
    ['https://cognito-identity.ap-south-1.amazonaws.com/', 'ap-south-1'],
    ['http://127.0.0.1:4255/', 'us-east-1'],
  ] as const)('takes the region of %s where none is given', async ([url, region]) => {
    const { authorization } = await requestSigner(keys, undefined)({ ...request, url }, now)
    expect(authorization).toContain(`/20150830/${region}/cognito-identity/aws4_request`)
  })

  test('gives each moment and each body a signature of its own', async () => {
    const sign = requestSigner(keys, 'eu-central-1')
    const signatures = [await sign(request, now), await sign(request, now + 1000), await sign({ ...request, body: '{ }' }, now)]
    expect(new Set(signatures.map(({ authorization }) => authorization)).size).toBe(3)
  })

  test('says what is missing where there is no Web Crypto', async () => {
    vi.stubGlobal('crypto', {})
    await expect(requestSigner(keys, 'eu-central-1')(request, now)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('https'),
    })
    vi.unstubAllGlobals()
  })
})

describe('the library that calculates signatures', () => {
  test.for(published)('makes the published signature of $name', async ({ target, headers = [], body, signature }) => {
    const [, method = '', path = ''] = /^([A-Z]+) (.*)$/s.exec(target) ?? []
    // The suite's paths are not encoded yet; a URL's are, once.
    const signer = new AwsV4Signer({
      ...{ ...keys, method, url: `https://example.amazonaws.com${path.replace(/^\/\//, '/')}`, body: body ?? null },
      ...{
        headers: headersOf(headers),
        service: 'service',
        region: 'us-east-1',
        datetime: '20150830T123600Z',
        allHeaders: true,
        singleEncode: true,
      },
    })
    expect(await signer.signature()).toBe(signature)
  })
})

/** The values of a header in the order in which they were given, joined as the suite joins them. */
function headersOf(given: readonly (readonly [string, string])[]): Record<string, string> {
  const names = new Set(given.map(([name]) => name))
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      given
        .filter(([other]) => other === name)
        .map(([, value]) => value)
        .join(','),
    ]),
  )
}
