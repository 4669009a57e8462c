import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { refusal } from '../stub/reactions.ts'
import { implementations, testOf } from './both.ts'

const params = () => ({ RoleArn: 'arn:aws:iam::123456789012:role/User', WebIdentityToken: 'token' })
const expiration = new Date('2040-01-01T00:00:00Z')
const answer = () => ({
  Credentials: { AccessKeyId: 'KEY', SecretAccessKey: 'SECRET', SessionToken: 'TOKEN', Expiration: expiration },
  OtherProperty: true,
})
type WebIdentityCredentials = InstanceType<AwsNamespace['WebIdentityCredentials']>

/** The calls that `service.assumeRoleWithWebIdentity` gets from now on, each of which ends so. */
function mockService(credentials: WebIdentityCredentials, error: unknown, data: unknown) {
  credentials.createClients()
  const call = vi.fn((...values: unknown[]) => (values.at(-1) as (error: unknown, data: unknown) => void)(error, data))
  // The method as far as the class calls it.
  Object.assign(credentials.service ?? {}, { assumeRoleWithWebIdentity: call })
  return call
}

describe.each(implementations)('WebIdentityCredentials of $name', (implementation) => {
  const test = testOf(implementation)

  describe('constructor', () => {
    test('V14 makes no client', ({ AWS }) => {
      expect(new AWS.WebIdentityCredentials(params()).service).toBeUndefined()
    })

    test('A3.1 writes the name of the session into what it was given', ({ AWS }) => {
      const given: ReturnType<typeof params> & { RoleSessionName?: string } = params()
      const credentials = new AWS.WebIdentityCredentials(given)
      expect(credentials.params).toBe(given)
      expect(given.RoleSessionName).toBe('web-identity')
      expect(new AWS.WebIdentityCredentials({ ...params(), RoleSessionName: 'mine' }).params.RoleSessionName).toBe('mine')
    })

    test('A3.1 starts expired, without data or keys', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      expect(credentials).toBeInstanceOf(AWS.Credentials)
      expect(credentials).toMatchObject({ expired: true, data: null, expireTime: null, accessKeyId: undefined })
      expect(credentials.needsRefresh()).toBe(true)
    })

    test('CP-V2-13 does not throw for an empty object', ({ AWS }) => {
      expect(new AWS.WebIdentityCredentials({}).params).toEqual({ RoleSessionName: 'web-identity' })
    })

    test('CP-V2-12 may be called on another object', ({ AWS }) => {
      const other = { params: undefined }
      Reflect.apply(AWS.WebIdentityCredentials, other, [params()])
      expect(other).toMatchObject({ expired: true, params: { RoleSessionName: 'web-identity' } })
    })
  })

  describe('createClients', () => {
    test('V15 makes the client', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      credentials.createClients()
      expect(credentials.service).toBeInstanceOf(AWS.STS)
    })

    test('V16 makes it once', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      credentials.createClients()
      const { service } = credentials
      credentials.createClients()
      expect(credentials.service).toBe(service)
    })

    test('V17 gives it the global options of HTTP', ({ AWS }) => {
      AWS.config.httpOptions.timeout = 77
      const credentials = new AWS.WebIdentityCredentials(params())
      credentials.createClients()
      expect(credentials.service?.config.httpOptions.timeout).toBe(77)
    })

    test('V17 … whose timeout is two minutes', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      credentials.createClients()
      expect(credentials.service?.config.httpOptions.timeout).toBe(120_000)
    })

    test('V18 gives it the options that the credentials were made with', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params(), { httpOptions: { timeout: 50 }, region: 'eu-west-1', maxRetries: 7 })
      credentials.createClients()
      expect(credentials.service?.config).toMatchObject({ httpOptions: { timeout: 50 }, region: 'eu-west-1', maxRetries: 7 })
    })

    test('A3.1 binds params: the same object', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      credentials.createClients()
      expect(credentials.service?.config.params).toBe(credentials.params)
    })
  })

  describe('refresh', () => {
    test('V19 loads keys, keeps other members in data, has role, token and name bound', async ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      const call = mockService(credentials, null, answer())
      await credentials.refreshPromise()
      expect(call.mock.calls).toEqual([[expect.any(Function)]])
      const { accessKeyId, secretAccessKey, sessionToken, expireTime, data } = credentials
      expect([accessKeyId, secretAccessKey, sessionToken, expireTime]).toEqual(['KEY', 'SECRET', 'TOKEN', expiration])
      expect(credentials.needsRefresh()).toBe(false)
      expect(data).toEqual(answer())
      expect(credentials.service?.config.params).toEqual({ ...params(), RoleSessionName: 'web-identity' })
    })

    test('V19 is done when refresh returns, but for the callback', ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      mockService(credentials, null, answer())
      const done = vi.fn()
      credentials.refresh(done)
      expect(credentials.accessKeyId).toBe('KEY')
      expect(done).not.toHaveBeenCalled()
    })

    test('V20 fails four times by four calls', async ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      const failure = AWS.util.error(new Error('INVALID SERVICE'), { code: 'No' })
      const call = mockService(credentials, failure, null)
      for (let times = 1; times <= 4; times += 1) {
        await expect(credentials.refreshPromise()).rejects.toBe(failure)
        expect(call).toHaveBeenCalledTimes(times)
      }
    })

    test('A3.2 clears data, but no keys, where it fails, and asks again the next time', async ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      mockService(credentials, null, answer())
      await credentials.refreshPromise()
      mockService(credentials, AWS.util.error(new Error('no'), { code: 'No' }), null)
      await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'No' })
      expect(credentials.data).toBeNull()
      expect(credentials.accessKeyId).toBe('KEY')
      mockService(credentials, null, answer())
      await credentials.refreshPromise()
      expect(credentials.data).toEqual(answer())
    })

    test('CP-V2-13 calls load and createClients of the object', async ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      mockService(credentials, null, answer())
      const [load, createClients] = [vi.spyOn(credentials, 'load'), vi.spyOn(credentials, 'createClients')]
      await credentials.refreshPromise()
      expect(load).toHaveBeenCalledOnce()
      expect(createClients).toHaveBeenCalledOnce()
    })

    test('CP-V2-13 has the keys set by credentialsFrom of the service', async ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      mockService(credentials, null, answer())
      // Made by mockService.
      const service = credentials.service as object as { credentialsFrom(...values: unknown[]): unknown }
      const credentialsFrom = vi.spyOn(service, 'credentialsFrom').mockReturnValue(null)
      await credentials.refreshPromise()
      expect(credentialsFrom.mock.calls).toEqual([[answer(), credentials]])
      expect(credentials.accessKeyId).toBeUndefined()
    })

    test('V54 the promise of get refreshes, and resolves to nothing', async ({ AWS }) => {
      const credentials = new AWS.WebIdentityCredentials(params())
      mockService(credentials, null, answer())
      await expect(credentials.getPromise()).resolves.toBeUndefined()
      expect(credentials.expired).toBe(false)
    })
  })

  describe('on the wire', () => {
    test('A3.2 sends an unsigned AssumeRoleWithWebIdentity, and takes dates as such', async ({ AWS, stub }) => {
      const given = { ...params(), WebIdentityToken: tokenOf('ann'), ProviderId: 'www.amazon.com', DurationSeconds: 900 }
      const credentials = new AWS.WebIdentityCredentials(given, { endpoint: stub.url, region: 'eu-central-1' })
      await credentials.refreshPromise()
      const [{ input, headers } = { input: {}, headers: {} }] = stub.requests
      expect(input).toEqual({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...given, DurationSeconds: '900' })
      expect(headers).not.toHaveProperty('authorization')
      expect(credentials.expireTime).toBeInstanceOf(Date)
      expect(credentials.data).toMatchObject({ SubjectFromWebIdentityToken: 'ann', Provider: 'stub', Audience: 'app' })
      expect(credentials.data?.AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/User/web-identity')
    })

    test('A3.4 sends the token that params have at the time', async ({ AWS, stub }) => {
      const credentials = new AWS.WebIdentityCredentials(
        { ...params(), WebIdentityToken: tokenOf('ann') },
        { endpoint: stub.url, region: 'eu-central-1' },
      )
      await credentials.refreshPromise()
      credentials.params.WebIdentityToken = tokenOf('ben')
      await credentials.refreshPromise()
      expect(stub.requests.map(({ input }) => input['WebIdentityToken'])).toEqual([tokenOf('ann'), tokenOf('ben')])
    })

    test('A3.2 fails with the code and message of the service', async ({ AWS, stub }) => {
      stub.next('AssumeRoleWithWebIdentity', refusal('InvalidIdentityToken', 'No & <none>', { status: 400 }))
      const credentials = new AWS.WebIdentityCredentials(
        { ...params(), WebIdentityToken: tokenOf('ann') },
        { endpoint: stub.url, region: 'eu-central-1' },
      )
      await expect(credentials.refreshPromise()).rejects.toMatchObject({
        code: 'InvalidIdentityToken',
        name: 'InvalidIdentityToken',
        message: 'No & <none>',
        statusCode: 400,
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
        retryable: false,
        time: expect.any(Date),
      })
    })
  })

  test.for([
    ['legacy', 'eu-central-1', 'sts.amazonaws.com', 'us-east-1'],
    ['regional', 'eu-central-1', 'sts.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['Regional', 'eu-central-1', 'sts.eu-central-1.amazonaws.com', 'eu-central-1'],
    [undefined, 'eu-central-1', 'sts.amazonaws.com', 'us-east-1'],
    ['legacy', undefined, 'sts.amazonaws.com', 'us-east-1'],
    ['regional', 'cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['legacy', 'us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ] as const)('A3.3 with stsRegionalEndpoints %s, STS of %s is at %s', ([stsRegionalEndpoints, region, host, signingRegion], { AWS }) => {
    // What JavaScript may write: the type knows two spellings.
    const config = { region, ...(stsRegionalEndpoints && { stsRegionalEndpoints }) } as object
    const credentials = new AWS.WebIdentityCredentials(params(), config)
    credentials.createClients()
    const request = credentials.service?.assumeRoleWithWebIdentity()
    expect(request?.build().response.error).toBeNull()
    expect(request?.httpRequest.endpoint.host).toBe(host)
    expect(request?.httpRequest.headers['Host']).toBe(host)
    expect(request?.httpRequest.region).toBe(signingRegion)
  })

  test('A3.3 asks for a region where the endpoint is to be regional', ({ AWS }) => {
    const sts = new AWS.STS({ stsRegionalEndpoints: 'regional' })
    const request = sts.assumeRoleWithWebIdentity({ ...params(), RoleSessionName: 'name' }).build()
    expect(request.response.error).toMatchObject({ code: 'ConfigError', message: 'Missing region in config' })
  })

  test('A3.3 asks for a region where the endpoint was given', ({ AWS, stub }) => {
    const sts = new AWS.STS({ endpoint: stub.url })
    const request = sts.assumeRoleWithWebIdentity({ ...params(), RoleSessionName: 'name' }).build()
    expect(request.response.error).toMatchObject({ code: 'ConfigError', message: 'Missing region in config' })
  })
})

/** An unsigned token, as the stub reads it. */
function tokenOf(subject: string): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part({ sub: subject })}.c2ln`
}
