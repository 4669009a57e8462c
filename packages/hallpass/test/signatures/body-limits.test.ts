import { CreateSAMLProviderCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { type Hallpass, test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { openConnection } from '../support/raw-connection.ts'
import { type Signing, type SigningCredentials, signRequest } from '../support/sign-request.ts'

const mebibyte = 1024 * 1024
const form = 'application/x-www-form-urlencoded'
const listUsers = 'Action=ListUsers&Version=2010-05-08'
const identityCall = 'Action=GetCallerIdentity&Version=2011-06-15'

describe('a body for IAM', () => {
  test('may be of 12 MiB', async ({ hallpass }) => {
    const answer = await post(hallpass, padded(listUsers, 12 * mebibyte), hallpass.server.rootAccessKey, { service: 'iam' })
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<ListUsersResult>') })
  })

  test('may be of 12 MiB for a user, who may be denied', async ({ hallpass }) => {
    const { credentials, arn } = await newUser(hallpass)
    const answer = await post(hallpass, padded(listUsers, 12 * mebibyte), credentials, { service: 'iam' })
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining(`User: ${arn} is not authorized`) })
  })

  test('may not be longer', async ({ hallpass }) => {
    const answer = await head(hallpass, listUsers, 12 * mebibyte + 1, hallpass.server.rootAccessKey, 'iam')
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*<Code>RequestEntityTooLarge<\/Code>/)
  })

  test('that is long is verified as a whole', async ({ hallpass }) => {
    const body = padded(listUsers, 2 * mebibyte)
    const headers = signRequest(headersOf(hallpass), body, hallpass.server.rootAccessKey, { service: 'iam' })
    const answer = await sendForm(hallpass, headers, `${body.slice(0, -1)}y`)
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>') })
  })

  test('holds the longest metadata, which is read', async ({ hallpass }) => {
    const metadata = { Name: 'corp', SAMLMetadataDocument: `<x>${'x'.repeat(9_999_990)}</x>` }
    await expect(hallpass.iam.send(new CreateSAMLProviderCommand(metadata))).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Could not parse metadata',
    })
  })
})

describe('more than 1 MiB is refused before it is read', () => {
  const inactiveKey = async (hallpass: Hallpass) => {
    const { name, credentials } = await newUser(hallpass)
    const key = { UserName: name, AccessKeyId: credentials.accessKeyId }
    await hallpass.iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }))
    return credentials
  }

  test.for<[string, (hallpass: Hallpass) => Promise<SigningCredentials> | SigningCredentials, string]>([
    ['for STS', ({ server }) => server.rootAccessKey, 'sts'],
    ['with a signature for Cognito', ({ server }) => server.rootAccessKey, 'cognito-identity'],
    ['with a key that is unknown', () => ({ accessKeyId: 'AKIAQAAAAAAAAAAAAAAA', secretAccessKey: 'x' }), 'iam'],
    ['with a key that is inactive', inactiveKey, 'iam'],
    ['with a session token that is none', ({ server }) => ({ ...server.rootAccessKey, sessionToken: 'x' }), 'iam'],
  ])('%s', async ([, credentialsOf, service], { hallpass }) => {
    const answer = await head(hallpass, listUsers, mebibyte + 1, await credentialsOf(hallpass), service)
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*<Code>RequestEntityTooLarge<\/Code>/)
  })

  test('without a signature, whatever it is for', async ({ hallpass: { url } }) => {
    for (const lines of [['Content-Type: application/x-www-form-urlencoded'], ['Content-Type: text/plain'], []]) {
      const connection = await openConnection(url)
      await connection.write(['POST / HTTP/1.1', 'Host: h', ...lines, `Content-Length: ${mebibyte + 1}`, '', ''].join('\r\n'))
      expect(await connection.received).toMatch(/^HTTP\/1\.1 413 /)
    }
  })

  test('as JSON, in the form of its wire', async ({ hallpass: { url } }) => {
    const connection = await openConnection(url)
    const lines = ['POST / HTTP/1.1', 'Host: h', 'X-Amz-Target: AWSCognitoIdentityService.GetId', `Content-Length: ${mebibyte + 1}`, '', '']
    await connection.write(lines.join('\r\n'))
    expect(await connection.received).toMatch(/^HTTP\/1\.1 413 [\s\S]*"__type":"RequestEntityTooLargeException"/)
  })

  test('for another path or method, though signed for IAM', async ({ hallpass }) => {
    for (const line of ['POST /saml HTTP/1.1', 'GET / HTTP/1.1', 'GET /healthz HTTP/1.1']) {
      expect(await head(hallpass, listUsers, mebibyte + 1, hallpass.server.rootAccessKey, 'iam', line)).toMatch(/^HTTP\/1\.1 413 /)
    }
  })
})

