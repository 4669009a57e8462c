import { describe, expect, test } from 'vitest'
import { operations } from './generated/operations.ts'
import { readOutput } from './read-output.ts'

describe('CP-V2-10 the output of an operation', () => {
  test('has times as dates, to the millisecond', () => {
    const answer = { IdentityId: 'x:0', CreationDate: 1_700_000_000.123, LastModifiedDate: 0 }
    expect(readOutput(operations.DescribeIdentity.output, answer)).toEqual({
      IdentityId: 'x:0',
      CreationDate: new Date(1_700_000_000_123),
      LastModifiedDate: new Date(0),
    })
  })

  test('has times as dates inside lists and structures', () => {
    const { output } = operations.ListIdentities
    expect(readOutput(output, { Identities: [{ CreationDate: 1 }, {}] })).toEqual({ Identities: [{ CreationDate: new Date(1000) }, {}] })
    const credentials = readOutput(operations.GetCredentialsForIdentity.output, { Credentials: { Expiration: 2 } })
    expect(credentials).toEqual({ Credentials: { Expiration: new Date(2000) } })
  })

  test('lacks what the model does not name, at every depth', () => {
    const answer = { Later: 1, IdentityId: 'x:0', Credentials: { AccessKeyId: 'A', Later: {} } }
    expect(readOutput(operations.GetCredentialsForIdentity.output, answer)).toEqual({
      IdentityId: 'x:0',
      Credentials: { AccessKeyId: 'A' },
    })
  })

  test('lacks what has another type than the model says', () => {
    const answer = {
      ...{ IdentityPoolId: 1, IdentityPoolName: null, AllowUnauthenticatedIdentities: 'true', SupportedLoginProviders: [] },
      ...{ OpenIdConnectProviderARNs: ['a', null, 1, 'b'], IdentityPoolTags: { a: 'b', c: 1 }, CognitoIdentityProviders: {} },
    }
    expect(readOutput(operations.DescribeIdentityPool.output, answer)).toEqual({
      OpenIdConnectProviderARNs: ['a', 'b'],
      IdentityPoolTags: { a: 'b' },
    })
    expect(readOutput(operations.DescribeIdentity.output, { CreationDate: '2023-11-14T22:13:20Z' })).toEqual({})
  })

  test.for([undefined, null, '', 1, [], true])('of %j has no members', (answer) => {
    expect(readOutput(operations.GetId.output, answer)).toEqual({})
  })

  test('CP-SEC-5 keeps a key called __proto__ a key', () => {
    const tags = readOutput(operations.ListTagsForResource.output, JSON.parse('{"Tags":{"__proto__":"x"},"__proto__":{"Tags":{"a":"b"}}}'))
    expect(Object.entries(tags['Tags'] ?? {})).toEqual([['__proto__', 'x']])
    expect(readOutput(operations.GetId.output, JSON.parse('{"__proto__":{"IdentityId":"x:0"}}'))).toEqual({})
    expect(Object.prototype).not.toHaveProperty('IdentityId')
  })
})
