import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { fromCognitoIdentityPool } from '@hallpass/credentials'
import { describe, expect } from 'vitest'
import { roleOf, test } from './programs.ts'

describe('fromCognitoIdentityPool in a DynamoDB client', () => {
  test('CP-PRG-2: is a guest', async ({ around }) => {
    const { endpoint, identityPoolId, region, services, stub } = around

    const client = new DynamoDBClient({
      region,
      credentials: fromCognitoIdentityPool({ identityPoolId, clientConfig: { endpoint } }),
    })
    await client.send(new ListTablesCommand({}))

    expect(stub.requests.map(({ input }) => input)).toEqual([{ IdentityPoolId: identityPoolId }, { IdentityId: expect.any(String) }])
    const { accessKeyId } = await client.config.credentials()
    expect(services.signers).toEqual([{ accessKeyId, region, service: 'dynamodb', sessionToken: expect.any(String) }])
    expect(await roleOf(client, around)).toBe('Guest')
  })

  test('CP-PRG-3: fills a Map, in which a second provider finds the identity', async ({ around }) => {
    const { accountId, endpoint, identityPoolId, region, services, stub, tokens } = around
    const cache = new Map<string, string>()
    const clientWith = (logins: Record<string, string>) =>
      new DynamoDBClient({
        region,
        credentials: fromCognitoIdentityPool({
          accountId,
          identityPoolId,
          userIdentifier: 'user_0',
          cache,
          logins,
          clientConfig: { endpoint },
        }),
      })
    const logins = { 'graph.facebook.com': tokens.facebook }

    await clientWith(logins).send(new ListTablesCommand({}))
    const [{ input: asked } = {}, { input: { IdentityId } = {} } = {}] = stub.requests
    expect(asked).toEqual({ AccountId: accountId, IdentityPoolId: identityPoolId, Logins: logins })
    expect([...cache]).toEqual([[`aws:cognito-identity-credentials:${identityPoolId}:user_0`, IdentityId]])

    await clientWith(logins).send(new ListTablesCommand({}))
    expect(stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
    expect(stub.requests.at(-1)?.input['IdentityId']).toBe(IdentityId)
    expect(services.signers).toHaveLength(2)
  })

  test('CP-PRG-4: takes two social logins and a role of its choice', async ({ around }) => {
    const { endpoint, identityPoolId, region, roles, stub, tokens } = around
    const logins = { 'graph.facebook.com': tokens.facebook, 'www.amazon.com': tokens.amazon }

    const client = new DynamoDBClient({
      region,
      credentials: fromCognitoIdentityPool({ identityPoolId, customRoleArn: roles.user, logins, clientConfig: { endpoint } }),
    })
    await client.send(new ListTablesCommand({}))

    expect(stub.requests.map(({ input }) => input)).toEqual([
      { IdentityPoolId: identityPoolId, Logins: logins },
      { IdentityId: expect.any(String), CustomRoleArn: roles.user, Logins: logins },
    ])
    expect(await roleOf(client, around)).toBe('User')
  })
})
