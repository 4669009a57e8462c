import { PassThrough } from 'node:stream'
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { decodeJwt } from 'jose'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { guestScopeDown } from '../../src/policy/guest-scope-down.ts'
import type { ServeOptions } from '../../src/server/serve-options.ts'
import type { UpstreamKind } from '../../src/upstream/upstream.ts'
import { getCredentials } from '../cognito-identity/identity-calls.ts'
import { accountId, type Hallpass, startHallpass } from '../hallpass.ts'
import { createPoolWithRoles, type PoolWithRoles } from '../pool-with-roles.ts'
import { signRequest } from '../support/sign-request.ts'
import { credentialsXml, errorXml, goodCredentials, send, startUpstreamStub, type UpstreamStub } from './upstream-stub.ts'

const own = 'cognito-identity.amazonaws.com'
const misconfigured = 'Invalid identity pool configuration. Check assigned IAM roles for this pool.'

interface Bench {
  readonly stub: UpstreamStub
  readonly hallpass: Hallpass
  readonly pool: PoolWithRoles
}

/** A service whose users and guests get their credentials of a stub. */
async function bench(kind: UpstreamKind = 'aws', options: Partial<ServeOptions> = {}): Promise<Bench> {
  const stub = await startUpstreamStub()
  const upstream = { name: 'there', kind, endpoint: stub.url }
  const upstreamRoles = new Map([
    [`arn:aws:iam::${accountId}:role/User`, { upstream, roleArn: 'arn:aws:iam::111122223333:role/user' }],
    [`arn:aws:iam::${accountId}:role/app/Guest`, { upstream, roleArn: 'arn:aws:iam::111122223333:role/guest' }],
  ])
  const hallpass = await startHallpass({ upstreamRoles, ...options })
  onTestFinished(async () => {
    await hallpass.close()
    await stub.close()
  })
  return { stub, hallpass, pool: await createPoolWithRoles(hallpass) }
}

async function asUser({ hallpass, pool }: Bench, tags?: Record<string, string>) {
  const { identityId, token } = await pool.user('ann', tags)
  return { identityId, answer: await getCredentials(hallpass, identityId, { [own]: token }) }
}

async function asGuest({ hallpass, pool }: Bench) {
  const { identityId } = await pool.guest()
  return { identityId, answer: await getCredentials(hallpass, identityId) }
}

describe('the upstream is shown', () => {
  test('our OpenID token of a user, with the principal tags', async () => {
    const { stub, hallpass, pool, ...rest } = await bench()
    const { identityId } = await asUser({ stub, hallpass, pool, ...rest }, { team: 'blue' })
    const [asked] = stub.asked
    const claims = decodeJwt(String(asked?.form.get('WebIdentityToken')))
    expect(claims).toMatchObject({
      iss: hallpass.url,
      sub: identityId,
      aud: pool.poolId,
      amr: expect.arrayContaining(['authenticated', 'login.app']),
      'https://aws.amazon.com/tags': { principal_tags: { team: ['blue'] } },
      'https://cognito-identity.amazonaws.com/identity-pool-arn': `arn:aws:cognito-identity:eu-central-1:${accountId}:identitypool/${pool.poolId}`,
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(600)
    expect(asked?.form.get('RoleArn')).toBe('arn:aws:iam::111122223333:role/user')
    expect(asked?.form.get('RoleSessionName')).toBe('CognitoIdentityCredentials')
    expect(asked?.form.get('DurationSeconds')).toBe('3600')
  })

  test('no session policy for users', async () => {
    const on = await bench()
    await asUser(on)
    expect(on.stub.asked[0]?.form.has('Policy')).toBe(false)
  })

  test('the token of a guest, who is none but that', async () => {
    const on = await bench()
    const { identityId } = await asGuest(on)
    const claims = decodeJwt(String(on.stub.asked[0]?.form.get('WebIdentityToken')))
    expect(claims).toMatchObject({ sub: identityId, amr: ['unauthenticated'] })
    expect(claims).not.toHaveProperty(['https://aws.amazon.com/tags'])
    expect(on.stub.asked[0]?.form.get('RoleArn')).toBe('arn:aws:iam::111122223333:role/guest')
  })

  test.for(['aws', 'hallpass'] as const)('what %s opens to guests, as their session policy', async (kind) => {
    const on = await bench(kind)
    await asGuest(on)
    expect(on.stub.asked[0]?.form.get('Policy')).toBe(guestScopeDown)
    expect(guestScopeDown.length).toBeLessThan(2048)
  })

  test.for(['ceph', 'minio'] as const)('S3 alone as the session policy of guests, where it is %s', async (kind) => {
    const on = await bench(kind)
    await asGuest(on)
    expect(JSON.parse(String(on.stub.asked[0]?.form.get('Policy')))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }],
    })
  })

  test.for(['aws', 'ceph', 'minio', 'hallpass'] as const)('the session policy of the configuration, where it is %s', async (kind) => {
    const guestSessionPolicy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
    const on = await bench(kind, { guestSessionPolicy })
    await asGuest(on)
    expect(on.stub.asked[0]?.form.get('Policy')).toBe(guestSessionPolicy)
  })

  test('a token of an hour, where it is MinIO, which ends sessions with it', async () => {
    const on = await bench('minio')
    await asUser(on)
    const { exp, iat } = decodeJwt(String(on.stub.asked[0]?.form.get('WebIdentityToken')))
    expect(Number(exp) - Number(iat)).toBe(3600)
  })
})

