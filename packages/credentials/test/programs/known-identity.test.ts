import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { fromCognitoIdentity, fromCognitoIdentityPool } from '@hallpass/credentials'
import { describe, expect } from 'vitest'
import { roleOf, type Surroundings, test } from './programs.ts'

describe('CP-PRG-1: fromCognitoIdentity in an S3 client', () => {
  test('with the identity alone', async ({ around }) => {
    const { endpoint, region, services, stub } = around
    const identityId = await identityOf(around)

    const client = new S3Client({
      region,
      credentials: fromCognitoIdentity({ identityId, clientConfig: { endpoint } }),
    })
    await client.send(new ListBucketsCommand({}))

    expect(stub.requests.at(-1)).toMatchObject({ operation: 'GetCredentialsForIdentity', input: { IdentityId: identityId } })
    const { accessKeyId } = await client.config.credentials()
    expect(services.signers).toEqual([{ accessKeyId, region, service: 's3', sessionToken: expect.any(String) }])
    expect(await roleOf(client, around)).toBe('Guest')
  })

  test('with three social logins', async ({ around }) => {
    const { endpoint, region, services, stub, tokens } = around
    const logins = {
      'graph.facebook.com': tokens.facebook,
      'www.amazon.com': tokens.amazon,
      'accounts.google.com': tokens.google,
    }
    const identityId = await identityOf(around, logins)

    const client = new S3Client({
      region,
      credentials: fromCognitoIdentity({ identityId, logins, clientConfig: { endpoint } }),
    })
    await client.send(new ListBucketsCommand({}))

    expect(stub.requests.at(-1)?.input).toEqual({ IdentityId: identityId, Logins: logins })
    expect(services.signers).toHaveLength(1)
    expect(await roleOf(client, around)).toBe('User')
  })

  test('with a role of its choice, and the configuration of the client', async ({ around }) => {
    const { endpoint, region, roles, services, stub, tokens } = around
    const logins = { 'graph.facebook.com': tokens.facebook }
    const identityId = await identityOf(around, logins)

    const client = new S3Client({
      region,
      credentials: fromCognitoIdentity({
        identityId,
        customRoleArn: roles.user,
        logins,
        clientConfig: { region, maxAttempts: 3, endpoint },
      }),
    })
    await client.send(new ListBucketsCommand({}))

    expect(stub.requests.at(-1)?.input).toEqual({ IdentityId: identityId, CustomRoleArn: roles.user, Logins: logins })
    expect(services.signers).toHaveLength(1)
    expect(await roleOf(client, around)).toBe('User')
  })
})

/** An identity of the pool, with these logins. */
async function identityOf({ endpoint, identityPoolId }: Surroundings, logins: Record<string, string> = {}): Promise<string> {
  return (await fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: { endpoint }, cache: new Map() })()).identityId
}
