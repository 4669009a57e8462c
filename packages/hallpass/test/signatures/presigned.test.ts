import { describe, expect } from 'vitest'
import { accountId, type Hallpass, startHallpass, test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { type Presigning, presign } from '../support/presign.ts'

const identityCall = { Action: 'GetCallerIdentity', Version: '2011-06-15' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const json = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.ListIdentityPools' }

describe('a presigned GetCallerIdentity', () => {
  test('tells who signed it', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const answer = await get(await presign(hallpass.url, user.credentials, { query: identityCall }))
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`<Arn>${user.arn}</Arn>`)
  })

  test('may be used again', async ({ hallpass }) => {
    const url = await presignAsRoot(hallpass)
    expect([(await get(url)).status, (await get(url)).status]).toEqual([200, 200])
  })

  test('holds a header that was signed with it, as clusters ask for, to its value', async ({ hallpass }) => {
    const headers = { 'x-k8s-aws-id': 'my-cluster' }
    const url = await presignAsRoot(hallpass, { headers, expiresIn: 60 })
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-k8s-aws-id')
    expect((await get(url, headers)).status).toBe(200)
    for (const other of [{}, { 'x-k8s-aws-id': 'other-cluster' }]) expect(await get(url, other)).toMatchObject(queryRefusal(403, mismatch))
  })

  test('takes a POST, its form or a part of it in the body', async ({ hallpass }) => {
    const parts: [Record<string, string>, string][] = [
      [identityCall, ''],
      [{}, new URLSearchParams(identityCall).toString()],
      [{ Action: 'GetCallerIdentity' }, 'Version=2011-06-15'],
    ]
    for (const [query, body] of parts) {
      const url = await presignAsRoot(hallpass, { method: 'POST', query, headers: form, body })
      const answer = await fetch(url, { method: 'POST', headers: form, body })
      expect(await answer.text()).toContain(`<Account>${accountId}</Account>`)
    }
  })

  test('does not hold for another body', async ({ hallpass }) => {
    const url = await presignAsRoot(hallpass, {
      method: 'POST',
      query: {},
      headers: form,
      body: new URLSearchParams(identityCall).toString(),
    })
    const body = 'Action=GetSessionToken&Version=2011-06-15'
    expect(await read(await fetch(url, { method: 'POST', headers: form, body }))).toMatchObject(queryRefusal(403, mismatch))
  })

  test('does not hold for another action or one more parameter', async ({ hallpass }) => {
    const url = await presignAsRoot(hallpass)
    const changes: [string, string][] = [
      ['Action', 'GetSessionToken'],
      ['DurationSeconds', '900'],
    ]
    for (const [name, value] of changes) {
      const other = new URL(url)
      other.searchParams.set(name, value)
      expect(await get(other)).toMatchObject(queryRefusal(403, mismatch))
    }
  })

  test('does not take what signs it for parameters of the operation', async ({ hallpass }) => {
    const query = { Action: 'ListUsers', Version: '2010-05-08', MaxItems: '1' }
    const answer = await get(await presignAsRoot(hallpass, { query, service: 'iam' }))
    expect(answer.text).toContain('<ListUsersResult>')
  })

  test('carries the session token of temporary credentials', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const temporary = await get(await presign(hallpass.url, user.credentials, { query: { ...identityCall, Action: 'GetSessionToken' } }))
    const textOf = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(temporary.text)?.[1] ?? ''
    const credentials = {
      accessKeyId: textOf('AccessKeyId'),
      secretAccessKey: textOf('SecretAccessKey'),
      sessionToken: textOf('SessionToken'),
    }
    const url = await presign(hallpass.url, credentials, { query: identityCall })
    expect((await get(url)).text).toContain(`<Arn>${user.arn}</Arn>`)

    const { sessionToken, ...lasting } = credentials
    expect(await get(await presign(hallpass.url, lasting, { query: identityCall }))).toMatchObject(queryRefusal(403, unknownKey))
    const twice = await get(url, { 'x-amz-security-token': sessionToken })
    expect(twice).toMatchObject({ status: 403, text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>') })
  })
})

test('a presigned call of the JSON wire is answered', async ({ hallpass }) => {
  const answer = await fetch(await presignJson(hallpass), { method: 'POST', headers: json, body: jsonBody })
  expect({ status: answer.status, json: await answer.json() }).toMatchObject({ status: 200, json: { IdentityPools: expect.any(Array) } })
})

describe('a presigned request is refused', () => {
  test('by the code and the text of STS', async ({ hallpass }) => {
    const url = await presignAsRoot(hallpass)
    const credential = url.searchParams.get('X-Amz-Credential') ?? ''
    const requires = (name: string) => `AWS query-string parameters must include '${name}'. `
    const cases: [Record<string, string | undefined>, number, string, string][] = [
      [{ 'X-Amz-Signature': 'a'.repeat(64) }, 403, 'SignatureDoesNotMatch', mismatch[1]],
      [
        { 'X-Amz-Signature': undefined },
        400,
        'IncompleteSignature',
        `${requires('X-Amz-Signature')}Re-examine the query-string parameters.`,
      ],
      [
        { 'X-Amz-Date': undefined, 'X-Amz-SignedHeaders': undefined },
        400,
        'IncompleteSignature',
        `${requires('X-Amz-SignedHeaders')}${requires('X-Amz-Date')}Re-examine the query-string parameters.`,
      ],
      [{ 'X-Amz-Algorithm': undefined }, 403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
      [
        { 'X-Amz-Algorithm': 'AWS4-ECDSA-P256-SHA256' },
        400,
        'IncompleteSignature',
        "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'",
      ],
      [{ 'X-Amz-Credential': credential.replace(/^[^/]+/, 'AKIAUNKNOWNKEY000000') }, 403, ...unknownKey],
      [
        { 'X-Amz-Credential': credential.replace('/sts/', '/iam/') },
        403,
        'SignatureDoesNotMatch',
        "Credential should be scoped to correct service: 'sts'. ",
      ],
    ]
    for (const [change, status, code, message] of cases) {
      const other = new URL(url)
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined) other.searchParams.delete(name)
        else other.searchParams.set(name, value)
      }
      expect(await get(other)).toMatchObject(queryRefusal(status, [code, message]))
    }
  })

  test('by the code and the text of the JSON wire', async ({ hallpass }) => {
    const post = async (change: (url: URL) => void, headers: Record<string, string> = {}) => {
      const url = await presignJson(hallpass)
      change(url)
      return read(await fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: jsonBody }))
    }
    const incomplete = await post((url) => url.searchParams.delete('X-Amz-Credential'))
    expect(incomplete).toMatchObject({ status: 400, text: expect.stringContaining('"__type":"IncompleteSignatureException"') })
    const both = await post(() => undefined, { authorization: 'AWS4-HMAC-SHA256 Credential=a' })
    expect(both.text).toContain("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.")
    expect(both.text).toContain('"__type":"InvalidSignatureException"')
    const other = await post(() => undefined, { 'x-amz-target': 'AWSCognitoIdentityService.DeleteIdentities' })
    expect(other).toMatchObject({ status: 400, text: expect.stringContaining(`"__type":"InvalidSignatureException"`) })
  })

  test('where it is signed in its header too', async ({ hallpass }) => {
    const answer = await get(await presignAsRoot(hallpass), { authorization: 'AWS4-HMAC-SHA256 Credential=a' })
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    expect(answer).toMatchObject(queryRefusal(400, ['IncompleteSignature', message]))
  })

  test('where a part of the signature comes twice', async ({ hallpass }) => {
    const url = await presignAsRoot(hallpass)
    url.searchParams.append('X-Amz-Expires', '900')
    expect(await get(url)).toMatchObject({ status: 400, text: expect.stringContaining('<Code>MalformedQueryString</Code>') })
  })

  test('once its time is over, and no second before', async () => {
    const now = Date.UTC(2026, 0, 1, 0, 15)
    const clock = { now }
    const hallpass = await startHallpass({ now: () => clock.now })
    const url = await presignAsRoot(hallpass, { at: now, expiresIn: 60 })
    clock.now = now + 60_000
    const last = await get(url)
    clock.now = now + 61_000
    const over = await get(url)
    clock.now = now - 900_000
    const first = await get(url)
    clock.now = now - 901_000
    const early = await get(url)
    await hallpass.close()
    expect([first.status, last.status]).toEqual([200, 200])
    const expired = 'Signature expired: 20260101T001500Z is now earlier than 20260101T001501Z (20260101T001601Z - 1 min.)'
    expect(over).toMatchObject(queryRefusal(403, ['SignatureDoesNotMatch', expired]))
    const tooEarly = 'Signature not yet current: 20260101T001500Z is still later than 20260101T001459Z (20251231T235959Z + 15 min.)'
    expect(early).toMatchObject(queryRefusal(403, ['SignatureDoesNotMatch', tooEarly]))
  })

  test('where it is good for longer than a week', async ({ hallpass }) => {
    const url = await presignAsRoot(hallpass)
    url.searchParams.set('X-Amz-Expires', '604801')
    expect(await get(url)).toMatchObject({ status: 400, text: expect.stringContaining('<Code>IncompleteSignature</Code>') })
  })
})