describe('its credentials', () => {
  test('are handed on as they are, with the end that they have', async () => {
    const on = await bench()
    const end = new Date(Math.floor(Date.now() / 1000) * 1000 + 900_000)
    on.stub.answer((response) => send(response, 200, credentialsXml(end)))
    const { identityId, answer } = await asGuest(on)
    const { AccessKeyId, SecretAccessKey: SecretKey, SessionToken } = goodCredentials
    expect(answer).toMatchObject({ IdentityId: identityId, Credentials: { AccessKeyId, SecretKey, SessionToken, Expiration: end } })
  })
})

describe('the upstream is not asked', () => {
  test('where our role does not trust the identity', async () => {
    const on = await bench()
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Principal: { Federated: own }, Action: 'sts:AssumeRoleWithWebIdentity' },
    })
    await on.hallpass.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Guest', PolicyDocument }))
    await expect(asGuest(on)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' })
    expect(on.stub.asked).toEqual([])
  })

  test('with tags that no STS takes', async () => {
    const on = await bench()
    await expect(asUser(on, { team: '<blue>' })).rejects.toMatchObject({ message: misconfigured })
    expect(on.stub.asked).toEqual([])
  })

  test('with a login that does not hold', async () => {
    const on = await bench()
    const { identityId, token } = await on.pool.user('ann')
    const broken = getCredentials(on.hallpass, identityId, { [own]: `${token.slice(0, -8)}AAAAAAAA` })
    await expect(broken).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    expect(on.stub.asked).toEqual([])
  })

  test('about roles that stand for none of its', async () => {
    const on = await bench('aws', { upstreamRoles: new Map() })
    const { answer } = await asGuest(on)
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA/)
    expect(on.stub.asked).toEqual([])
  })

  test('by an explanation, which names it', async () => {
    const on = await bench()
    const { identityId } = await on.pool.guest()
    const body = JSON.stringify({ IdentityPoolId: on.pool.poolId, IdentityId: identityId })
    const { url, server } = on.hallpass
    const head = { host: new URL(url).host, 'content-type': 'application/json' }
    const { host: _, ...headers } = signRequest(head, body, server.rootAccessKey, { path: '/explain' })
    const explanation = await (await fetch(`${url}/explain`, { method: 'POST', body, headers })).json()
    expect(explanation).toMatchObject({
      outcome: 'credentials',
      session: { upstream: { name: 'there', kind: 'aws', endpoint: on.stub.url, roleArn: 'arn:aws:iam::111122223333:role/guest' } },
    })
    expect(on.stub.asked).toEqual([])
  })
})

describe('what goes wrong there is', () => {
  test.for([
    [403, 'AccessDenied'],
    [400, 'InvalidIdentityToken'],
    [400, 'ExpiredTokenException'],
    [400, 'MalformedPolicyDocument'],
  ] as const)('a wrong configuration: %i %s', async ([status, code], { expect }) => {
    const on = await bench()
    on.stub.answer((response) => send(response, status, errorXml(code, 'Not here.')))
    const error = { name: 'InvalidIdentityPoolConfigurationException', message: misconfigured, $metadata: { httpStatusCode: 400 } }
    await expect(asGuest(on)).rejects.toMatchObject(error)
  })

  test.for([
    ['a closed socket', (response: { destroy(): void }) => response.destroy()],
    ['status 500', (response: Parameters<typeof send>[0]) => send(response, 500, errorXml('InternalFailure', 'Sorry.'))],
    ['garbage', (response: Parameters<typeof send>[0]) => send(response, 200, '<AssumeRole')],
    ['a huge answer', (response: Parameters<typeof send>[0]) => send(response, 200, credentialsXml() + ' '.repeat(1024 * 1024))],
    ['a page', (response: Parameters<typeof send>[0]) => send(response, 200, '<!doctype html><title>Sign in</title>')],
  ] as const)('an external failure: %s', async ([, how], { expect }) => {
    const on = await bench()
    on.stub.answer(how)
    await expect(asGuest(on)).rejects.toMatchObject({
      name: 'ExternalServiceException',
      message: 'The upstream there did not give a usable answer. Please try again later.',
    })
  })

  test('too many requests, where it is busy', async () => {
    const on = await bench()
    on.stub.answer((response) => send(response, 400, errorXml('Throttling', 'Rate exceeded')))
    await expect(asGuest(on)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'The upstream there is busy. Please try again later.',
    })
  })

  test('told in the log, without token or secret', async () => {
    const lines: string[] = []
    const out = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString()))
    const on = await bench('aws', { log: pino(out) })
    on.stub.answer((response, { form }) =>
      send(response, 400, errorXml('InvalidIdentityToken', `Incorrect token audience: ${form.get('WebIdentityToken')}`)),
    )
    await expect(asGuest(on)).rejects.toThrow()
    const log = lines.join('')
    expect(log).toContain('The upstream STS \\"there\\" answered with status 400 and InvalidIdentityToken: Incorrect token audience: ')
    for (const part of String(on.stub.asked[0]?.form.get('WebIdentityToken')).split('.')) expect(log).not.toContain(part)
    on.stub.answer((response) => send(response, 200, credentialsXml()))
    await asGuest(on)
    for (const secret of Object.values(goodCredentials)) expect(lines.join('')).not.toContain(secret)
  })
})
