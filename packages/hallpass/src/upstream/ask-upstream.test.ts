import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:https'
import { gzipSync } from 'node:zlib'
import { test as base, describe, expect, onTestFinished } from 'vitest'
import { listenOnFreshPort } from '../../test/counterparts/fresh-port.ts'
import { credentialsXml, errorXml, goodCredentials, send, startUpstreamStub, type UpstreamStub } from '../../test/upstream/upstream-stub.ts'
import { selfSignedCertificate } from '../keys/self-signed-certificate.ts'
import { createAskUpstream } from './ask-upstream.ts'
import type { UpstreamAnswer } from './upstream.ts'

const token = `${'h'.repeat(60)}.${'p'.repeat(400)}.${'s'.repeat(342)}`
const request = { roleArn: 'arn:aws:iam::111122223333:role/photos', sessionName: 'me', token, durationSeconds: 3600, policy: undefined }

const test = base.extend<{ stub: UpstreamStub; ask: (policy?: string) => Promise<UpstreamAnswer> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  stub: async ({}, use) => {
    const stub = await startUpstreamStub()
    await use(stub)
    await stub.close()
  },
  ask: async ({ stub }, use) => {
    const ask = createAskUpstream({ now: Date.now, timeoutMilliseconds: 300 })
    await use((policy) => ask({ name: 'there', kind: 'aws', endpoint: stub.url }, { ...request, policy }))
  },
})

function causeOf(answer: UpstreamAnswer): string {
  return answer.kind === 'credentials' ? '' : answer.cause.message
}

describe('an upstream is asked', () => {
  test('with a form, unsigned, and the token nowhere but in it', async ({ stub, ask }) => {
    expect(await ask()).toMatchObject({ kind: 'credentials', credentials: { accessKeyId: goodCredentials.AccessKeyId } })
    const [{ method, path, headers, form }, ...others] = stub.asked as [(typeof stub.asked)[number]]
    expect(others).toEqual([])
    expect({ method, path, form: Object.fromEntries(form) }).toEqual({
      method: 'POST',
      path: '/',
      form: {
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: request.roleArn,
        RoleSessionName: 'me',
        WebIdentityToken: token,
        DurationSeconds: '3600',
      },
    })
    expect(headers.authorization).toBeUndefined()
    expect(JSON.stringify(headers)).not.toContain('hhh')
  })

  test('with a session policy where there is one', async ({ stub, ask }) => {
    await ask('{"Version": "2012-10-17"}')
    expect(stub.asked[0]?.form.get('Policy')).toBe('{"Version": "2012-10-17"}')
  })

  test('anew each time', async ({ stub, ask }) => {
    await ask()
    await ask()
    expect(stub.asked).toHaveLength(2)
  })
})

