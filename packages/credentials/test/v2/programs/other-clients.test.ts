import { createRequire } from 'node:module'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { describe, expect } from 'vitest'
import type { AwsNamespace } from '../../../src/v2/aws.ts'
import type { Credentials } from '../../../src/v2/config-types.ts'
import { startRecordingServices } from '../../programs/recording-services.ts'
import { original, ours } from '../both.ts'
import { allow, called, roleOf, type Surroundings, testOf } from './programs.ts'

// What the classes are given to: service objects of the SDK v2 and v3 take ours, ours takes those of the SDK v2.

const test = testOf(ours)
type Make = (AWS: AwsNamespace, around: Surroundings) => Credentials
const guest: Make = (AWS, { identityPoolId }) => new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })

describe('our credentials', () => {
  test.for(['s3', 'dynamodb'] as const)('sign what %s of the SDK v2 sends', async (kind, { around }) => {
    const services = await startRecordingServices()
    const credentials = guest(around.AWS, around)
    await new Promise<void>((resolve, reject) => {
      const service = sdkService(kind, { region: 'us-west-2', endpoint: services.url, credentials, s3ForcePathStyle: true })
      const call = kind === 's3' ? service.listBuckets : service.listTables
      call.call(service, (error) => (error ? reject(error) : resolve()))
    })
    expect(services.signers).toEqual([
      { accessKeyId: credentials.accessKeyId, region: 'us-west-2', service: kind, sessionToken: credentials.sessionToken },
    ])
    expect(around.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
    await services.close()
  })

  test('are renewed by the SDK v2, once they are expired', async ({ around }) => {
    const services = await startRecordingServices()
    const credentials = guest(around.AWS, around)
    const service = sdkService('s3', { region: 'us-west-2', endpoint: services.url, credentials, s3ForcePathStyle: true })
    await service.listBuckets().promise()
    credentials.expired = true
    await service.listBuckets().promise()
    expect(new Set(services.signers.map(({ accessKeyId }) => accessKeyId)).size).toBe(2)
    await services.close()
  })

  test('in the global configuration of the SDK v2 are taken by its services', async ({ around }) => {
    const services = await startRecordingServices()
    const credentials = guest(around.AWS, around)
    const SDK = (await original.load()) as unknown as { config: { update(options: object): void } }
    SDK.config.update({ credentials, region: 'us-west-2' })
    await sdkService('s3', { endpoint: services.url, s3ForcePathStyle: true }).listBuckets().promise()
    expect(services.signers).toMatchObject([{ accessKeyId: credentials.accessKeyId }])
    await services.close()
  })

  test('CP-V2-3 are credentials of clients of the SDK v3, as toProvider()', async ({ around }) => {
    const services = await startRecordingServices()
    const credentials = guest(around.AWS, around)
    const client = new S3Client({ region: 'us-west-2', endpoint: services.url, credentials: credentials.toProvider() })
    await client.send(new ListBucketsCommand({}))
    await client.send(new ListBucketsCommand({}))
    const signer = { accessKeyId: credentials.accessKeyId, region: 'us-west-2', service: 's3', sessionToken: credentials.sessionToken }
    expect(services.signers).toEqual([signer, signer])
    expect(around.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
    await services.close()
  })

  test('CP-V2-3 … and follow a guest who becomes a user', async ({ around }) => {
    const services = await startRecordingServices()
    const credentials = new around.AWS.CognitoIdentityCredentials({ IdentityPoolId: around.identityPoolId })
    const client = new S3Client({ region: 'us-west-2', endpoint: services.url, credentials: credentials.toProvider() })
    await client.send(new ListBucketsCommand({}))
    const { identityId } = credentials
    credentials.params.Logins = { 'graph.facebook.com': around.tokens.facebook }
    credentials.expired = true
    expect(await credentials.toProvider()()).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), expiration: expect.any(Date) })
    expect(credentials.identityId).toBe(identityId)
    expect(await roleOf(credentials, around)).toBe('User')
    await services.close()
  })

  test('CP-V2-3 … the object itself, once it has keys', async ({ around }) => {
    const services = await startRecordingServices()
    const credentials = guest(around.AWS, around)
    await credentials.getPromise()
    const client = new S3Client({ region: 'us-west-2', endpoint: services.url, credentials })
    await client.send(new ListBucketsCommand({}))
    expect(services.signers).toMatchObject([{ accessKeyId: credentials.accessKeyId, sessionToken: credentials.sessionToken }])
    await services.close()
  })
})

describe('credentials of the SDK v2', () => {
  test('sign what our service sends', async ({ around }) => {
    const { AWS, endpoint, identityPoolId, region, roles, stub } = around
    await allow(around, roles.guest, 'cognito-identity:ListIdentityPools')
    const SDK = await original.load()
    const credentials = new SDK.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId }, { region, endpoint })
    AWS.config.credentials = credentials
    const { err, data } = await called((done) => new AWS.CognitoIdentity().listIdentityPools({ MaxResults: 1 }, done))
    expect(err).toBeNull()
    expect(data?.IdentityPools).toHaveLength(1)
    expect(stub.requests.at(-1)?.headers['authorization']).toContain(`Credential=${credentials.accessKeyId}/`)
  })

  test('in a chain of ours are taken', async ({ around }) => {
    const { AWS } = around
    const SDK = await original.load()
    const chain = new AWS.CredentialProviderChain([() => new SDK.Credentials('akid', 'secret')])
    expect(await chain.resolvePromise()).toMatchObject({ accessKeyId: 'akid' })
  })

  test('find the identity that ours stored, and the reverse', async () => {
    const localStorage = {}
    const [SDK, AWS] = [await original.loadInBrowser(localStorage), await ours.loadInBrowser(localStorage)]
    new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'a', LoginId: 'ann', Logins: { x: 'token' } }).cacheId({ IdentityId: 'by ours' })
    new SDK.CognitoIdentityCredentials({ IdentityPoolId: 'b' }).cacheId({ IdentityId: 'by theirs' })
    const inSdk = new SDK.CognitoIdentityCredentials({ IdentityPoolId: 'a', LoginId: 'ann', Logins: { x: 'token', y: 'token' } })
    expect(inSdk.identityId).toBe('by ours')
    expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'b' }).identityId).toBe('by theirs')
  })
})

type Method = (callback?: (error: unknown) => void) => { promise(): Promise<unknown> }
interface SdkService {
  readonly listBuckets: Method
  readonly listTables: Method
}

/** S3 or DynamoDB of the SDK. */
function sdkService(kind: 's3' | 'dynamodb', config: object): SdkService {
  const Service = createRequire(import.meta.url)(`aws-sdk/clients/${kind}`)
  return new Service(config)
}
