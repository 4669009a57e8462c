import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  ListIdentitiesCommand,
  UnlinkIdentityCommand,
} from '@aws-sdk/client-cognito-identity'
import { ListUsersCommand } from '@aws-sdk/client-iam'
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { RetryErrorInfo } from '@smithy/types'
import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { type Rates, unlimited } from '../src/limits/rate-limits.ts'
import type { ServeOptions } from '../src/server/serve-options.ts'
import { newGuest, newPool, roleArn } from './cognito-identity/new-pool.ts'
import { type Hallpass, region, startHallpass } from './hallpass.ts'

const running: Hallpass[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((hallpass) => hallpass.close()))
})

/** A server with these rates, whose clock stands still; so many seconds pass where a test says so. */
async function startLimited(rates: Partial<Rates>, options: Partial<ServeOptions> = {}) {
  const time = { now: Date.now() }
  const hallpass = await startHallpass({ rates: { ...unlimited, ...rates }, now: () => time.now, ...options })
  running.push(hallpass)
  return {
    hallpass,
    pass(seconds: number) {
      time.now += seconds * 1000
    },
  }
}

/** A call that came over a proxy from this address. */
function from(address: string, { url }: Hallpass, operation: string, input: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
      'x-forwarded-for': address,
    },
    body: JSON.stringify(input),
  })
}

const tooMany = {
  name: 'TooManyRequestsException',
  message: 'Rate exceeded',
  $metadata: { httpStatusCode: 400 },
}

describe('a rate per pool', () => {
  const pool = { perSecond: 0.5, burst: 2 }

  test('refuses what is over it, makes nothing, and lets through again what has waited', async () => {
    const { hallpass, pass } = await startLimited({ pool })
    const IdentityPoolId = await newPool(hallpass)
    await newGuest(hallpass, IdentityPoolId)
    await newGuest(hallpass, IdentityPoolId)
    const guests = async () => (await hallpass.cognito.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60 }))).Identities

    await expect(newGuest(hallpass, IdentityPoolId)).rejects.toMatchObject(tooMany)
    expect(await guests()).toHaveLength(2)
    pass(1.9)
    await expect(newGuest(hallpass, IdentityPoolId)).rejects.toMatchObject(tooMany)
    pass(0.1)
    await newGuest(hallpass, IdentityPoolId)
    await expect(newGuest(hallpass, IdentityPoolId)).rejects.toMatchObject(tooMany)
    expect(await guests()).toHaveLength(3)
  })

  test('says when to come again', async () => {
    const { hallpass } = await startLimited({ pool })
    const IdentityPoolId = await newPool(hallpass)
    await newGuest(hallpass, IdentityPoolId)
    await newGuest(hallpass, IdentityPoolId)
    const answer = await from('', hallpass, 'GetId', { IdentityPoolId })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([400, '2'])
    expect(answer.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException:')
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await answer.json()).toEqual({ __type: 'TooManyRequestsException', message: 'Rate exceeded' })
  })

  test('leaves other pools alone, and administrators', async () => {
    const { hallpass } = await startLimited({ pool })
    const [first, second] = [await newPool(hallpass), await newPool(hallpass)]
    await newGuest(hallpass, first)
    await newGuest(hallpass, first)
    await expect(newGuest(hallpass, first)).rejects.toMatchObject(tooMany)
    await newGuest(hallpass, second)
    expect(await hallpass.cognito.send(new ListIdentitiesCommand({ IdentityPoolId: first, MaxResults: 1 }))).toHaveProperty('Identities')
  })

  test('counts every unsigned call that concerns the pool', async () => {
    const { hallpass, pass } = await startLimited({ pool: { perSecond: 1, burst: 1 } })
    const IdentityPoolId = await newPool(hallpass)
    const IdentityId = await newGuest(hallpass, IdentityPoolId)
    pass(1)
    const { Token } = await hallpass.guest.send(new GetOpenIdTokenCommand({ IdentityId }))
    const calls = [
      () => hallpass.guest.send(new GetIdCommand({ IdentityPoolId })),
      () => hallpass.guest.send(new GetOpenIdTokenCommand({ IdentityId })),
      () => hallpass.guest.send(new GetCredentialsForIdentityCommand({ IdentityId })),
      () => hallpass.guest.send(new UnlinkIdentityCommand({ IdentityId, Logins: {}, LoginsToRemove: [] })),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject(tooMany)
    const redemption = { RoleArn: roleArn('any'), RoleSessionName: 'guest', WebIdentityToken: Token }
    await expect(hallpass.sts.send(new AssumeRoleWithWebIdentityCommand(redemption))).rejects.toMatchObject({ name: 'Throttling' })
  })

  test('is not spent by calls that name no pool of ours, or none rightly', async () => {
    const { hallpass } = await startLimited({ pool: { perSecond: 1, burst: 1 } })
    const IdentityPoolId = await newPool(hallpass)
    await expect(hallpass.guest.send(new GetIdCommand({ IdentityPoolId, Logins: { '': '' } }))).rejects.toMatchObject({
      name: 'ValidationException',
    })
    expect(await newGuest(hallpass, IdentityPoolId)).toMatch(/^eu-central-1:/)
  })
})

