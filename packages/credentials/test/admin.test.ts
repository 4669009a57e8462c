import { describe, expect } from 'vitest'
import { createPool, developerProvider, guestRole, known, userRole } from '../../hallpass/test/cognito-identity/federation.ts'
import { accountId, type Hallpass, region } from '../../hallpass/test/hallpass.ts'
import { newUser } from '../../hallpass/test/iam-users.ts'
import { assumeAs, newRole } from '../../hallpass/test/sts/new-role.ts'
import { sdkCredentials } from '../../hallpass/test/sts-calls.ts'
import { type AdminClient, type AdminClientConfig, createAdminClient, IdentityServiceError } from '../src/admin.ts'
import { test as base } from './service.ts'

/** `test` with a client that has the root key; it calls the real service by way of the stub, which records. */
const test = base.extend<{ admin: AdminClient }>({
  admin: async ({ service, behind }, use) => {
    await use(createAdminClient({ endpoint: service.url, region, credentials: behind.hallpass.server.rootAccessKey }))
  },
})

const settings = { IdentityPoolName: 'shop', AllowUnauthenticatedIdentities: true, DeveloperProviderName: developerProvider }

describe('CP-PKG-2 the admin client has', () => {
  test('pools: createIdentityPool, describeIdentityPool, updateIdentityPool, listIdentityPools, deleteIdentityPool', async ({ admin }) => {
    const created = await admin.createIdentityPool({
      ...settings,
      IdentityPoolTags: { team: 'a' },
      SupportedLoginProviders: { 'graph.facebook.com': '1' },
    })
    expect(created).toEqual({
      IdentityPoolId: expect.stringContaining(`${region}:`),
      ...settings,
      IdentityPoolTags: { team: 'a' },
      SupportedLoginProviders: { 'graph.facebook.com': '1' },
    })
    const { IdentityPoolId } = created
    expect(await admin.describeIdentityPool({ IdentityPoolId })).toEqual(created)
    const updated = await admin.updateIdentityPool({ ...created, IdentityPoolName: 'store', AllowClassicFlow: true })
    expect(updated).toEqual({ ...created, IdentityPoolName: 'store', AllowClassicFlow: true })
    const { IdentityPools } = await admin.listIdentityPools({ MaxResults: 60 })
    expect(IdentityPools).toContainEqual({ IdentityPoolId, IdentityPoolName: 'store' })
    expect(await admin.deleteIdentityPool({ IdentityPoolId })).toEqual({})
    await expect(admin.describeIdentityPool({ IdentityPoolId })).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('roles: setIdentityPoolRoles, getIdentityPoolRoles', async ({ admin, service }) => {
    const IdentityPoolId = service.identityPoolId
    const { IdentityPoolName } = await admin.describeIdentityPool({ IdentityPoolId })
    await admin.updateIdentityPool({
      ...{ IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities: true },
      SupportedLoginProviders: { 'graph.facebook.com': '1' },
    })
    const Roles = { authenticated: userRole, unauthenticated: guestRole }
    const rule = { Claim: 'group', MatchType: 'Equals', Value: 'staff', RoleARN: userRole } as const
    const RoleMappings = {
      'graph.facebook.com': { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [rule] } },
    } as const
    // The types are those of the SDK, which have no readonly lists.
    const given = { IdentityPoolId, Roles, RoleMappings: structuredClone(RoleMappings) as never }
    expect(await admin.setIdentityPoolRoles(given)).toEqual({})
    expect(await admin.getIdentityPoolRoles({ IdentityPoolId })).toEqual({ IdentityPoolId, Roles, RoleMappings })
  })

  test('principal tags: setPrincipalTagAttributeMap, getPrincipalTagAttributeMap', async ({ admin }) => {
    const { IdentityPoolId } = await admin.createIdentityPool({ ...settings, SupportedLoginProviders: { 'graph.facebook.com': '1' } })
    const map = { IdentityPoolId, IdentityProviderName: 'graph.facebook.com', UseDefaults: false, PrincipalTags: { team: 'sub' } }
    expect(await admin.setPrincipalTagAttributeMap(map)).toEqual(map)
    expect(await admin.getPrincipalTagAttributeMap({ IdentityPoolId, IdentityProviderName: 'graph.facebook.com' })).toEqual(map)
  })

  test('tags: tagResource, listTagsForResource, untagResource', async ({ admin, service }) => {
    const ResourceArn = `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${service.identityPoolId}`
    expect(await admin.tagResource({ ResourceArn, Tags: { team: 'a', stage: 'test' } })).toEqual({})
    expect(await admin.untagResource({ ResourceArn, TagKeys: ['team'] })).toEqual({})
    expect(await admin.listTagsForResource({ ResourceArn })).toEqual({ Tags: { stage: 'test' } })
  })

  test('public operations: getId, getOpenIdToken, getCredentialsForIdentity, unlinkIdentity, which are not signed', async ({
    admin,
    service,
  }) => {
    const Logins = await service.logins('ann')
    const { IdentityId } = await admin.getId({ IdentityPoolId: service.identityPoolId, AccountId: accountId, Logins })
    const { Token } = await admin.getOpenIdToken({ IdentityId: known(IdentityId), Logins })
    expect(Token).toMatch(/^eyJ/)
    const { Credentials } = await admin.getCredentialsForIdentity({ IdentityId: known(IdentityId), Logins })
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: expect.any(Date),
    })
    expect(await admin.unlinkIdentity({ IdentityId: known(IdentityId), Logins, LoginsToRemove: [service.provider] })).toEqual({})
    expect(service.stub.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([])
    expect(service.stub.operations).toEqual(['GetId', 'GetOpenIdToken', 'GetCredentialsForIdentity', 'UnlinkIdentity'])
  })

  test('identities: describeIdentity, listIdentities, deleteIdentities', async ({ admin, service }) => {
    const IdentityPoolId = service.identityPoolId
    const IdentityId = known((await admin.getId({ IdentityPoolId })).IdentityId)
    const described = await admin.describeIdentity({ IdentityId })
    expect(described).toEqual({ IdentityId, CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) })
    expect(Math.abs(Number(described.CreationDate) - Date.now())).toBeLessThan(60_000)
    expect(await admin.listIdentities({ IdentityPoolId, MaxResults: 10, HideDisabled: true })).toEqual({
      IdentityPoolId,
      Identities: [described],
    })
    expect(await admin.deleteIdentities({ IdentityIdsToDelete: [IdentityId] })).toEqual({ UnprocessedIdentityIds: [] })
    expect(await admin.listIdentities({ IdentityPoolId, MaxResults: 10 })).toEqual({ IdentityPoolId, Identities: [] })
  })

  test('developer users: getOpenIdTokenForDeveloperIdentity, lookupDeveloperIdentity, mergeDeveloperIdentities, unlinkDeveloperIdentity', async ({
    admin,
    behind,
  }) => {
    const IdentityPoolId = await createPool(behind.hallpass, { DeveloperProviderName: developerProvider })
    const vouch = (user: string) =>
      admin.getOpenIdTokenForDeveloperIdentity({
        ...{ IdentityPoolId, Logins: { [developerProvider]: user } },
        ...{ TokenDuration: 60, PrincipalTags: { team: 'a' } },
      })
    const [ann, anna] = [await vouch('ann'), await vouch('anna')]
    expect(ann).toEqual({ IdentityId: expect.stringContaining(`${region}:`), Token: expect.stringMatching(/^eyJ/) })
    const users = { SourceUserIdentifier: 'anna', DestinationUserIdentifier: 'ann', DeveloperProviderName: developerProvider }
    expect(await admin.mergeDeveloperIdentities({ IdentityPoolId, ...users })).toEqual({ IdentityId: ann.IdentityId })
    expect(anna.IdentityId).not.toBe(ann.IdentityId)
    const IdentityId = known(ann.IdentityId)
    const found = await admin.lookupDeveloperIdentity({ IdentityPoolId, IdentityId })
    expect(found).toEqual({ IdentityId, DeveloperUserIdentifierList: ['ann', 'anna'] })
    const left = { IdentityPoolId, IdentityId, DeveloperProviderName: developerProvider, DeveloperUserIdentifier: 'anna' }
    expect(await admin.unlinkDeveloperIdentity(left)).toEqual({})
    expect((await admin.lookupDeveloperIdentity({ IdentityPoolId, IdentityId })).DeveloperUserIdentifierList).toEqual(['ann'])
  })

  test('all pages of lists: paginateListIdentities, paginateListIdentityPools, paginateLookupDeveloperIdentity', async ({
    admin,
    behind,
  }) => {
    const IdentityPoolId = await createPool(behind.hallpass, { DeveloperProviderName: developerProvider })
    const ids = await Promise.all([1, 2, 3].map(async () => (await admin.getId({ IdentityPoolId })).IdentityId))
    const pages = await collected(admin.paginateListIdentities({ IdentityPoolId, MaxResults: 2 }))
    expect(pages.map(({ Identities = [] }) => Identities.length)).toEqual([2, 1])
    expect(pages.flatMap(({ Identities = [] }) => Identities.map((identity) => identity.IdentityId)).sort()).toEqual(ids.sort())

    const pools = (await collected(admin.paginateListIdentityPools())).flatMap(({ IdentityPools = [] }) => IdentityPools)
    expect(pools).toContainEqual({ IdentityPoolId, IdentityPoolName: 'app' })
    expect(new Set(pools.map((pool) => pool.IdentityPoolId)).size).toBe(pools.length)

    const { IdentityId } = await admin.getOpenIdTokenForDeveloperIdentity({ IdentityPoolId, Logins: { [developerProvider]: 'ann' } })
    const found = await collected(admin.paginateLookupDeveloperIdentity({ IdentityPoolId, IdentityId }))
    expect(found).toEqual([{ IdentityId, DeveloperUserIdentifierList: ['ann'] }])
  })
})