describe('a body of 1 MiB', () => {
  test('is read for STS', async ({ hallpass }) => {
    const answer = await post(hallpass, padded(identityCall, mebibyte), hallpass.server.rootAccessKey, { service: 'sts' })
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<GetCallerIdentityResult>') })
  })

  test('and one byte is not, where it was read because it said to be for IAM', async ({ hallpass }) => {
    for (const call of [identityCall, 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15']) {
      const answer = await post(hallpass, padded(call, mebibyte + 1), hallpass.server.rootAccessKey, { service: 'iam' })
      expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('<Code>RequestEntityTooLarge</Code>') })
    }
  })

  test('and one byte in chunks is not read, whoever sends it', async ({ hallpass }) => {
    const connection = await openConnection(hallpass.url)
    const headers = signRequest(headersOf(hallpass), listUsers, hallpass.server.rootAccessKey, { service: 'iam' })
    const signed = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    const lines = ['POST / HTTP/1.1', ...signed, 'Transfer-Encoding: chunked', '', '']
    await connection.write(`${lines.join('\r\n')}${(mebibyte + 1).toString(16)}\r\n${'x'.repeat(mebibyte + 1)}\r\n0\r\n\r\n`)
    expect(await connection.received).toMatch(/^HTTP\/1\.1 413 /)
  })
})

test('four long bodies are held at once, and there is room again for others afterwards', async ({ hallpass }) => {
  const { url, server } = hallpass
  const started = await Promise.all(Array.from({ length: 4 }, () => startLong(hallpass)))
  const body = padded(listUsers, 2 * mebibyte)
  expect(await post(hallpass, body, server.rootAccessKey, { service: 'iam' })).toMatchObject({
    status: 503,
    text: expect.stringContaining('<Code>ServiceUnavailable</Code>'),
  })
  expect(await post(hallpass, identityCall, server.rootAccessKey, { service: 'sts' })).toMatchObject({ status: 200 })
  // The body is not read, so that nothing more can be asked over the connection.
  expect(await head(hallpass, listUsers, 2 * mebibyte, server.rootAccessKey, 'iam')).toMatch(
    /^HTTP\/1\.1 503 [\s\S]*\r\nConnection: close\r\n/i,
  )
  for (const connection of started) connection.destroy()
  await Promise.all(started.map(({ received }) => received))

  // Until the server has seen that they are gone, it may refuse again.
  let answer = await post(hallpass, body, server.rootAccessKey, { service: 'iam' })
  for (let tries = 0; answer.status === 503 && tries < 100; tries += 1) {
    await fetch(`${url}/healthz`)
    answer = await post(hallpass, body, server.rootAccessKey, { service: 'iam' })
  }
  expect(answer.status).toBe(200)
})

/** Sends the head of a long request for IAM and the beginning of its body; resolves once the server waits for the rest. */
async function startLong(hallpass: Hallpass) {
  const connection = await openConnection(hallpass.url)
  const headers = signRequest(headersOf(hallpass), listUsers, hallpass.server.rootAccessKey, { service: 'iam' })
  const lines = [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), `Content-Length: ${2 * mebibyte}`]
  await connection.write(`POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\nExpect: 100-continue\r\n\r\n`)
  await connection.seen(/^HTTP\/1\.1 100 Continue/)
  await connection.write(listUsers)
  return connection
}

/** The answer to the head of a request that is to have a body of this length, of which nothing is sent. */
async function head(
  hallpass: Hallpass,
  body: string,
  length: number,
  credentials: SigningCredentials,
  service: string,
  line = 'POST / HTTP/1.1',
) {
  const connection = await openConnection(hallpass.url)
  const headers = signRequest(headersOf(hallpass), body, credentials, { service })
  const lines = [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), `Content-Length: ${length}`]
  await connection.write(`${line}\r\n${lines.join('\r\n')}\r\n\r\n`)
  return connection.received
}

function post(hallpass: Hallpass, body: string, credentials: SigningCredentials, signing: Signing) {
  return sendForm(hallpass, signRequest(headersOf(hallpass), body, credentials, signing), body)
}

async function sendForm({ url }: Hallpass, { host: _, ...headers }: Record<string, string>, body: string) {
  const answer = await fetch(url, { method: 'POST', headers, body })
  return { status: answer.status, text: await answer.text() }
}

function headersOf({ url }: Hallpass) {
  return { host: new URL(url).host, 'content-type': form }
}

function padded(body: string, length: number): string {
  return `${body}&Padding=`.padEnd(length, 'x')
}