describe('a refusal', () => {
  test.for([
    [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'],
    [400, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account for https://id.example.com'],
    [400, 'ExpiredTokenException', 'Token expired: current date/time 2 must be before the expiration date/time 1'],
    [403, 'IDPRejectedClaim', 'no'],
    [400, 'MalformedPolicyDocument', ''],
    [400, 'PackedPolicyTooLarge', 'Packed size of session tags consumes 120% of allotted space.'],
    [403, 'RegionDisabledException', 'STS is not activated in this region'],
    [400, 'ValidationError', 'too long'],
  ] as const)('is %i %s, told with what it says', async ([status, code, message], { stub, ask }) => {
    stub.answer((response) => send(response, status, errorXml(code, message)))
    const answer = await ask()
    expect(answer.kind).toBe('refused')
    expect(causeOf(answer)).toBe(`The upstream STS "there" answered with status ${status} and ${code}: ${message}.`)
  })

  test('is not asked for again', async ({ stub, ask }) => {
    stub.answer((response) => send(response, 403, errorXml('AccessDenied', 'no')))
    await ask()
    expect(stub.asked).toHaveLength(1)
  })
})

describe('a busy upstream', () => {
  test.for([
    [400, errorXml('Throttling', 'Rate exceeded')],
    [503, errorXml('SlowDown', 'Please reduce your request rate')],
    [429, 'Too many requests'],
  ] as const)('is %i %s', async ([status, body], { stub, ask }) => {
    stub.answer((response) => send(response, status, body))
    expect((await ask()).kind).toBe('throttled')
  })
})

describe('an upstream that hangs', () => {
  test('is asked so often at a time and no more, and holds up no other', async ({ stub }) => {
    stub.answer(() => undefined)
    const ask = createAskUpstream({ now: Date.now, timeoutMilliseconds: 300, mostAtOnce: 3 })
    const there = { name: 'there', kind: 'aws', endpoint: stub.url } as const
    const hanging = [ask(there, request), ask(there, request), ask(there, request)]
    const past = await ask(there, request)
    expect(past.kind).toBe('throttled')
    expect(causeOf(past)).toBe('The upstream STS "there" is being asked 3 times already.')
    expect((await ask({ ...there, name: 'elsewhere' }, request)).kind).toBe('unreachable')
    expect((await Promise.all(hanging)).map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'unreachable'])
    stub.answer((response) => send(response, 200, credentialsXml()))
    expect((await ask(there, request)).kind).toBe('credentials')
  })
})

describe('no usable answer', () => {
  test.for([
    ['an error of its own', 500, errorXml('InternalFailure', 'sorry')],
    ['one that is not there', 503, ''],
    ['a bad gateway', 502, '<html>Bad Gateway</html>'],
    ['that our keys were out of its reach', 400, errorXml('IDPCommunicationError', 'later')],
    ['a page', 200, '<html>Sign in</html>'],
    ['a page that is not there', 404, 'Not Found'],
    ['a refusal of somebody before it', 403, '<html>Forbidden</html>'],
    ['an empty answer', 200, ''],
    ['JSON', 200, '{"AssumeRoleWithWebIdentityResponse": {}}'],
    ['half a document', 200, credentialsXml().slice(0, 300)],
    ['an error as a success', 200, errorXml('AccessDenied', 'no')],
    ['credentials as an error', 403, credentialsXml()],
    ['credentials that have expired', 200, credentialsXml(new Date(Date.now() - 1_000))],
    ['more than an STS says', 200, credentialsXml() + ' '.repeat(64 * 1024)],
    ['no UTF-8', 200, credentialsXml().replace('AQoD', '\u00ff')],
  ] as const)('is %s', async ([, status, body], { stub, ask }) => {
    stub.answer((response) => response.writeHead(status, { 'content-type': 'text/xml' }).end(Buffer.from(body, 'latin1')))
    expect((await ask()).kind).toBe('unreachable')
  })

  test('is a redirect, which is not followed', async ({ stub, ask }) => {
    stub.answer((response, { path }) => send(response, path === '/' ? 307 : 200, credentialsXml(), { location: `${stub.url}/elsewhere` }))
    expect((await ask()).kind).toBe('unreachable')
    expect(stub.asked.map(({ path }) => path)).toEqual(['/'])
  })

  test('is a closed connection', async ({ stub, ask }) => {
    stub.answer((response) => response.destroy())
    expect(causeOf(await ask())).toMatch(/^The upstream STS "there" cannot be reached \(\w+\)\.$/)
  })

  test('is one that breaks off', async ({ stub, ask }) => {
    stub.answer((response) => {
      response.writeHead(200, { 'content-length': '9999' }).write(credentialsXml(), () => response.destroy())
    })
    expect((await ask()).kind).toBe('unreachable')
  })

  test('is one that packs into little what is too long', async ({ stub, ask }) => {
    const packed = gzipSync(credentialsXml() + ' '.repeat(20 * 1024 * 1024))
    stub.answer((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))
    expect((await ask()).kind).toBe('unreachable')
  })

  test.for([
    ['says nothing', () => undefined],
    ['stops within its answer', (response: { write(text: string): void }) => response.write('<AssumeRole')],
  ] as const)('is one that %s', async ([, how], { stub, ask }) => {
    stub.answer(how)
    expect(causeOf(await ask())).toBe('The upstream STS "there" did not answer within 300 ms.')
  })

  test('is one that drips', async ({ stub, ask }) => {
    stub.answer((response) => {
      const dripping = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(dripping))
    })
    expect(causeOf(await ask())).toBe('The upstream STS "there" did not answer within 300 ms.')
  })

  test('is one whose certificate nobody vouches for: it is shown no token', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const certificate = Buffer.from(selfSignedCertificate({ name: 'localhost', privateKey, publicKey, createdAt: 0 })).toString('base64')
    const cert = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`
    const asked: unknown[] = []
    const server = createServer({ cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }, (incoming, response) => {
      asked.push(incoming.url)
      response.end()
    })
    const endpoint = `https://localhost:${await listenOnFreshPort(server)}`
    onTestFinished(() => void server.close())
    const answer = await createAskUpstream({ now: Date.now })({ name: 'there', kind: 'aws', endpoint }, request)
    expect(causeOf(answer)).toBe('The upstream STS "there" cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT).')
    expect(asked).toEqual([])
  })

  test('is nobody at the address', async () => {
    const stub = await startUpstreamStub()
    await stub.close()
    const answer = await createAskUpstream({ now: Date.now })({ name: 'there', kind: 'aws', endpoint: stub.url }, request)
    expect(causeOf(answer)).toBe('The upstream STS "there" cannot be reached (ECONNREFUSED).')
  })
})

describe('what is told for the log', () => {
  test('holds nothing of the token, though the upstream repeats it', async ({ stub, ask }) => {
    stub.answer((response, { form }) => send(response, 400, errorXml('InvalidIdentityToken', `Bad token ${form.get('WebIdentityToken')}`)))
    expect(causeOf(await ask())).toBe('The upstream STS "there" answered with status 400 and InvalidIdentityToken: Bad token ….….….')
  })

  test('is short, and one line', async ({ stub, ask }) => {
    stub.answer((response) => send(response, 400, errorXml('ValidationError', 'a b\nc '.repeat(1_000))))
    const cause = causeOf(await ask())
    expect(cause.length).toBeLessThan(420)
    expect(cause).not.toContain('\n')
  })

  test('says nothing of credentials that have expired', async ({ stub, ask }) => {
    stub.answer((response) => send(response, 200, credentialsXml(new Date(0))))
    const cause = causeOf(await ask())
    for (const secret of Object.values(goodCredentials)) expect(cause).not.toContain(secret)
  })
})