describe('CP-NET-7 a signed call', () => {
  test('carries the signature of the key, for this service and region', async ({ admin, service, behind }) => {
    await admin.listIdentityPools({ MaxResults: 1 })
    const { headers } = known(service.stub.requests[0])
    expect(headers['authorization']).toContain(`Credential=${behind.hallpass.server.rootAccessKey.accessKeyId}/`)
    expect(headers['authorization']).toContain(`/${region}/cognito-identity/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target`)
    expect(headers).not.toHaveProperty('x-amz-security-token')
  })

  test('takes the region that the pool names where none is configured', async ({ service, behind }) => {
    const admin = clientOf(service, { credentials: behind.hallpass.server.rootAccessKey, region: undefined })
    await admin.describeIdentityPool({ IdentityPoolId: service.identityPoolId })
    expect(known(service.stub.requests[0]).headers['authorization']).toContain(`/${region}/cognito-identity/aws4_request`)
  })

  test('works with the session of a role, whose token goes with it, and is refused what the role may not do', async ({
    service,
    behind,
  }) => {
    const session = await assumedRole(behind.hallpass)
    const admin = clientOf(service, { credentials: session })
    expect(await admin.describeIdentityPool({ IdentityPoolId: service.identityPoolId })).toMatchObject({ IdentityPoolName: 'app' })
    expect(known(service.stub.requests[0]).headers['x-amz-security-token']).toBe(session.sessionToken)
    const refused = admin.deleteIdentityPool({ IdentityPoolId: service.identityPoolId })
    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } })
    await expect(refused).rejects.toBeInstanceOf(IdentityServiceError)
  })

  test('asks a provider of credentials once a call, with a signal, and is signed by what it gives', async ({ service, behind }) => {
    const signals: (AbortSignal | undefined)[] = []
    const keys = [{ accessKeyId: 'NOBODYSKEY000000', secretAccessKey: 'x' }, behind.hallpass.server.rootAccessKey]
    const admin = clientOf(service, {
      async credentials({ signal } = {}) {
        signals.push(signal)
        return known(keys[signals.length - 1])
      },
    })
    await expect(admin.listIdentityPools({ MaxResults: 1 })).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
    expect((await admin.listIdentityPools({ MaxResults: 1 })).IdentityPools).toHaveLength(1)
    expect(signals).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)])
    await admin.getId({ IdentityPoolId: service.identityPoolId })
    expect(signals).toHaveLength(2)
  })

  test('with a wrong secret is refused, once, in words without the secret', async ({ service, behind }) => {
    const credentials = { ...behind.hallpass.server.rootAccessKey, secretAccessKey: 'wrong-secret-of-nobody' }
    const refused = await clientOf(service, { credentials })
      .listIdentityPools({ MaxResults: 1 })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'InvalidSignatureException', $fault: 'client' })
    expect(String(refused)).not.toContain('wrong-secret-of-nobody')
    expect(service.stub.requests).toHaveLength(1)
  })

  test.for([
    -2 * 3_600_000,
    -600_000,
    600_000,
    2 * 3_600_000,
  ])('where the local clock is %d ms wrong is signed a second time, and then at once by the time of the service', async (wrong, {
    service,
    behind,
  }) => {
    const clock = () => Date.now() + wrong
    const admin = clientOf(service, { credentials: behind.hallpass.server.rootAccessKey, clock })
    expect((await admin.listIdentityPools({ MaxResults: 1 })).IdentityPools).toHaveLength(1)
    expect(service.stub.requests).toHaveLength(2)
    await admin.listIdentityPools({ MaxResults: 1 })
    expect(service.stub.requests).toHaveLength(3)
  })

  test('follows a clock that goes wrong later', async ({ admin, service }) => {
    for (const _ of [1, 2, 3, 4]) await admin.listIdentityPools({ MaxResults: 1 })
    service.advance(3_600_000)
    expect((await admin.listIdentityPools({ MaxResults: 1 })).IdentityPools).toHaveLength(1)
    expect(service.stub.requests).toHaveLength(6)
  })

  test('is not signed again where the service does not tell its time', async ({ service, behind }) => {
    service.stub.settings.date = 'absent'
    const admin = clientOf(service, { credentials: behind.hallpass.server.rootAccessKey, clock: () => Date.now() + 600_000 })
    await expect(admin.listIdentityPools({ MaxResults: 1 })).rejects.toMatchObject({ name: 'InvalidSignatureException' })
    expect(service.stub.requests).toHaveLength(1)
  })

  test('without credentials sends nothing, and says where they go', async ({ service }) => {
    const admin = clientOf(service, { credentials: undefined as never })
    await expect(admin.listIdentityPools({ MaxResults: 1 })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('createAdminClient'),
    })
    expect((await admin.getId({ IdentityPoolId: service.identityPoolId })).IdentityId).toBeDefined()
    expect(service.stub.operations).toEqual(['GetId'])
  })

  test('rejects with what the provider of credentials throws', async ({ service }) => {
    const own = new Error('Not signed in')
    const admin = clientOf(service, { credentials: () => Promise.reject(own) })
    await expect(admin.listIdentityPools({ MaxResults: 1 })).rejects.toBe(own)
    expect(service.stub.requests).toEqual([])
  })
})