describe('a rate per address', () => {
  const settings = [{ address: { perSecond: 1, burst: 2 } }, { trustedProxies: ['127.0.0.1'] }] as const
  const unknown = { IdentityPoolId: `${region}:00000000-0000-0000-0000-000000000000` }
  const types = async (answers: readonly Promise<Response>[]) =>
    Promise.all(answers.map(async (answer) => ((await (await answer).json()) as { __type: string }).__type.replace(/Exception$/, '')))

  test('refuses what is over it before it is looked at, and lets through again what has waited', async () => {
    const { hallpass, pass } = await startLimited(...settings)
    const call = () => from('203.0.113.7', hallpass, 'GetId', unknown)
    expect((await types([call(), call(), call(), call()])).sort()).toEqual([
      'ResourceNotFound',
      'ResourceNotFound',
      'TooManyRequests',
      'TooManyRequests',
    ])
    expect(await types([from('203.0.113.7', hallpass, 'GetId', 'no input')])).toEqual(['TooManyRequests'])
    pass(1)
    expect(await types([call()])).toEqual(['ResourceNotFound'])
    expect(await types([call()])).toEqual(['TooManyRequests'])
  })

  test('leaves other addresses alone', async () => {
    const { hallpass } = await startLimited(...settings)
    const call = (address: string) => from(address, hallpass, 'GetId', unknown)
    await types([call('203.0.113.7'), call('203.0.113.7')])
    expect(await types([call('203.0.113.7')])).toEqual(['TooManyRequests'])
    expect(await types([call('203.0.113.8'), call('::ffff:203.0.113.8')])).toEqual(['ResourceNotFound', 'ResourceNotFound'])
    expect(await types([call('203.0.113.8')])).toEqual(['TooManyRequests'])
  })

  test('holds for a /64 of IPv6 as a whole', async () => {
    const { hallpass } = await startLimited(...settings)
    const call = (address: string) => from(address, hallpass, 'GetId', unknown)
    await types([call('2001:db8:0:1::1'), call('2001:db8:0:1::2')])
    expect(await types([call('2001:db8:0:1:ffff::3'), call('2001:db8:0:2::1')])).toEqual(['TooManyRequests', 'ResourceNotFound'])
  })

  test('is of the connection where no proxy is trusted', async () => {
    const { hallpass } = await startLimited(settings[0])
    const call = (address: string) => from(address, hallpass, 'GetId', unknown)
    await types([call('203.0.113.1'), call('203.0.113.2')])
    expect(await types([call('203.0.113.3')])).toEqual(['TooManyRequests'])
  })

  test('is told to clients of STS and IAM as throttling', async () => {
    const { hallpass } = await startLimited({ address: { perSecond: 0.001, burst: 1 } })
    await hallpass.sts.send(new GetCallerIdentityCommand())
    const throttled = { name: 'Throttling', message: 'Rate exceeded', Type: 'Sender', $metadata: { httpStatusCode: 400 } }
    await expect(hallpass.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject(throttled)
    await expect(hallpass.iam.send(new ListUsersCommand())).rejects.toMatchObject(throttled)
    const answer = await fetch(hallpass.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu/iam/aws4_request',
      },
      body: 'Action=ListUsers&Version=2010-05-08',
    })
    expect(answer.headers.get('retry-after')).toBe('1000')
    expect(await answer.text()).toContain('xmlns="https://iam.amazonaws.com/doc/2010-05-08/"')
  })

  test('does not count health, preflights and what verifiers read', async () => {
    const { hallpass } = await startLimited({ address: { perSecond: 0.001, burst: 1 } })
    await from('', hallpass, 'GetId', unknown)
    expect(await types([from('', hallpass, 'GetId', unknown)])).toEqual(['TooManyRequests'])
    for (const path of ['/healthz', '/readyz', '/.well-known/jwks.json']) expect((await fetch(hallpass.url + path)).status).toBe(200)
    expect((await fetch(hallpass.url, { method: 'OPTIONS', headers: { origin: 'https://app.example.com' } })).status).toBe(200)
  })

  test('lets pages of other origins read the refusal', async () => {
    const { hallpass } = await startLimited({ address: { perSecond: 0.001, burst: 1 } })
    await from('', hallpass, 'GetId', unknown)
    const answer = await fetch(hallpass.url, {
      method: 'POST',
      headers: { origin: 'https://app.example.com', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([400, '*'])
  })
})

describe('a rate per account', () => {
  test('is one for each operation', async () => {
    const { hallpass, pass } = await startLimited({ account: { perSecond: 1, burst: 1 } })
    await hallpass.sts.send(new GetCallerIdentityCommand())
    await expect(hallpass.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' })
    await hallpass.iam.send(new ListUsersCommand())
    await expect(hallpass.iam.send(new ListUsersCommand())).rejects.toMatchObject({ name: 'Throttling' })
    const pool = await newPool(hallpass)
    await newGuest(hallpass, pool)
    await expect(newGuest(hallpass, pool)).rejects.toMatchObject(tooMany)
    pass(1)
    expect(await newGuest(hallpass, pool)).toMatch(/^eu-central-1:/)
  })

  test('may be another one for single operations', async () => {
    const operations = new Map([['cognito-identity:GetId', { perSecond: 1, burst: 1 }]])
    const { hallpass } = await startLimited({ account: { perSecond: 1, burst: 2 }, operations })
    const pool = await newPool(hallpass)
    await newGuest(hallpass, pool)
    await expect(newGuest(hallpass, pool)).rejects.toMatchObject(tooMany)
    await hallpass.sts.send(new GetCallerIdentityCommand())
    await hallpass.sts.send(new GetCallerIdentityCommand())
    await expect(hallpass.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: 'Throttling' })
  })

  test('is not spent by whoever cannot sign', async () => {
    const { hallpass } = await startLimited({ account: { perSecond: 1, burst: 1 } })
    const stranger = new STSClient({
      endpoint: hallpass.url,
      region,
      credentials: { accessKeyId: 'AKIA00000000000000', secretAccessKey: 'x' },
      maxAttempts: 1,
    })
    await expect(stranger.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    stranger.destroy()
    expect(await hallpass.sts.send(new GetCallerIdentityCommand())).toHaveProperty('Arn')
  })
})

test('the SDK takes a refusal for throttling, and tries again when it is told to', async () => {
  const { hallpass, pass } = await startLimited({ account: { perSecond: 0.5, burst: 1 } })
  const told: unknown[] = []
  const first = { getRetryCount: () => 0, getRetryDelay: () => 0 }
  const retryStrategy = {
    mode: 'standard',
    acquireInitialRetryToken: async () => first,
    async refreshRetryTokenForRetry(_: unknown, { errorType, retryAfterHint }: RetryErrorInfo) {
      told.push([errorType, retryAfterHint && Math.round((retryAfterHint.getTime() - Date.now()) / 1000)])
      pass(2)
      return { getRetryCount: () => 1, getRetryDelay: () => 0 }
    },
    recordSuccess: () => undefined,
  }
  const settings = { endpoint: hallpass.url, region, credentials: hallpass.server.rootAccessKey, retryStrategy }
  const [sts, cognito] = [new STSClient(settings), new CognitoIdentityClient(settings)]
  const pool = await newPool(hallpass)
  for (let n = 0; n < 2; n += 1) expect(await sts.send(new GetCallerIdentityCommand())).toHaveProperty('Arn')
  for (let n = 0; n < 2; n += 1) expect(await cognito.send(new GetIdCommand({ IdentityPoolId: pool }))).toHaveProperty('IdentityId')
  for (const client of [sts, cognito]) client.destroy()
  expect(told).toEqual([
    ['THROTTLING', 2],
    ['THROTTLING', 2],
  ])
})

test('refusals are counted in the log, and not written down one by one', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const { hallpass } = await startLimited({ pool: { perSecond: 0.001, burst: 1 } }, { log })
  const pool = await newPool(hallpass)
  await newGuest(hallpass, pool)
  const before = lines.length
  for (let n = 0; n < 5; n += 1) await expect(newGuest(hallpass, pool)).rejects.toMatchObject(tooMany)
  await hallpass.server.close()
  const told = lines.slice(before).map((line) => (JSON.parse(line) as { refused?: unknown }).refused)
  expect(told).toEqual([{ pool: 1 }, { pool: 4 }])
})

test('a rate of an operation that there is not keeps the service from starting', async () => {
  const operations = new Map([['sts:GetId', { perSecond: 1, burst: 1 }]])
  await expect(startLimited({ operations })).rejects.toThrow('rateLimits.operations names sts:GetId, which is no operation.')
})
