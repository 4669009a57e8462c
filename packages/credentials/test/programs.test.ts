import { CognitoIdentityClient as SdkClient } from '@aws-sdk/client-cognito-identity'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, vi } from 'vitest'
import { known } from '../../hallpass/test/cognito-identity/federation.ts'
import {
  CognitoIdentityClient,
  type CognitoIdentityCredentialProvider,
  fromCognitoIdentity,
  fromCognitoIdentityPool,
} from '../src/index.node.ts'
import { services, type TestService, testOn } from './service.ts'
import { answer, internalError, type Reaction } from './stub/reactions.ts'
import { startStubService } from './stub-service.ts'

// The programs of the SDK's documentation, with another import and an address of our own.

describe.each(services)('programs of the documentation, on %s', (kind) => {
  const test = testOn(kind)

  test('CP-PRG-1: an S3 client with an identity', async ({ service }) => {
    const identityId = await guest(service)
    const credentials = fromCognitoIdentity({ identityId, clientConfig: { endpoint: service.url } })
    expect(await keyOfS3(credentials)).toBe(lastKey(service))
    expect(service.stub.requests.at(-1)?.input).toEqual({ IdentityId: identityId })
  })

  test('CP-PRG-1: … with a role of its own choice, in a region, with three attempts', async ({ service }) => {
    const { identityId, logins } = await user(service)
    service.stub.always('GetCredentialsForIdentity', internalError())
    const credentials = fromCognitoIdentity({
      identityId,
      customRoleArn: service.roles.user,
      logins,
      clientConfig: { region: service.region, maxAttempts: 3, endpoint: service.url },
    })
    await expect(credentials()).rejects.toMatchObject({ name: 'InternalErrorException', $metadata: { attempts: 3 } })
    expect(service.stub.requestsOf('GetCredentialsForIdentity').map(({ input }) => input)).toEqual(
      Array(3).fill({ IdentityId: identityId, CustomRoleArn: service.roles.user, Logins: logins }),
    )
  })

  test('CP-PRG-2: a DynamoDB client with a pool, as a guest', async ({ service }) => {
    const credentials = fromCognitoIdentityPool({ identityPoolId: service.identityPoolId, clientConfig: { endpoint: service.url } })
    expect(await keyOfDynamoDb(credentials)).toBe(lastKey(service))
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('CP-PRG-3: an account, a user and a map, which then holds the one identity', async ({ service }) => {
    const cache = new Map<string, string>()
    const options = {
      accountId: service.accountId,
      identityPoolId: service.identityPoolId,
      userIdentifier: 'user_0',
      cache,
      clientConfig: { endpoint: service.url },
    }
    const { identityId } = await fromCognitoIdentityPool(options)()
    expect([...cache]).toEqual([[`aws:cognito-identity-credentials:${service.identityPoolId}:user_0`, identityId]])
    expect(await fromCognitoIdentityPool(options)()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId').map(({ input }) => input)).toEqual([
      { AccountId: service.accountId, IdentityPoolId: service.identityPoolId },
    ])
  })

  test('CP-PRG-4: two logins and a role', async ({ service }) => {
    const logins = { ...(await service.logins('ann')), ...(await service.logins('ann', service.otherProvider)) }
    const credentials = fromCognitoIdentityPool({
      identityPoolId: service.identityPoolId,
      customRoleArn: service.roles.user,
      logins,
      clientConfig: { endpoint: service.url },
    })
    // The choice of a role is for tokens that name several: what counts here is that all was sent.
    await credentials().catch(() => {})
    expect(service.stub.requests.map(({ operation, input }) => [operation, input])).toEqual([
      ['GetId', { IdentityPoolId: service.identityPoolId, Logins: logins }],
      ['GetCredentialsForIdentity', { IdentityId: expect.any(String), CustomRoleArn: service.roles.user, Logins: logins }],
    ])
  })

  test.for([
    ['takes no guests', 'NotAuthorizedException', (service: TestService) => service.createPool({ allowsGuests: false })],
    ['nobody knows', 'ResourceNotFoundException', async (service: TestService) => service.unknownPool()],
    ['has no proper name', 'ValidationException', async () => 'eu-central-1 pool:'],
  ] as const)('CP-PRG-5: the error of a pool that %s is told by its name', async ([, name, pool], { service }) => {
    const clientConfig = { endpoint: service.url, region: service.region }
    const error = await fromCognitoIdentityPool({ identityPoolId: await pool(service), clientConfig })().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name, message: expect.stringMatching(/./) })
  })

  test('CP-PRG-6: five attempts and ten seconds for each, and credentials that are not used', async ({ service }) => {
    service.stub.always('GetId', internalError())
    const credentials = vi.fn(async () => ({ accessKeyId: 'unused', secretAccessKey: 'unused' }))
    const clientConfig = { region: service.region, maxAttempts: 5, requestTimeout: 10_000, credentials, endpoint: service.url }
    await expect(fromCognitoIdentityPool({ identityPoolId: service.identityPoolId, clientConfig })()).rejects.toMatchObject({
      $metadata: { attempts: 5 },
    })
    expect(service.stub.requests).toHaveLength(5)
    expect(service.stub.requests.map(({ headers }) => headers['authorization'])).toEqual(Array(5).fill(undefined))
    expect(credentials).not.toHaveBeenCalled()
  })

  test.for([
    ["the SDK's", (config: { region: string; endpoint: string }) => new SdkClient(config)],
    ['ours', (config: { region: string; endpoint: string }) => new CognitoIdentityClient(config)],
  ] as const)('CP-PRG-7: an S3 client in another region, with a client that is %s, no logins: a guest', async ([, make], { service }) => {
    const client = make({ region: service.region, endpoint: service.url })
    const credentials = fromCognitoIdentityPool({ client, identityPoolId: service.identityPoolId, logins: {} })
    expect(await keyOfS3(credentials, 'us-west-2')).toBe(lastKey(service))
    expect(service.stub.requests.map(({ input }) => input)).toEqual([
      { IdentityPoolId: service.identityPoolId },
      { IdentityId: expect.any(String) },
    ])
  })

  test("CP-PRG-8: the token that the page's address brought", async ({ service }) => {
    const address = `https://app.example.com/#id_token=${await service.token('ann')}&access_token=other&expires_in=3600`
    const token = address.substring(address.indexOf('=') + 1, address.indexOf('&'))
    const loginData = { [service.provider]: token }
    const clientConfig = { region: service.region, endpoint: service.url }
    const credentials = fromCognitoIdentityPool({ clientConfig, identityPoolId: service.identityPoolId, logins: loginData })
    expect(await credentials()).toMatchObject({ identityId: expect.stringContaining(service.region) })
    expect(service.stub.requestsOf('GetId')[0]?.input['Logins']).toEqual({ [service.provider]: token })
  })

  test('CP-PRG-8: as printed, with a map in the map, it is told what to mend', async ({ service }) => {
    const loginData = { [service.provider]: await service.token('ann') }
    const clientConfig = { region: service.region, endpoint: service.url }
    // As JavaScript has it: the type says no.
    const logins = { loginData } as never
    await expect(fromCognitoIdentityPool({ clientConfig, identityPoolId: service.identityPoolId, logins })()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('loginData'),
    })
    expect(service.stub.requests).toEqual([])
  })

  test('CP-PRG-9: a guest made with `new`, who becomes a user on the provider itself', async ({ service }) => {
    // A plain function, which is called with `new` where the guide does so.
    const Pool = fromCognitoIdentityPool as never as new (options: object) => ReturnType<typeof fromCognitoIdentityPool>
    const creds = new Pool({ clientConfig: { region: service.region, endpoint: service.url }, identityPoolId: service.identityPoolId })
    const { identityId } = await creds()

    const [[provider = '', token = ''] = []] = Object.entries(await service.logins('ann'))
    creds.params.Logins = creds.params.Logins || {}
    creds.params.Logins[provider] = token
    creds.expired = true

    expect(await creds()).toMatchObject({ identityId })
    expect(creds.expired).toBe(false)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
    expect(service.stub.requests[2]?.input).toEqual({ IdentityId: identityId, Logins: { [provider]: token } })
  })

  test("CP-PRG-9: as printed, with the pool's id among the client's options, it is told what to mend", async ({ service }) => {
    const clientConfig = { region: service.region, endpoint: service.url, IdentityPoolId: service.identityPoolId }
    // As JavaScript has it: the type asks for `identityPoolId`.
    const provider = fromCognitoIdentityPool({ clientConfig } as never)
    await expect(provider()).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('identityPoolId') })
    expect(service.stub.requests).toEqual([])
  })
})

