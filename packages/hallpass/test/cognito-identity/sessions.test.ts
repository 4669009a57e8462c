import { describe, expect } from 'vitest'
import { cognitoIdentity } from '../../src/cognito-identity/api.ts'
import { startHallpass, test } from '../hallpass.ts'
import { callAsRoot, poolArn, refused, send, unknownId } from '../support/json-wire.ts'
import { newGuestSession } from './guest-session.ts'
import { roleArn } from './new-pool.ts'

const invalid = refused('UnrecognizedClientException', 'The security token included in the request is invalid.')
const signedOperations = [...cognitoIdentity.operations.values()].filter(({ auth }) => auth !== 'public').map(({ name }) => name)
const withoutResource = ['CreateIdentityPool', 'DeleteIdentities', 'DescribeIdentity', 'ListIdentityPools']

describe("a role's session", () => {
  test.for(signedOperations)('may not call %s, and nothing changes', async (operation, { hallpass }) => {
    const { poolId, identityId, credentials, arn } = await newGuestSession(hallpass)
    const before = await stateOf(poolId, identityId)
    const body = JSON.stringify({
      IdentityPoolId: poolId,
      IdentityId: identityId,
      IdentityIdsToDelete: [identityId],
      IdentityPoolName: 'taken over',
      AllowUnauthenticatedIdentities: false,
      IdentityProviderName: 'example.com',
      DeveloperProviderName: 'mine',
      DeveloperUserIdentifier: 'me',
      SourceUserIdentifier: 'me',
      DestinationUserIdentifier: 'you',
      Logins: { mine: 'me' },
      MaxResults: 1,
      ResourceArn: poolArn(poolId),
      Roles: { unauthenticated: roleArn('Admin') },
      Tags: { team: 'red' },
      TagKeys: ['team'],
    })
    const resource = withoutResource.includes(operation) ? '*' : poolArn(poolId)
    const { status, json, headers } = await send(hallpass, { operation, body, credentials })
    expect({ status, json }).toEqual({
      status: 400,
      json: {
        __type: 'AccessDeniedException',
        Message:
          `User: ${arn} is not authorized to perform: cognito-identity:${operation} on resource: ${resource} ` +
          `because no identity-based policy allows the cognito-identity:${operation} action`,
      },
    })
    expect(headers.get('x-amzn-errortype')).toBe('AccessDeniedException:')
    expect(await stateOf(poolId, identityId)).toEqual(before)

    async function stateOf(IdentityPoolId: string, IdentityId: string): Promise<unknown[]> {
      const calls = ['DescribeIdentityPool', 'GetIdentityPoolRoles', 'DescribeIdentity'].map((name) =>
        callAsRoot(hallpass, name, { IdentityPoolId, IdentityId }),
      )
      return (await Promise.all(calls)).map(({ json: state }) => state)
    }
  })

  test('is denied before it is told whether there is such a pool', async ({ hallpass }) => {
    const { credentials } = await newGuestSession(hallpass)
    const body = JSON.stringify({ IdentityPoolId: unknownId })
    const answer = await send(hallpass, { operation: 'DescribeIdentityPool', body, credentials })
    expect(answer).toMatchObject(refused('AccessDeniedException'))
  })

  test('is refused without its token', async ({ hallpass }) => {
    const { accessKeyId, secretAccessKey } = (await newGuestSession(hallpass)).credentials
    expect(await send(hallpass, { ...listing, credentials: { accessKeyId, secretAccessKey } })).toMatchObject(invalid)
  })

  test('is refused with the token of another', async ({ hallpass }) => {
    const [mine, other] = [await newGuestSession(hallpass), await newGuestSession(hallpass)]
    const credentials = { ...mine.credentials, sessionToken: other.credentials.sessionToken }
    expect(await send(hallpass, { ...listing, credentials })).toMatchObject(invalid)
  })

  test('is refused with its token changed anywhere', async ({ hallpass }) => {
    const { credentials } = await newGuestSession(hallpass)
    const { sessionToken: token } = credentials
    for (let at = 0; at < token.length; at += 7) {
      const sessionToken = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      expect(await send(hallpass, { ...listing, credentials: { ...credentials, sessionToken } })).toMatchObject(invalid)
    }
  })

  test('is refused with a wrong secret', async ({ hallpass }) => {
    const { credentials } = await newGuestSession(hallpass)
    const answer = await send(hallpass, { ...listing, credentials: { ...credentials, secretAccessKey: 'x' } })
    expect(answer).toMatchObject(refused('InvalidSignatureException'))
  })

  test('is refused by a server with other keys', async ({ hallpass }) => {
    const other = await startHallpass()
    const { credentials } = await newGuestSession(other)
    await other.close()
    expect(await send(hallpass, { ...listing, credentials })).toMatchObject(invalid)
  })

  test('is refused an hour after it began', async () => {
    const hallpass = await startHallpass()
    const { credentials } = await newGuestSession(hallpass)
    hallpass.advance(3_590_000)
    const before = await send(hallpass, { ...listing, credentials, signing: { at: Date.now() + 3_590_000 } })
    hallpass.advance(10_000)
    const after = await send(hallpass, { ...listing, credentials, signing: { at: Date.now() + 3_600_000 } })
    await hallpass.close()
    expect(before).toMatchObject(refused('AccessDeniedException'))
    expect(after).toMatchObject(refused('ExpiredTokenException', 'The security token included in the request is expired'))
  })
})

const listing = { operation: 'ListIdentityPools', body: '{"MaxResults":1}' }
