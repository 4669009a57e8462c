import { describe, expect } from 'vitest'
import { type SocialProvider, startAmazon, startFacebook } from '../counterparts/social-providers.ts'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { assume } from '../sts-calls.ts'
import { listingWhen, mayList, newRole } from './new-role.ts'

interface Social {
  readonly hallpass: Hallpass
  readonly facebook: SocialProvider
  readonly amazon: SocialProvider
}

const test = base.extend<{ social: Social }>({
  social: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const [facebook, amazon] = [await startFacebook(), await startAmazon()]
      const providers = new Map([
        ['graph.facebook.com', { endpoint: facebook.url }],
        ['www.amazon.com', { endpoint: amazon.url }],
      ])
      const hallpass = await startHallpass({ providers })
      await use({ hallpass, facebook, amazon })
      await Promise.all([hallpass.close(), facebook.close(), amazon.close()])
    },
    { scope: 'file' },
  ],
})

const kinds = [
  { name: 'graph.facebook.com', stub: 'facebook', appId: '101', userId: '4242', userKey: 'id' },
  { name: 'www.amazon.com', stub: 'amazon', appId: 'amzn1.application-oa2-client.1', userId: 'amzn1.account.AEKW', userKey: 'user_id' },
] as const

describe.each(kinds)('an access token of $name', ({ name, stub, appId, userId, userKey }) => {
  const trust = { Principal: { Federated: name }, Action: 'sts:AssumeRoleWithWebIdentity' }
  const forApp = { ...trust, Condition: { StringEquals: { [`${name}:app_id`]: appId } } }

  test('assumes a role for its app, and the session keeps app and user', async ({ social }) => {
    const { hallpass } = social
    const token = `good-${crypto.randomUUID()}`
    social[stub].grant(token, { appId, userId })
    const keys = { [`${name}:app_id`]: appId, [`${name}:${userKey}`]: userId, 'aws:FederatedProvider': name }
    const { arn: RoleArn } = await newRole(hallpass, forApp, { statements: [listingWhen({ StringEquals: keys })] })
    const answer = await assume(hallpass, { RoleArn, WebIdentityToken: token, ProviderId: name })
    expect(answer).toMatchObject({ SubjectFromWebIdentityToken: userId, Provider: name, Audience: appId })
    expect(await mayList(hallpass, answer.Credentials)).toBe(true)
  })

  test('assumes no role for another app or another user', async ({ social }) => {
    const { hallpass } = social
    const token = `other-${crypto.randomUUID()}`
    social[stub].grant(token, { appId: 'other', userId })
    const forUser = { ...trust, Condition: { StringEquals: { [`${name}:${userKey}`]: 'other' } } }
    for (const statement of [forApp, forUser]) {
      const { arn: RoleArn } = await newRole(hallpass, statement)
      await expect(assume(hallpass, { RoleArn, WebIdentityToken: token, ProviderId: name })).rejects.toMatchObject({
        name: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      })
    }
  })

  test('is rejected where the provider rejects it', async ({ social }) => {
    const { arn: RoleArn } = await newRole(social.hallpass, trust)
    for (const token of ['stolen', 'with blank']) {
      const error: unknown = await assume(social.hallpass, { RoleArn, WebIdentityToken: token, ProviderId: name }).catch((reason) => reason)
      expect(error).toMatchObject({ name: 'IDPRejectedClaimException', $metadata: { httpStatusCode: 403 } })
      expect(String(error)).not.toContain(token)
    }
  })

  test.for([
    ['id', ''],
    ['a number', 7],
  ] as const)('is rejected where the provider names no user but %s', async ([, odd], { social }) => {
    const token = `odd-${crypto.randomUUID()}`
    social[stub].grant(token, { appId, userId: odd })
    const { arn: RoleArn } = await newRole(social.hallpass, trust)
    await expect(assume(social.hallpass, { RoleArn, WebIdentityToken: token, ProviderId: name })).rejects.toMatchObject({
      name: 'IDPRejectedClaimException',
    })
  })

  test('is not judged while the provider is away', async () => {
    const [facebook, amazon] = [await startFacebook(), await startAmazon()]
    const gone = { facebook, amazon }[stub]
    const hallpass = await startHallpass({ providers: new Map([[name, { endpoint: gone.url }]]) })
    await Promise.all([facebook.close(), amazon.close()])
    const { arn: RoleArn } = await newRole(hallpass, trust)
    await expect(assume(hallpass, { RoleArn, WebIdentityToken: 'token', ProviderId: name })).rejects.toMatchObject({
      name: 'IDPCommunicationErrorException',
      $metadata: { httpStatusCode: 400 },
    })
    await hallpass.close()
  })

  test('must not be an OpenID Connect token', async ({ social }) => {
    const { arn: RoleArn } = await newRole(social.hallpass, trust)
    await expect(assume(social.hallpass, { RoleArn, WebIdentityToken: 'e30.e30.c2ln', ProviderId: name })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('is no OpenID Connect token', async ({ social }) => {
    const { arn: RoleArn } = await newRole(social.hallpass, trust)
    await expect(assume(social.hallpass, { RoleArn, WebIdentityToken: 'EAAB-token' })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    })
  })
})

test('takes access tokens of no other provider', async ({ social }) => {
  const { arn: RoleArn } = await newRole(social.hallpass, {
    Principal: { Federated: 'www.amazon.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
  })
  for (const ProviderId of ['api.twitter.com', 'WWW.AMAZON.COM', 'accounts.google.com', '__proto__', 'toString']) {
    await expect(assume(social.hallpass, { RoleArn, WebIdentityToken: 'token', ProviderId })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Provider not supported',
      $metadata: { httpStatusCode: 400 },
    })
  }
})
