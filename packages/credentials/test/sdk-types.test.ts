import { CognitoIdentityClient as SdkClient } from '@aws-sdk/client-cognito-identity'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts'
import type * as cognito from '@aws-sdk/credential-provider-cognito-identity'
import type * as web from '@aws-sdk/credential-provider-web-identity'
import type { AwsCredentialIdentityProvider, RuntimeConfigAwsCredentialIdentityProvider } from '@aws-sdk/types'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type AssumeRoleWithWebIdentityParams,
  CognitoIdentityClient,
  type CognitoIdentityCredentialProvider,
  type CognitoIdentityCredentials,
  type CognitoProviderParameters,
  createSession,
  type FromCognitoIdentityParameters,
  type FromCognitoIdentityPoolParameters,
  type FromTokenFileInit,
  type FromWebTokenInit,
  fromCognitoIdentity,
  fromCognitoIdentityPool,
  fromTokenFile,
  fromWebToken,
  type Logins,
  type ResolvedLogins,
  type Storage,
} from '../src/index.node.ts'

// What these say is for the compiler; it runs with the other checks of types.

const identityPoolId = 'eu-central-1:pool'
const identityId = 'eu-central-1:ann'

/** The members of the original that ours lacks. */
type Lacking<Original, Ours> = Exclude<keyof Original, keyof Ours | Internal>

/** Plugins for the SDK's client of STS, for its own use: here is no such client. */
type Internal = 'clientPlugins'

describe('CP-PRV-1: every provider is one to the SDK', () => {
  const providers = {
    fromCognitoIdentity: fromCognitoIdentity({ identityId }),
    fromCognitoIdentityPool: fromCognitoIdentityPool({ identityPoolId }),
    fromWebToken: fromWebToken({ webIdentityToken: 'token', roleArn: 'arn:aws:iam::123456789012:role/Web' }),
    fromTokenFile: fromTokenFile(),
    session: createSession({ identityPoolId }).credentials,
  }

  test('of credentials, with and without the configuration of the client that asks', () => {
    expectTypeOf<(typeof providers)[keyof typeof providers]>().toExtend<AwsCredentialIdentityProvider>()
    expectTypeOf<(typeof providers)[keyof typeof providers]>().toExtend<RuntimeConfigAwsCredentialIdentityProvider>()
    expectTypeOf(providers.fromCognitoIdentity).toExtend<cognito.CognitoIdentityCredentialProvider>()
    expectTypeOf(providers.fromCognitoIdentityPool).toExtend<cognito.CognitoIdentityCredentialProvider>()
    expect(Object.values(providers).map((provider) => typeof provider)).toEqual(Array(5).fill('function'))
  })

  test.each(Object.entries(providers))('that its clients take: %s', (_, credentials) => {
    const clients = [new S3Client({ region: 'eu-central-1', credentials }), new DynamoDBClient({ region: 'eu-central-1', credentials })]
    expect(clients.map(({ config }) => typeof config.credentials)).toEqual(['function', 'function'])
  })

  test('and says which identity', () => {
    expectTypeOf<Awaited<ReturnType<CognitoIdentityCredentialProvider>>>().toEqualTypeOf<CognitoIdentityCredentials>()
    expectTypeOf<CognitoIdentityCredentials>().toExtend<cognito.CognitoIdentityCredentials>()
    expectTypeOf<CognitoIdentityCredentials['identityId']>().toBeString()
    expect(providers.fromCognitoIdentity).toHaveLength(0)
  })
})

