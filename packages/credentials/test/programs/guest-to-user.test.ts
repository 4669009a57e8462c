import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { CognitoIdentityClient, fromCognitoIdentityPool } from '@hallpass/credentials'
import { describe, expect } from 'vitest'
import { roleOf, test } from './programs.ts'

// The guide writes `new`, of which the type knows nothing: JavaScript lets it pass.
const Provider = fromCognitoIdentityPool as unknown as new (
  ...parameters: Parameters<typeof fromCognitoIdentityPool>
) => ReturnType<typeof fromCognitoIdentityPool>

describe('CP-PRG-9: a guest who becomes a user, on the provider itself', () => {
  test('keeps the identity, and a living client signs as the user', async ({ around }) => {
    const { endpoint, identityPoolId, region, services, stub, tokens } = around

    const creds = new Provider({ identityPoolId, clientConfig: { region, endpoint }, credentialCache: true })
    const client = new S3Client({ region, credentials: creds })
    // As printed, but for the types.
    function userLoggedIn(providerName: string, token: string) {
      creds.params.Logins = creds.params.Logins || {}
      creds.params.Logins[providerName] = token
      creds.expired = true
    }

    await client.send(new ListBucketsCommand({}))
    expect(await roleOf(client, around)).toBe('Guest')
    const { identityId } = await creds()
    userLoggedIn('graph.facebook.com', tokens.facebook)
    await client.send(new ListBucketsCommand({}))
    expect(await roleOf(client, around)).toBe('User')

    expect(await creds()).toMatchObject({ identityId })
    expect(creds.expired).toBe(false)
    expect(stub.operations.filter((operation) => operation !== 'GetCallerIdentity')).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'GetCredentialsForIdentity',
    ])
    expect(new Set(services.signers.map(({ accessKeyId }) => accessKeyId)).size).toBe(2)
  })

  test.for([
    ['the client', (config: object) => ({ client: new CognitoIdentityClient(config) })],
    ['clientConfig', (clientConfig: object) => ({ clientConfig })],
  ] as const)('is told, where the pool stands among the options of %s as printed, how to mend it', async ([, options], { around }) => {
    const { endpoint, identityPoolId, region, stub } = around
    // As JavaScript lets it pass: the type asks for identityPoolId.
    const creds = new Provider(options({ region, endpoint, IdentityPoolId: identityPoolId }) as never)
    await expect(creds()).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('identityPoolId') })
    expect(stub.requests).toEqual([])
  })
})
