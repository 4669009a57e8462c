import { describe, expect } from 'vitest'
import { developerProvider } from '../../../../hallpass/test/cognito-identity/federation.ts'
import type { CognitoIdentity } from '../../../src/v2/cognito-identity-types.ts'
import { implementations } from '../both.ts'
import { called, type Surroundings, testOf } from './programs.ts'

// CP-PRG-15: each of the methods, with each parameter that it has, as `function (err, data) {…}` by a service object with global configuration.

const social = { 'graph.facebook.com': '1', 'www.amazon.com': 'amzn1.application.1' }
const arnOf = (accountId: string, pool: string) => `arn:aws:cognito-identity:eu-central-1:${accountId}:identitypool/${pool}`
const isDate = expect.any(Date)
const isId = expect.stringMatching(/^eu-central-1:[\da-f-]{36}$/)

describe.each(implementations)('CP-PRG-15 CognitoIdentity of $name: the method', (implementation) => {
  const test = testOf(implementation)

  test('createIdentityPool, describeIdentityPool, updateIdentityPool, listIdentityPools, deleteIdentityPool', async ({ around }) => {
    const service = administrator(around)
    const settings = poolSettings(around)
    const { IdentityPoolId, ...created } = await dataOf(called((done) => service.createIdentityPool(settings, done)))
    expect(created).toEqual(settings)
    expect(IdentityPoolId).toEqual(isId)
    expect(await dataOf(called((done) => service.describeIdentityPool({ IdentityPoolId }, done)))).toEqual({ IdentityPoolId, ...settings })

    const changed = { ...settings, IdentityPoolName: 'changed', AllowClassicFlow: false, AllowUnauthenticatedIdentities: false }
    expect(await dataOf(called((done) => service.updateIdentityPool({ IdentityPoolId, ...changed }, done)))).toEqual({
      IdentityPoolId,
      ...changed,
    })
    const { IdentityPools } = await dataOf(called((done) => service.listIdentityPools({ MaxResults: 60, NextToken: null as never }, done)))
    expect(IdentityPools).toContainEqual({ IdentityPoolId, IdentityPoolName: 'changed' })
    expect(await dataOf(called((done) => service.deleteIdentityPool({ IdentityPoolId }, done)))).toEqual({})
    await fails(
      called((done) => service.describeIdentityPool({ IdentityPoolId }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.deleteIdentityPool({ IdentityPoolId }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.updateIdentityPool({ IdentityPoolId, ...changed }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.createIdentityPool({ ...settings, IdentityPoolName: '' }, done)),
      'ValidationException',
      'MinRangeError',
    )
  })

  test('getId, getOpenIdToken, getCredentialsForIdentity, unlinkIdentity', async ({ around }) => {
    const { AWS, accountId, identityPoolId: IdentityPoolId, roles, stub, tokens } = around
    const service = new AWS.CognitoIdentity()
    const Logins = { 'graph.facebook.com': tokens.facebook, 'accounts.google.com': tokens.google }
    const { IdentityId = '' } = await dataOf(called((done) => service.getId({ AccountId: accountId, IdentityPoolId, Logins }, done)))
    expect(IdentityId).toEqual(isId)
    expect(await dataOf(called((done) => service.getOpenIdToken({ IdentityId, Logins }, done)))).toEqual({
      IdentityId,
      Token: expect.stringMatching(/^eyJ/),
    })
    expect(
      await dataOf(called((done) => service.getCredentialsForIdentity({ IdentityId, Logins, CustomRoleArn: roles.user }, done))),
    ).toEqual({
      IdentityId,
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA/),
        SecretKey: expect.any(String),
        SessionToken: expect.any(String),
        Expiration: isDate,
      },
    })
    const unlinked = { IdentityId, Logins, LoginsToRemove: ['graph.facebook.com'] }
    expect(await dataOf(called((done) => service.unlinkIdentity(unlinked, done)))).toEqual({})
    expect(stub.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([])

    const nobody = { IdentityId: 'eu-central-1:00000000-0000-0000-0000-000000000000' }
    await fails(
      called((done) => service.getId({ IdentityPoolId, Logins: { 'graph.facebook.com': 'x' } }, done)),
      'NotAuthorizedException',
    )
    await fails(
      called((done) => service.getOpenIdToken(nobody, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.getCredentialsForIdentity(nobody, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.unlinkIdentity({ ...unlinked, ...nobody }, done)),
      'ResourceNotFoundException',
    )
  })

  test('describeIdentity, listIdentities, deleteIdentities', async ({ around }) => {
    const { identityPoolId: IdentityPoolId } = around
    const service = administrator(around)
    const { IdentityId = '' } = await dataOf(called((done) => service.getId({ IdentityPoolId }, done)))
    const described = await dataOf(called((done) => service.describeIdentity({ IdentityId }, done)))
    expect(described).toEqual({ IdentityId, CreationDate: isDate, LastModifiedDate: isDate })
    const list = { IdentityPoolId, MaxResults: 10, NextToken: null as never, HideDisabled: true }
    expect(await dataOf(called((done) => service.listIdentities(list, done)))).toEqual({ IdentityPoolId, Identities: [described] })
    const removed = { IdentityIdsToDelete: [IdentityId] }
    expect(await dataOf(called((done) => service.deleteIdentities(removed, done)))).toEqual({ UnprocessedIdentityIds: [] })
    await fails(
      called((done) => service.describeIdentity({ IdentityId }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.listIdentities({ ...list, NextToken: 'nowhere' }, done)),
      'InvalidParameterException',
    )
    await fails(
      called((done) => service.deleteIdentities({ IdentityIdsToDelete: [] }, done)),
      'ValidationException',
      'MinRangeError',
    )
  })

  test('setIdentityPoolRoles, getIdentityPoolRoles', async ({ around }) => {
    const { identityPoolId: IdentityPoolId, roles } = around
    const service = administrator(around)
    const Rules = [{ Claim: 'group', MatchType: 'Equals', Value: 'staff', RoleARN: roles.user }]
    const input = {
      IdentityPoolId,
      Roles: { authenticated: roles.user, unauthenticated: roles.guest },
      RoleMappings: {
        'graph.facebook.com': { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } },
      },
    }
    expect(await dataOf(called((done) => service.setIdentityPoolRoles(input, done)))).toEqual({})
    expect(await dataOf(called((done) => service.getIdentityPoolRoles({ IdentityPoolId }, done)))).toEqual(input)
    const nowhere = { IdentityPoolId: 'eu-central-1:00000000-0000-0000-0000-000000000000' }
    await fails(
      called((done) => service.setIdentityPoolRoles({ ...input, ...nowhere }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.getIdentityPoolRoles(nowhere, done)),
      'ResourceNotFoundException',
    )
  })

  test('setPrincipalTagAttributeMap, getPrincipalTagAttributeMap', async ({ around }) => {
    const { identityPoolId: IdentityPoolId } = around
    const service = administrator(around)
    const map = { IdentityPoolId, IdentityProviderName: 'graph.facebook.com', UseDefaults: false, PrincipalTags: { team: 'sub' } }
    expect(await dataOf(called((done) => service.setPrincipalTagAttributeMap(map, done)))).toEqual(map)
    const asked = { IdentityPoolId, IdentityProviderName: 'graph.facebook.com' }
    expect(await dataOf(called((done) => service.getPrincipalTagAttributeMap(asked, done)))).toEqual(map)
    const nowhere = { IdentityPoolId: 'eu-central-1:00000000-0000-0000-0000-000000000000' }
    await fails(
      called((done) => service.setPrincipalTagAttributeMap({ ...map, ...nowhere }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.getPrincipalTagAttributeMap({ ...asked, ...nowhere }, done)),
      'ResourceNotFoundException',
    )
  })

  test('tagResource, listTagsForResource, untagResource', async ({ around }) => {
    const { accountId, identityPoolId } = around
    const service = administrator(around)
    const ResourceArn = arnOf(accountId, identityPoolId)
    const Tags = { team: 'a', stage: 'test', empty: '' }
    expect(await dataOf(called((done) => service.tagResource({ ResourceArn, Tags }, done)))).toEqual({})
    expect(await dataOf(called((done) => service.listTagsForResource({ ResourceArn }, done)))).toEqual({ Tags })
    expect(await dataOf(called((done) => service.untagResource({ ResourceArn, TagKeys: ['team', 'empty'] }, done)))).toEqual({})
    expect(await dataOf(called((done) => service.listTagsForResource({ ResourceArn }, done)))).toEqual({ Tags: { stage: 'test' } })
    const nowhere = { ResourceArn: arnOf(accountId, 'eu-central-1:00000000-0000-0000-0000-000000000000') }
    await fails(
      called((done) => service.tagResource({ ...nowhere, Tags }, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.listTagsForResource(nowhere, done)),
      'ResourceNotFoundException',
    )
    await fails(
      called((done) => service.untagResource({ ...nowhere, TagKeys: ['team'] }, done)),
      'ResourceNotFoundException',
    )
  })

  test('getOpenIdTokenForDeveloperIdentity, lookupDeveloperIdentity, mergeDeveloperIdentities, unlinkDeveloperIdentity', async ({
    around,
  }) => {
    const service = administrator(around)
    const { IdentityPoolId } = await dataOf(called((done) => service.createIdentityPool(poolSettings(around), done)))
    const vouch = (user: string, IdentityId?: string) => {
      const params = { IdentityPoolId, Logins: { [developerProvider]: user }, PrincipalTags: { team: 'a' }, TokenDuration: 60 }
      return called((done) =>
        service.getOpenIdTokenForDeveloperIdentity({ ...params, ...(IdentityId !== undefined && { IdentityId }) }, done),
      )
    }
    const ann = await dataOf(vouch('ann'))
    expect(ann).toEqual({ IdentityId: isId, Token: expect.stringMatching(/^eyJ/) })
    const IdentityId = ann.IdentityId ?? ''
    expect((await dataOf(vouch('ann', IdentityId))).IdentityId).toBe(IdentityId)
    await dataOf(vouch('anna'))
    const users = { SourceUserIdentifier: 'anna', DestinationUserIdentifier: 'ann', DeveloperProviderName: developerProvider }
    expect(await dataOf(called((done) => service.mergeDeveloperIdentities({ IdentityPoolId, ...users }, done)))).toEqual({ IdentityId })

    const looked = { IdentityPoolId, IdentityId, DeveloperUserIdentifier: 'ann', MaxResults: 10, NextToken: null as never }
    expect(await dataOf(called((done) => service.lookupDeveloperIdentity(looked, done)))).toMatchObject({
      IdentityId,
      DeveloperUserIdentifierList: expect.arrayContaining(['ann']),
    })
    const left = { IdentityPoolId, IdentityId, DeveloperProviderName: developerProvider, DeveloperUserIdentifier: 'anna' }
    expect(await dataOf(called((done) => service.unlinkDeveloperIdentity(left, done)))).toEqual({})

    await fails(vouch('ben', 'eu-central-1:00000000-0000-0000-0000-000000000000'), 'ResourceNotFoundException')
    const nobody = { IdentityPoolId, DeveloperUserIdentifier: 'nobody' }
    await fails(
      called((done) => service.lookupDeveloperIdentity(nobody, done)),
      'ResourceNotFoundException',
    )
    const unknown = { IdentityPoolId, ...users, SourceUserIdentifier: 'nobody' }
    await fails(
      called((done) => service.mergeDeveloperIdentities(unknown, done)),
      'ResourceNotFoundException',
    )
    const elsewhere = { ...left, IdentityPoolId: 'eu-central-1:00000000-0000-0000-0000-000000000000' }
    await fails(
      called((done) => service.unlinkDeveloperIdentity(elsewhere, done)),
      'ResourceNotFoundException',
    )
  })

  test.for([
    'createIdentityPool',
    'deleteIdentities',
    'deleteIdentityPool',
    'describeIdentity',
    'describeIdentityPool',
    'getCredentialsForIdentity',
    'getId',
    'getIdentityPoolRoles',
    'getOpenIdToken',
    'getOpenIdTokenForDeveloperIdentity',
    'getPrincipalTagAttributeMap',
    'listIdentities',
    'listIdentityPools',
    'listTagsForResource',
    'lookupDeveloperIdentity',
    'mergeDeveloperIdentities',
    'setIdentityPoolRoles',
    'setPrincipalTagAttributeMap',
    'tagResource',
    'unlinkDeveloperIdentity',
    'unlinkIdentity',
    'untagResource',
    'updateIdentityPool',
  ] as const)('%s sends nothing without a callback, until send()', async (method, { around }) => {
    const { AWS, stub } = around
    const request = new AWS.CognitoIdentity({ paramValidation: false, credentials: new AWS.Credentials('akid', 'secret') })[method]()
    expect(request).toBeInstanceOf(AWS.Request)
    expect(request.operation).toBe(method)
    await new Promise(setImmediate)
    expect(stub.requests).toEqual([])
    const { err } = await called((done) => void request.send(done))
    expect(err?.code).toMatch(/^(ValidationException|UnrecognizedClientException|InvalidParameterException)$/)
    const { headers = {}, path } = { ...stub.requests[0] }
    expect(path).toBe('/')
    expect(headers['content-type']).toBe('application/x-amz-json-1.1')
    expect(headers['x-amz-target']).toBe(`AWSCognitoIdentityService.${method[0]?.toUpperCase()}${method.slice(1)}`)
    const scope = expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=akid\/\d{8}\/eu-central-1\/cognito-identity\/aws4_request, /)
    expect(headers['authorization']).toEqual(unsigned.has(method) ? undefined : scope)
    expect(stub.requests).toHaveLength(1)
  })
})

// A4.2
const unsigned: ReadonlySet<string> = new Set(['getId', 'getCredentialsForIdentity', 'getOpenIdToken', 'unlinkIdentity'])

/** With the account's root key in the global configuration. */
function administrator({ AWS, hallpass }: Surroundings): CognitoIdentity {
  AWS.config.credentials = new AWS.Credentials(hallpass.server.rootAccessKey)
  return new AWS.CognitoIdentity()
}

/** Every parameter of a pool. */
function poolSettings({ accountId }: Surroundings) {
  return {
    IdentityPoolName: 'shop',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    SupportedLoginProviders: social,
    DeveloperProviderName: developerProvider,
    OpenIdConnectProviderARNs: [`arn:aws:iam::${accountId}:oidc-provider/login.example.com`],
    CognitoIdentityProviders: [
      {
        ProviderName: 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc',
        ClientId: '7lhlkkfbfb4q5kpp90urffao',
        ServerSideTokenCheck: true,
      },
    ],
    SamlProviderARNs: [`arn:aws:iam::${accountId}:saml-provider/corp`],
    IdentityPoolTags: { team: 'a' },
  }
}

/** The data of a call that succeeded. */
async function dataOf<Data>(answer: ReturnType<typeof called<Data>>): Promise<Data> {
  const { err, data, self } = await answer
  expect(err).toBeNull()
  expect(self.data).toBe(data)
  if (data === null) throw new Error('No data.')
  return data
}

/** A call that fails with one of these codes: `err.stack` is a text, `data` null. */
async function fails(answer: ReturnType<typeof called<unknown>>, ...codes: readonly string[]): Promise<void> {
  const { err, data, self } = await answer
  expect(codes).toContain(err?.code)
  expect(err?.stack).toBeTypeOf('string')
  expect(data).toBeNull()
  expect(self.error).toBe(err)
}
