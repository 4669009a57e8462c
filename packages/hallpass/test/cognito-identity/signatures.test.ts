import { describe, expect } from 'vitest'
import { type Hallpass, test } from '../hallpass.ts'
import { callUnsigned, refused, send, unknownId } from '../support/json-wire.ts'
import { exchange } from '../support/raw-connection.ts'
import { signRequest } from '../support/sign-request.ts'
import { newPool } from './new-pool.ts'

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
const body = '{"MaxResults":1}'

describe('a signed operation', () => {
  test('takes a signature for any region', async ({ hallpass }) => {
    const answer = await list(hallpass, hallpass.server.rootAccessKey, { region: 'ap-southeast-2' })
    expect(answer.status).toBe(200)
  })

  test.for([
    [undefined, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
    ['Bearer abc', 'MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
    [
      'AWS4-HMAC-SHA256',
      'IncompleteSignatureException',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
        "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' " +
        "or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    ],
  ])('refuses the Authorization %j', async ([authorization, type = '', message], { hallpass }) => {
    const headers = authorization === undefined ? {} : { authorization }
    expect(await send(hallpass, { operation: 'ListIdentityPools', body, headers })).toMatchObject(refused(type, message))
  })

  test.for<[string, (authorization: string) => string, string, string]>([
    [
      'of another algorithm',
      (text) => text.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
      'IncompleteSignatureException',
      "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'",
    ],
    [
      'with a credential of two parts',
      (text) => text.replace(/Credential=[^,]+/, 'Credential=a/b'),
      'IncompleteSignatureException',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'",
    ],
    [
      'without a signature',
      (text) => text.replace(/, Signature=.*/, ''),
      'IncompleteSignatureException',
      "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256 ",
    ],
    [
      'of another region than that of its key',
      (text) => text.replace('/eu-central-1/', '/us-east-1/'),
      'InvalidSignatureException',
      mismatch,
    ],
    ['cut short', (text) => text.slice(0, -1), 'InvalidSignatureException', mismatch],
    ['in capitals', (text) => text.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase()), 'InvalidSignatureException', mismatch],
    [
      'that leaves out the host',
      (text) => text.replace('host;', ''),
      'InvalidSignatureException',
      "'Host' or ':authority' must be a 'SignedHeader'",
    ],
    [
      'that leaves out the target',
      (text) => text.replace(';x-amz-target', ''),
      'InvalidSignatureException',
      "'x-amz-target' must be a 'SignedHeader'",
    ],
  ])('refuses a signature %s', async ([, change, type, message], { hallpass }) => {
    const signed = signedHeaders(hallpass)
    const authorization = change(signed['authorization'] ?? '')
    const answer = await post(hallpass, { ...signed, authorization })
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ __type: type, message: expect.stringContaining(message) })
    expect(JSON.stringify(answer.json)).not.toMatch(/[0-9a-f]{64}/i)
  })

  test('refuses one in the header and in the query', async ({ hallpass }) => {
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    const answer = await post(hallpass, signedHeaders(hallpass), body, '?X-Amz-Algorithm=AWS4-HMAC-SHA256')
    expect(answer).toMatchObject(refused('InvalidSignatureException', message))
  })

  test('refuses an unknown key', async ({ hallpass }) => {
    const message = 'The security token included in the request is invalid.'
    const answer = await list(hallpass, { accessKeyId: 'AKIAUNKNOWNKEY000000', secretAccessKey: 'x' })
    expect(answer).toMatchObject(refused('UnrecognizedClientException', message))
  })

  test('refuses the root key with a session token', async ({ hallpass }) => {
    const answer = await list(hallpass, { ...hallpass.server.rootAccessKey, sessionToken: 'x' })
    expect(answer).toMatchObject(refused('UnrecognizedClientException', 'The security token included in the request is invalid.'))
  })

  test('refuses a wrong secret', async ({ hallpass }) => {
    const answer = await list(hallpass, { ...hallpass.server.rootAccessKey, secretAccessKey: 'x' })
    expect(answer).toMatchObject(refused('InvalidSignatureException', mismatch))
  })

  test.for<[string, Record<string, string>, string]>([
    ['body', {}, '{"MaxResults":2}'],
    ['content type', { 'content-type': 'application/json' }, body],
    ['target', { 'x-amz-target': 'AWSCognitoIdentityService.DeleteIdentities' }, body],
  ])('refuses a %s that was changed after signing', async ([, headers, sent], { hallpass }) => {
    expect(await post(hallpass, { ...signedHeaders(hallpass), ...headers }, sent)).toMatchObject(
      refused('InvalidSignatureException', mismatch),
    )
  })

  test('refuses a header of AWS that was added after signing', async ({ hallpass }) => {
    const answer = await post(hallpass, { ...signedHeaders(hallpass), 'x-amz-added': 'x' })
    expect(answer).toMatchObject(refused('InvalidSignatureException'))
  })

  test.for([
    'UNSIGNED-PAYLOAD',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ])('refuses a body that is not the one its hash names: %s', async (hash, { hallpass }) => {
    const answer = await post(hallpass, signedHeaders(hallpass, { 'x-amz-content-sha256': hash }))
    expect(answer).toMatchObject(refused('InvalidSignatureException'))
  })

  test.for(['host', 'x-amz-date', 'authorization'])('refuses the header %s twice', async (name, { hallpass }) => {
    const { url } = hallpass
    const signed = signedHeaders(hallpass)
    const lines = [...Object.entries(signed), [name, signed[name] ?? '']].map(([key, value]) => `${key}: ${value}\r\n`)
    const answer = await exchange(
      url,
      `POST / HTTP/1.1\r\n${lines.join('')}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).not.toContain('IdentityPools')
  })
})

test.for([
  'garbage',
  'AWS4-HMAC-SHA256',
  'AWS4-HMAC-SHA256 Credential=a/20150830/b/c/aws4_request, SignedHeaders=host, Signature=x',
  'Bearer x',
])('a public operation does not look at the Authorization %j', async (authorization, { hallpass }) => {
  const request = { operation: 'GetId', body: JSON.stringify({ IdentityPoolId: await newPool(hallpass) }), headers: { authorization } }
  expect((await send(hallpass, request)).status).toBe(200)
})

test.for(['GetId', 'GetOpenIdToken', 'GetCredentialsForIdentity', 'UnlinkIdentity'])('%s needs no signature', async (operation, {
  hallpass,
}) => {
  const input = { IdentityPoolId: unknownId, IdentityId: unknownId, Logins: {}, LoginsToRemove: [] }
  expect(await callUnsigned(hallpass, operation, input)).toMatchObject(refused('ResourceNotFoundException'))
})

function list(hallpass: Hallpass, credentials: Parameters<typeof signRequest>[2], signing = {}) {
  return send(hallpass, { operation: 'ListIdentityPools', body, credentials, signing })
}

/** Of a call of ListIdentityPools with the root key. */
function signedHeaders({ url, server }: Hallpass, more: Record<string, string> = {}): Record<string, string> {
  const target = 'AWSCognitoIdentityService.ListIdentityPools'
  const headers = { host: new URL(url).host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...more }
  return signRequest(headers, body, server.rootAccessKey)
}

async function post({ url }: Hallpass, { host: _, ...headers }: Record<string, string>, sent = body, query = '') {
  const answer = await fetch(`${url}/${query}`, { method: 'POST', headers, body: sent })
  return { status: answer.status, json: (await answer.json()) as unknown }
}
