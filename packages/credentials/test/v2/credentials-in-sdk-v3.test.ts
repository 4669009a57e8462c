import { CognitoIdentityClient, DescribeIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect, vi } from 'vitest'
import { ours, testOf } from './both.ts'

const test = testOf(ours)
const region = 'eu-central-1'
const pool = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const describeIdentity = () => new DescribeIdentityCommand({ IdentityId: 'eu-central-1:99999999-0000-0000-0000-000000000000' })

describe('CP-V2-3 credentials in clients of the SDK v3', () => {
  test('as a provider, which asks for the keys', async ({ AWS, stub }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: pool }, { region, endpoint: stub.url })
    const client = new CognitoIdentityClient({ region, endpoint: stub.url, credentials: credentials.toProvider() })
    await client.send(describeIdentity())
    await client.send(describeIdentity())
    expect(stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'DescribeIdentity', 'DescribeIdentity'])
    const { headers } = stub.requestsOf('DescribeIdentity')[0] ?? {}
    expect(headers?.['authorization']).toContain(`Credential=${credentials.accessKeyId}/`)
    expect(headers?.['x-amz-security-token']).toBe(credentials.sessionToken)
  })

  test('as they are, once they have keys', async ({ AWS, stub }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: pool }, { region, endpoint: stub.url })
    await credentials.getPromise()
    await new CognitoIdentityClient({ region, endpoint: stub.url, credentials }).send(describeIdentity())
    const { headers } = stub.requestsOf('DescribeIdentity')[0] ?? {}
    expect(headers?.['authorization']).toContain(`Credential=${credentials.accessKeyId}/`)
    expect(headers?.['x-amz-security-token']).toBe(credentials.sessionToken)
  })

  test('the provider hands over keys and their end', async ({ AWS }) => {
    const credentials = new AWS.Credentials('akid', 'secret', 'session')
    credentials.expireTime = new Date('2040-01-01T00:00:00Z')
    expect(await credentials.toProvider()()).toEqual({
      accessKeyId: 'akid',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: new Date('2040-01-01T00:00:00Z'),
    })
  })

  test('the provider leaves out what long-term keys have not', async ({ AWS }) => {
    const identity = await new AWS.Credentials('akid', 'secret').toProvider()()
    expect(Object.keys(identity)).toEqual(['accessKeyId', 'secretAccessKey'])
  })

  test('the provider refreshes what has expired, and nothing else', async ({ AWS }) => {
    const credentials = new AWS.Credentials('akid', 'secret')
    const refresh = vi.spyOn(credentials, 'refresh').mockImplementation((done) => {
      credentials.accessKeyId = 'fresh'
      done?.()
    })
    const provider = credentials.toProvider()
    expect((await provider()).accessKeyId).toBe('akid')
    expect(refresh).not.toHaveBeenCalled()
    credentials.expired = true
    expect((await provider()).accessKeyId).toBe('fresh')
    expect(refresh).toHaveBeenCalledOnce()
  })

  test('the provider rejects with the error of the refresh', async ({ AWS }) => {
    const credentials = new AWS.Credentials()
    const failure = AWS.util.error(new Error('no'), { code: 'No' })
    vi.spyOn(credentials, 'refresh').mockImplementation((done) => done?.(failure))
    await expect(credentials.toProvider()()).rejects.toBe(failure)
  })

  test('the provider works without the promise forms', async ({ AWS }) => {
    AWS.Credentials.deletePromisesFromClass()
    expect(await new AWS.Credentials('akid', 'secret').toProvider()()).toMatchObject({ accessKeyId: 'akid' })
  })
})