describe('CP-PRV-6: the exported types', () => {
  test('have the members that the originals have', () => {
    expectTypeOf<Lacking<cognito.FromCognitoIdentityParameters, FromCognitoIdentityParameters>>().toBeNever()
    expectTypeOf<Lacking<cognito.FromCognitoIdentityPoolParameters, FromCognitoIdentityPoolParameters>>().toBeNever()
    expectTypeOf<Lacking<cognito.CognitoProviderParameters, CognitoProviderParameters>>().toBeNever()
    expectTypeOf<Lacking<cognito.CognitoIdentityCredentials, CognitoIdentityCredentials>>().toExtend<'credentialScope' | 'accountId'>()
    expectTypeOf<Lacking<cognito.Storage, Storage>>().toBeNever()
    expectTypeOf<Lacking<web.AssumeRoleWithWebIdentityParams, AssumeRoleWithWebIdentityParams>>().toBeNever()
    expectTypeOf<Lacking<web.FromWebTokenInit, FromWebTokenInit>>().toBeNever()
    expectTypeOf<Lacking<web.FromTokenFileInit, FromTokenFileInit>>().toBeNever()
    expect(identityId).toBeDefined()
  })

  test('take what the originals take', () => {
    expectTypeOf<cognito.FromCognitoIdentityParameters>().toExtend<FromCognitoIdentityParameters>()
    expectTypeOf<cognito.FromCognitoIdentityPoolParameters>().toExtend<FromCognitoIdentityPoolParameters>()
    expectTypeOf<cognito.CognitoProviderParameters>().toExtend<CognitoProviderParameters>()
    expectTypeOf<cognito.Logins>().toExtend<Logins>()
    expectTypeOf<cognito.ResolvedLogins>().toEqualTypeOf<ResolvedLogins>()
    expectTypeOf<cognito.Storage>().toExtend<Storage>()
    expectTypeOf<web.AssumeRoleWithWebIdentityParams>().toExtend<AssumeRoleWithWebIdentityParams>()
    // An assumer is told more than the original's type says: members that are there and undefined.
    expectTypeOf<Omit<web.FromWebTokenInit, 'roleAssumerWithWebIdentity'>>().toExtend<FromWebTokenInit>()
    expectTypeOf<Omit<web.FromTokenFileInit, 'roleAssumerWithWebIdentity'>>().toExtend<FromTokenFileInit>()
    const roleAssumerWithWebIdentity = getDefaultRoleAssumerWithWebIdentity({ region: 'eu-central-1' })
    expect(fromTokenFile({ roleAssumerWithWebIdentity })).toBeTypeOf('function')
  })

  test('take stores, clients and handlers as they are found', () => {
    const stores: Storage[] = [
      { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} },
      { getItem: () => undefined, setItem: () => {}, removeItem: () => {} },
    ]
    expectTypeOf<globalThis.Storage>().toExtend<Storage>()
    const clients = [
      new SdkClient({ region: 'eu-central-1' }),
      new CognitoIdentityClient({ region: 'eu-central-1' }),
      new CognitoIdentityClient(),
    ]
    const providers = [
      ...stores.map((cache) => fromCognitoIdentityPool({ identityPoolId, cache })),
      ...clients.map((client) => fromCognitoIdentityPool({ identityPoolId, client })),
      fromCognitoIdentityPool({ identityPoolId, cache: new Map() }),
      // What a browser's configuration holds, such as credentials, may stay in it.
      fromCognitoIdentityPool({ identityPoolId, clientConfig: new SdkClient({ region: 'eu-central-1' }).config }),
      fromCognitoIdentityPool({
        identityPoolId,
        clientConfig: {
          region: 'eu-central-1',
          maxAttempts: 5,
          requestTimeout: 10_000,
          credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        },
      }),
    ]
    expect(providers.every((provider) => typeof provider === 'function')).toBe(true)
  })

  test('refuse what could not work', () => {
    // @ts-expect-error: the pool is missing.
    expect(fromCognitoIdentityPool({})).toBeTypeOf('function')
    // @ts-expect-error: so is the identity.
    expect(fromCognitoIdentity({ logins: {} })).toBeTypeOf('function')
    // @ts-expect-error: a map in the map is no login.
    expect(fromCognitoIdentityPool({ identityPoolId, logins: { loginData: { 'login.example.com': 'token' } } })).toBeTypeOf('function')
  })
})
