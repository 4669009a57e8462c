import { createHash } from 'node:crypto'
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
const mismatch = { kind: 'invalid-signature', message: expect.stringContaining('does not match the signature you provided') }

interface UnsignedRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string | string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly sessionToken?: string
  readonly expiresIn?: number
}

const example: UnsignedRequest = {
  method: 'GET',
  path: '/',
  query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  headers: { host: '127.0.0.1:4255', 'x-k8s-aws-id': 'a cluster' },
  body: '',
  sessionToken: 'to/k+e=n',
  expiresIn: 60,
}

describe('what the SDK presigns', () => {
  test('holds', async () => {
    await fc.assert(
      fc.asyncProperty(unsignedRequest(), async (unsigned) => {
        expect(judged(await presignedBySdk(unsigned))).toBeUndefined()
      }),
    )
  })

  test('holds with a header of its own that is signed, as Kubernetes does', async () => {
    const request = await presignedBySdk(example)
    expect(request.query).toContain('X-Amz-SignedHeaders=host%3Bx-k8s-aws-id')
    expect(judged(request)).toBeUndefined()
    const other = request.headers.map(([name, value]) => [name, value.replace('a cluster', 'another')] as const)
    expect(judged({ ...request, headers: other })).toEqual(mismatch)
  })

  test('does not hold with another secret', async () => {
    expect(judged(await presignedBySdk(example), `${secretAccessKey}.`)).toEqual(mismatch)
  })

  test('does not hold with anything changed in the query', async () => {
    const request = await presignedBySdk(example)
    const letters = [...request.query.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index)
    for (const at of letters) {
      const other = request.query[at] === '1' ? '2' : '1'
      expect(judged({ ...request, query: `${request.query.slice(0, at)}${other}${request.query.slice(at + 1)}` })).toHaveProperty('message')
    }
    for (const query of [`${request.query}&DurationSeconds=900`, request.query.replace(/Action=[^&]+&/, '')]) {
      expect(judged({ ...request, query })).toEqual(mismatch)
    }
  })

  test('does not hold with its session token taken out, or for longer than was signed', async () => {
    const request = await presignedBySdk(example)
    for (const name of ['X-Amz-Security-Token', 'X-Amz-Expires']) {
      const query = request.query.replace(new RegExp(`&?${name}=[^&]+`), '')
      expect(query).not.toBe(request.query)
      expect(judged({ ...request, query })).toEqual(mismatch)
    }
    expect(judged({ ...request, query: request.query.replace('X-Amz-Expires=60', 'X-Amz-Expires=600') })).toEqual(mismatch)
  })

  test('does not hold for another method or with a body', async () => {
    const request = await presignedBySdk(example)
    expect(judged({ ...request, method: 'POST' })).toEqual(mismatch)
    expect(judged({ ...request, body: Buffer.from('Action=AssumeRole') })).toEqual(mismatch)
  })
})

test.each([
  ['UNSIGNED-PAYLOAD', mismatch],
  [sha256('other'), mismatch],
  [sha256(example.body), undefined],
])('a presigned body whose hash is said to be %s in the query', async (stated, expected) => {
  const request = await presignedBySdk({ ...example, headers: { ...example.headers, 'x-amz-content-sha256': stated } })
  expect(request.query.toLowerCase()).toContain('x-amz-content-sha256=')
  expect(judged(request)).toEqual(expected)
})

function unsignedRequest(): fc.Arbitrary<UnsignedRequest> {
  const text = fc.string({ unit: 'grapheme' })
  // The signer loses a parameter of this name, and puts those of AWS in itself.
  const name = text.filter((other) => other !== '__proto__' && !/^x-amz-/i.test(other))
  return fc.record(
    {
      method: fc.constantFrom('GET', 'POST'),
      path: fc.array(text.map(encodeURIComponent).filter((segment) => segment !== '..')).map((segments) => `/${segments.join('/')}`),
      query: fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), { noNullPrototype: true }),
      headers: fc
        .dictionary(fc.stringMatching(/^x-[b-z0-9][a-z0-9-]{1,12}$/), fc.oneof(text, fc.constantFrom(' a', 'a  b', 'é\u00a0')), {
          noNullPrototype: true,
        })
        .map((headers) => ({ ...headers, host: 'auth.example.com' })),
      body: text,
      sessionToken: fc.base64String({ minLength: 4 }),
      expiresIn: fc.integer({ min: 1, max: 604_800 }),
    },
    { requiredKeys: ['method', 'path', 'query', 'headers', 'body'] },
  )
}

/** Presigns with the signer of the AWS SDK, and turns the outcome into what a server receives. */
async function presignedBySdk({ method, path, query, headers, body, sessionToken, expiresIn }: UnsignedRequest): Promise<SignedRequest> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
  const signer = new SignatureV4({ service: 'sts', region: 'eu-west-1', credentials, sha256: SdkSha256 })
  const toSign = { method, protocol: 'https:', hostname: 'auth.example.com', path, query: { ...query }, headers: { ...headers }, body }
  const options = { signingDate: new Date(now), ...(expiresIn !== undefined && { expiresIn }) }
  const presigned = await signer.presign(toSign, options)
  return {
    method,
    path,
    query: Object.entries(presigned.query ?? {})
      .flatMap(([name, values]) => [values ?? ''].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`))
      .join('&'),
    headers: Object.entries(presigned.headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
    body: Buffer.from(body),
  }
}

function judged(request: SignedRequest, secret = secretAccessKey) {
  const authorization = readAuthorization(request, { service: 'sts', now, toleranceMinutes: 15 })
  return authorization.kind === 'signed' ? verifySignature(request, authorization, signingKey(authorization.scope, secret)) : authorization
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
