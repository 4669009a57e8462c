import { describe, expect, test } from 'vitest'
import { rejection, stubFetch } from '../../test/stub-fetch.ts'
import { IdentityServiceError } from '../errors/service-errors.ts'
import { within } from '../transport/call-context.ts'
import { clockOf } from '../transport/skew-clock.ts'
import { CredentialsProviderError } from './errors.ts'
import { getDefaultRoleAssumerWithWebIdentity, type RoleAssumerConfig } from './roleAssumer.ts'

const params = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'ann', WebIdentityToken: 'the-token+of/ann=' }

const leaves: Record<string, string> = {
  Audience: 'app',
  AssumedRoleId: 'AROAEXAMPLE:ann',
  Arn: 'arn:aws:sts::123456789012:assumed-role/reader/ann',
  Provider: 'www.amazon.com',
  AccessKeyId: 'ASIAEXAMPLE',
  SecretAccessKey: 'secret&amp;key',
  SessionToken: 'session&#43;token',
  Expiration: '2030-01-01T13:00:00Z',
}

/** An answer of STS, without the elements that are left out. */
function assumed(...without: readonly string[]): Response {
  const inner = Object.entries(leaves)
    .filter(([name]) => !without.includes(name))
    .map(([name, text]) => `    <${name}>${text}</${name}>`)
  return new Response(
    `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult><Credentials>
${inner.join('\n')}
  </Credentials></AssumeRoleWithWebIdentityResult>
  <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>`,
    { headers: { 'content-type': 'text/xml' } },
  )
}

function refused(code: string, message: string, status = 400): Response {
  const error = `<Error>\n<Type>Sender</Type>\n<Code>${code}</Code>\n<Message>${message}</Message>\n</Error>`
  return new Response(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n${error}\n<RequestId>request-2</RequestId>\n</ErrorResponse>`,
    { status },
  )
}

function assumer(reply: Response, config: RoleAssumerConfig = {}) {
  const { fetch, requests } = stubFetch(reply)
  return { assume: getDefaultRoleAssumerWithWebIdentity({ maxAttempts: 1, fetch, ...config }), requests }
}

describe('CP-WEB-3 the default role assumer', () => {
  test('calls STS of the region, unsigned, by the query protocol', async () => {
    const { assume, requests } = assumer(assumed(), { region: 'eu-west-1' })
    await assume(params)
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      url: 'https://sts.eu-west-1.amazonaws.com/',
      init: { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'hallpass' } },
    })
    expect(Object.fromEntries(new URLSearchParams(String(requests[0]?.init.body)))).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      ...params,
    })
  })

  test('calls the endpoint that it is given', async () => {
    const { assume, requests } = assumer(assumed(), { endpoint: 'http://127.0.0.1:4255' })
    await assume(params)
    expect(requests[0]?.url).toBe('http://127.0.0.1:4255/')
  })

  test('calls us-east-1 where no region is told, as the SDK does', async () => {
    const { assume, requests } = assumer(assumed())
    await assume(params)
    expect(requests[0]?.url).toBe('https://sts.us-east-1.amazonaws.com/')
  })

  test('CP-WEB-1 sends all parameters, lists by number', async () => {
    const { assume, requests } = assumer(assumed())
    await assume({
      ...params,
      ProviderId: 'www.amazon.com',
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/A' }, { arn: 'arn:aws:iam::aws:policy/B' }],
      Policy: '{"Version":"2012-10-17"}',
      DurationSeconds: 900,
    })
    expect(Object.fromEntries(new URLSearchParams(String(requests[0]?.init.body)))).toMatchObject({
      ...{ ProviderId: 'www.amazon.com', Policy: '{"Version":"2012-10-17"}', DurationSeconds: '900' },
      ...{ 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/A', 'PolicyArns.member.2.arn': 'arn:aws:iam::aws:policy/B' },
    })
  })

  test('gives the credentials of the answer, and no other member', async () => {
    expect({ ...(await assumer(assumed()).assume(params)) }).toEqual({
      ...{ accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret&key', sessionToken: 'session+token' },
      expiration: new Date('2030-01-01T13:00:00Z'),
    })
  })

  test.each(['SessionToken', 'Expiration'])('leaves out what STS leaves out: %s', async (name) => {
    const credentials = await assumer(assumed(name)).assume(params)
    expect(Object.keys(credentials)).not.toContain(name.charAt(0).toLowerCase() + name.slice(1))
    expect(credentials.accessKeyId).toBe('ASIAEXAMPLE')
  })

  test.each(['AccessKeyId', 'SecretAccessKey'])('fails where the answer has no %s', async (name) => {
    const error = await rejection(assumer(assumed(name)).assume(params))
    expect(error).toBeInstanceOf(CredentialsProviderError)
    expect(error.message).toContain(params.RoleArn)
  })

  test("fails with STS's error, and its words", async () => {
    const error = await rejection(assumer(refused('InvalidIdentityToken', 'Not &quot;yours&quot;.')).assume(params))
    expect(error).toBeInstanceOf(IdentityServiceError)
    expect(error).toMatchObject({
      ...{ name: 'InvalidIdentityToken', code: 'InvalidIdentityToken', message: 'Not "yours".', requestId: 'request-2' },
      $metadata: { httpStatusCode: 400, requestId: 'request-2', attempts: 1 },
    })
  })

  test('CP-ERR-5 does not repeat the token', async () => {
    const error = await rejection(assumer(refused('ValidationError', `Bad ${params.WebIdentityToken}`)).assume(params))
    expect(error.message).toBe('Bad ***')
  })

  test('takes a page for no answer', async () => {
    const page = new Response('<html><title>Log in</title></html>')
    expect(await rejection(assumer(page).assume(params))).toMatchObject({ name: 'NetworkError' })
  })

  test('fails by its status where an error is not of STS', async () => {
    expect(await rejection(assumer(new Response('<html>', { status: 403 })).assume(params))).toMatchObject({
      ...{ name: 'UnknownError', message: 'HTTP status 403', statusCode: 403 },
    })
  })

  test('CP-NET-6 moves the expiration into local time where the clock is wrong', async () => {
    const clock = clockOf({})
    clock.observe(new Date(Date.now() + 7_200_000).toUTCString(), Date.now(), Date.now())
    const credentials = await assumer(assumed()).assume(within({ ...params }, { clock }))
    expect(Number(new Date('2030-01-01T13:00:00Z')) - Number(credentials.expiration)).toBe(clock.offset)
    expect(credentials).toHaveProperty('serverExpiration', new Date('2030-01-01T13:00:00Z'))
    expect(Object.keys(credentials)).not.toContain('serverExpiration')
  })

  test('CP-NET-5 obeys the signal that comes with the parameters', async () => {
    const caller = new AbortController()
    const call = within({ ...params }, { clock: clockOf({}), signal: caller.signal })
    caller.abort()
    expect(await rejection(assumer(assumed()).assume(call))).toMatchObject({ name: 'AbortError' })
  })
})

describe('CP-WEB-4 the account', () => {
  test('is that of the role where it is asked for', async () => {
    expect(await assumer(assumed(), { withAccountId: true }).assume(params)).toMatchObject({ accountId: '123456789012' })
  })

  test('is not told unless it is asked for', async () => {
    expect(await assumer(assumed()).assume(params)).not.toHaveProperty('accountId')
  })

  test('is not there where the answer names no role', async () => {
    expect(await assumer(assumed('Arn'), { withAccountId: true }).assume(params)).not.toHaveProperty('accountId')
  })
})
