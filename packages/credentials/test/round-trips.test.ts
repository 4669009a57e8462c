import { describe, expect } from 'vitest'
import { createSession, fromCognitoIdentity, fromCognitoIdentityPool } from '../src/index.ts'
import { services, testOn } from './service.ts'

const twoTrips = ['GetId', 'GetCredentialsForIdentity']

describe.each(services)('CP-PKG-6: round trips, on %s', (kind) => {
  const test = testOn(kind)

  test('are two for the first credentials of a session, and none for the next', async ({ service }) => {
    const { identityPoolId, url: endpoint, stub } = service
    const session = createSession({ identityPoolId, endpoint })
    expect(stub.operations).toEqual([])
    const first = await session.credentials()
    expect(stub.operations).toEqual(twoTrips)
    expect(await session.credentials()).toEqual(first)
    expect(await session.identityId()).toBe(first.identityId)
    expect(stub.operations).toEqual(twoTrips)
    session.close()
  })

  test('are two for the first credentials of a pool, and none for the next where it keeps them', async ({ service }) => {
    const { identityPoolId, url: endpoint, stub } = service
    const provider = fromCognitoIdentityPool({ identityPoolId, endpoint, credentialCache: true })
    const answers = await Promise.all(Array.from({ length: 5 }, () => provider()))
    expect(new Set(answers.map(({ accessKeyId }) => accessKeyId)).size).toBe(1)
    await provider()
    expect(stub.operations).toEqual(twoTrips)
  })

  test('are one for each flight of an identity that is known', async ({ service }) => {
    const { identityPoolId, url: endpoint, stub } = service
    const { identityId } = await fromCognitoIdentityPool({ identityPoolId, endpoint })()
    stub.reset()
    const provider = fromCognitoIdentity({ identityId, endpoint })
    await Promise.all([provider(), provider()])
    await provider()
    expect(stub.operations).toEqual(['GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
  })

  test('carry two headers of their own, and no more', async ({ service }) => {
    const { identityPoolId, url: endpoint, stub } = service
    await fromCognitoIdentityPool({ identityPoolId, endpoint })()
    // What `fetch` itself adds, and Node's version of it.
    const usual = ['accept', 'accept-encoding', 'accept-language', 'cache-control', 'connection', 'content-length', 'host', 'pragma']
    const own = stub.requests.map(({ headers }) => Object.keys(headers).filter((name) => !usual.includes(name) && !name.startsWith('sec-')))
    expect(own.map((names) => names.sort())).toEqual(Array(2).fill(['content-type', 'user-agent', 'x-amz-target']))
    expect(stub.requests.map(({ headers }) => [headers['content-type'], headers['x-amz-target']])).toEqual(
      twoTrips.map((operation) => ['application/x-amz-json-1.1', `AWSCognitoIdentityService.${operation}`]),
    )
  })
})