describe('programs of the documentation with social logins', () => {
  testOn('stub')('CP-PRG-1, CP-TOK-6: send them under the names that they have', async ({ service }) => {
    const logins = {
      'graph.facebook.com': 'FBTOKEN',
      'www.amazon.com': 'AMAZONTOKEN',
      'api.twitter.com': 'TWITTERTOKEN',
      'accounts.google.com': 'GOOGLETOKEN',
      'www.digits.com': 'DIGITSTOKEN',
      'cognito-identity.amazonaws.com': 'OWNTOKEN',
    }
    const identityId = await guest(service)
    await fromCognitoIdentity({ identityId, logins, clientConfig: { endpoint: service.url } })()
    expect(service.stub.requests.at(-1)?.input).toEqual({ IdentityId: identityId, Logins: logins })
  })
})

async function guest({ url, identityPoolId, stub }: TestService): Promise<string> {
  const { identityId } = await fromCognitoIdentityPool({ identityPoolId, clientConfig: { endpoint: url } })()
  stub.reset()
  return identityId
}

async function user(service: TestService) {
  const logins = await service.logins('ann')
  const { identityId } = await fromCognitoIdentityPool({
    identityPoolId: service.identityPoolId,
    logins,
    clientConfig: { endpoint: service.url },
  })()
  service.stub.reset()
  return { identityId, logins }
}

/** The access key of the last answer with credentials. */
function lastKey({ stub }: TestService): string {
  return known(/"AccessKeyId":"(\w+)"/.exec(stub.requestsOf('GetCredentialsForIdentity').at(-1)?.answer ?? '')?.[1])
}

/** The access key that an S3 client signs with. */
function keyOfS3(credentials: CognitoIdentityCredentialProvider, region = 'eu-central-1'): Promise<string | undefined> {
  return signingKey(answer('<ListAllMyBucketsResult/>'), (endpoint) =>
    new S3Client({ region, endpoint, credentials }).send(new ListBucketsCommand({})),
  )
}

function keyOfDynamoDb(credentials: CognitoIdentityCredentialProvider): Promise<string | undefined> {
  return signingKey(answer({ TableNames: [] }), (endpoint) =>
    new DynamoDBClient({ region: 'eu-central-1', endpoint, credentials }).send(new ListTablesCommand({})),
  )
}

/** Who signs the request to another service, which there is none of here. */
async function signingKey(reaction: Reaction, request: (endpoint: string) => Promise<unknown>): Promise<string | undefined> {
  const elsewhere = await startStubService()
  elsewhere.always('*', reaction)
  await request(elsewhere.url)
  await elsewhere.close()
  return /Credential=(\w+)\//.exec(elsewhere.requests[0]?.headers['authorization'] ?? '')?.[1]
}