test('what needs no signature ignores that of the query', async ({ hallpass }) => {
  const query = {
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: 'x',
    RoleSessionName: 'web',
    WebIdentityToken: 'token',
  }
  const url = await presignAsRoot(hallpass, { query })
  url.searchParams.set('X-Amz-Signature', 'x')
  expect((await get(url)).text).toContain('<Code>ValidationError</Code>')
})

const mismatch: [string, string] = [
  'SignatureDoesNotMatch',
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
]
const unknownKey: [string, string] = ['InvalidClientTokenId', 'The security token included in the request is invalid.']

const jsonBody = '{"MaxResults":1}'

function presignJson(hallpass: Hallpass): Promise<URL> {
  return presignAsRoot(hallpass, { method: 'POST', query: {}, service: 'cognito-identity', headers: json, body: jsonBody })
}

function presignAsRoot({ url, server }: Hallpass, presigning: Presigning = {}): Promise<URL> {
  return presign(url, server.rootAccessKey, { query: identityCall, ...presigning })
}

async function get(url: URL, headers: Record<string, string> = {}) {
  return read(await fetch(url, { headers }))
}

async function read(response: Response) {
  return { status: response.status, text: await response.text() }
}

function queryRefusal(status: number, [code, message]: readonly [string, string]) {
  return { status, text: expect.stringContaining(`<Code>${code}</Code><Message>${message}</Message>`) }
}
