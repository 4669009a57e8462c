import { describe, expect } from 'vitest'
import { policyOf } from '../../../../hallpass/test/iam-users.ts'
import { mayList } from '../../../../hallpass/test/sts/new-role.ts'
import type { AwsNamespace } from '../../../src/v2/aws.ts'
import type { Credentials } from '../../../src/v2/config-types.ts'
import { implementations } from '../both.ts'
import { allow, allowClassicFlow, called, testOf } from './programs.ts'

describe.each(implementations)('CP-PRG-13 a session policy with $name', (implementation) => {
  const test = testOf(implementation)

  test.for([
    ['allows what it lists', 'cognito-identity:ListIdentityPools', true],
    ['binds: what the role may, but the policy does not list, is refused', 'cognito-identity:DescribeIdentityPool', false],
  ] as const)('%s', async ([, action, expected], { around }) => {
    const { AWS, hallpass, identityPoolId, roles, stub } = around
    await allow(around, roles.guest, 'cognito-identity:*')
    await allowClassicFlow(around)
    AWS.config.credentials = anybody(AWS)
    const cognitoidentity = new AWS.CognitoIdentity()

    const { data: identity } = await called((done) => cognitoidentity.getId({ IdentityPoolId: identityPoolId }, done))
    const IdentityId = identity?.IdentityId ?? ''
    const { data: token } = await called((done) => cognitoidentity.getOpenIdToken({ IdentityId }, done))
    const sts = new AWS.STS()
    const params = {
      RoleArn: roles.guest,
      RoleSessionName: 'bound',
      WebIdentityToken: token?.Token ?? '',
      Policy: policyOf({ Action: action }),
    }
    const { err, data } = await called((done) => sts.assumeRoleWithWebIdentity(params, done))
    const credentials = sts.credentialsFrom(data)

    expect(err).toBeNull()
    expect(data).toMatchObject({ SubjectFromWebIdentityToken: IdentityId, Audience: identityPoolId, PackedPolicySize: expect.any(Number) })
    expect(stub.requests.at(-1)?.input).toMatchObject({ Policy: params.Policy, RoleSessionName: 'bound' })
    expect(credentials?.expireTime).toBeInstanceOf(Date)
    expect(await mayList(hallpass, sessionOf(credentials))).toBe(expected)
  })

  test('… without one, the role is all that binds', async ({ around }) => {
    const { AWS, hallpass, identityPoolId, roles } = around
    await allow(around, roles.guest, 'cognito-identity:*')
    await allowClassicFlow(around)
    AWS.config.credentials = anybody(AWS)
    const cognitoidentity = new AWS.CognitoIdentity({ params: { IdentityPoolId: identityPoolId } })
    const { IdentityId = '' } = await cognitoidentity.getId().promise()
    const { Token = '' } = await cognitoidentity.getOpenIdToken({ IdentityId }).promise()
    const sts = new AWS.STS()
    const data = await sts
      .assumeRoleWithWebIdentity({ RoleArn: roles.guest, RoleSessionName: 'free', WebIdentityToken: Token, DurationSeconds: 900 })
      .promise()
    expect(await mayList(hallpass, sessionOf(sts.credentialsFrom(data)))).toBe(true)
    expect(Math.abs(Number(data.Credentials?.Expiration) - Date.now() - 900_000)).toBeLessThan(60_000)
  })

  test('credentialsFrom sets the keys of a given object, and makes nothing of nothing', ({ around: { AWS } }) => {
    AWS.config.credentials = anybody(AWS)
    const sts = new AWS.STS()
    const Expiration = new Date('2040-01-01T00:00:00Z')
    const data = { Credentials: { AccessKeyId: 'KEY', SecretAccessKey: 'SECRET', SessionToken: 'TOKEN', Expiration } }
    const given = new AWS.Credentials('old', 'old', 'old')
    given.expired = true
    expect(sts.credentialsFrom(data, given)).toBe(given)
    expect(given).toMatchObject({ accessKeyId: 'KEY', sessionToken: 'TOKEN', expireTime: Expiration, expired: false })
    expect(given.secretAccessKey).toBe('SECRET')
    expect(sts.credentialsFrom(data)).toBeInstanceOf(AWS.Credentials)
    expect(sts.credentialsFrom(null)).toBeNull()
  })
})

/** The SDK's credentialsFrom breaks where there are none at all. */
function anybody(AWS: AwsNamespace): Credentials {
  return new AWS.Credentials('akid', 'secret')
}

/** As the SDK v3 writes it. */
function sessionOf(credentials: Credentials | null) {
  return {
    AccessKeyId: credentials?.accessKeyId,
    SecretAccessKey: credentials?.secretAccessKey,
    SessionToken: credentials?.sessionToken,
  }
}