describe('a call', () => {
  test('that breaks a rule is not sent', async ({ admin, service }) => {
    await expect(admin.createIdentityPool({ ...settings, IdentityPoolName: 'a/b' })).rejects.toMatchObject({
      name: 'InvalidInputError',
      problems: [{ member: 'IdentityPoolName', problem: 'must match [\\w\\s+=,.@-]+' }],
    })
    expect(service.stub.requests).toEqual([])
  })

  test('that is aborted ends at once, and the next one is not harmed', async ({ admin, service }) => {
    const controller = new AbortController()
    const held = service.stub.hold('ListIdentityPools')
    const called = admin.listIdentityPools({ MaxResults: 1 }, { signal: controller.signal })
    const { givenUp } = await held.arrived
    controller.abort()
    await expect(called).rejects.toMatchObject({ name: 'AbortError' })
    await expect(givenUp).resolves.toBeUndefined()
    held.release()
    expect((await admin.listIdentityPools({ MaxResults: 1 })).IdentityPools).toHaveLength(1)
  })

  test('that is aborted does not wait for a provider of credentials', async ({ service }) => {
    const controller = new AbortController()
    let give: (signal: AbortSignal | undefined) => void = () => undefined
    const asked = new Promise<AbortSignal | undefined>((resolve) => {
      give = resolve
    })
    const admin = clientOf(service, {
      credentials(options) {
        give(options?.signal)
        return new Promise(() => undefined)
      },
    })
    const called = admin.listIdentityPools({ MaxResults: 1 }, { signal: controller.signal })
    const signal = await asked
    controller.abort()
    await expect(called).rejects.toMatchObject({ name: 'AbortError' })
    expect(signal?.aborted).toBe(true)
    expect(service.stub.requests).toEqual([])
  })
})

function clientOf({ url }: { readonly url: string }, config: Partial<AdminClientConfig> & Pick<AdminClientConfig, 'credentials'>) {
  return createAdminClient({ endpoint: url, region, ...config })
}

/** Credentials of a role that may describe pools, and nothing else. */
async function assumedRole(hallpass: Hallpass) {
  const anybody = { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
  const role = await newRole(hallpass, anybody, { statements: [{ Action: 'cognito-identity:DescribeIdentityPool' }] })
  const { Credentials } = await assumeAs((await newUser(hallpass)).sts, role.arn)
  return sdkCredentials(Credentials)
}

async function collected<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const page of pages) found.push(page)
  return found
}
