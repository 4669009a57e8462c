import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  ListEntitiesForPolicyCommand,
  type ListEntitiesForPolicyRequest,
  ListPoliciesCommand,
  type ListPoliciesRequest,
  paginateListPolicies,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from './hallpass.ts'
import { allowing, clientAllowed, createPolicy, createRole, createUser, notFound, refusal, unknownPolicy, whole } from './iam-entities.ts'
import { withOwnServer } from './sts-calls.ts'

describe('ListPolicies', () => {
  const list = async ({ iam }: Hallpass, request: ListPoliciesRequest = {}) =>
    whole((await iam.send(new ListPoliciesCommand(request))).Policies)
  const names = async (hallpass: Hallpass, request?: ListPoliciesRequest) =>
    (await list(hallpass, request)).map(({ PolicyName }) => PolicyName)

  test('tells neither descriptions nor tags', async () => {
    await withOwnServer(async (hallpass) => {
      const Arn = await createPolicy(hallpass, { PolicyName: 'one', Description: 'd', Tags: [{ Key: 'k', Value: 'v' }] })
      expect(await list(hallpass, { Scope: 'Local' })).toEqual([
        {
          PolicyName: 'one',
          PolicyId: expect.stringMatching(/^ANPA/),
          Arn,
          Path: '/',
          DefaultVersionId: 'v1',
          AttachmentCount: 0,
          PermissionsBoundaryUsageCount: 0,
          IsAttachable: true,
          CreateDate: expect.any(Date),
          UpdateDate: expect.any(Date),
        },
      ])
    })
  })

  test('has ours and those of AWS, in the order of their names', async () => {
    await withOwnServer(async (hallpass) => {
      for (const PolicyName of ['b-b', 'AmazonT', 'b', 'B+']) await createPolicy(hallpass, { PolicyName })
      expect(await names(hallpass, { Scope: 'Local' })).toEqual(['AmazonT', 'b', 'B+', 'b-b'])
      const theirs = await list(hallpass, { Scope: 'AWS' })
      expect(theirs.length).toBeGreaterThanOrEqual(14)
      expect(theirs.every(({ Arn }) => Arn?.startsWith('arn:aws:iam::aws:policy/'))).toBe(true)
      const all = await names(hallpass)
      expect(all).toHaveLength(theirs.length + 4)
      expect(all).toEqual(all.toSorted((a = '', b = '') => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    })
  })

  test('comes in pages of any size, each policy on one of them, ours and AWS’s of one name too', async () => {
    await withOwnServer(async (hallpass) => {
      for (const PolicyName of ['administratoraccess', 'IAMFullAccess', 'a', 'z', 'z-', 'z1']) await createPolicy(hallpass, { PolicyName })
      const all = (await list(hallpass)).map(({ Arn }) => Arn)
      expect(new Set(all).size).toBe(all.length)
      for (const pageSize of [1, 2, 3, 7]) {
        const found: (string | undefined)[] = []
        for await (const { Policies = [] } of paginateListPolicies({ client: hallpass.iam, pageSize }, {})) {
          expect(Policies.length).toBeLessThanOrEqual(pageSize)
          found.push(...Policies.map(({ Arn }) => Arn))
        }
        expect(found).toEqual(all)
      }
    })
  })

  test('ends with a page that says so and has no marker', async ({ hallpass: { iam } }) => {
    const whole = await iam.send(new ListPoliciesCommand({ Scope: 'AWS' }))
    expect(whole).toMatchObject({ IsTruncated: false })
    expect(whole).not.toHaveProperty('Marker')
    const first = await iam.send(new ListPoliciesCommand({ Scope: 'AWS', MaxItems: 1 }))
    expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String) })
  })

  test('takes markers of the same list only', async ({ hallpass }) => {
    const { Marker } = await hallpass.iam.send(new ListPoliciesCommand({ Scope: 'AWS', MaxItems: 1 }))
    for (const request of [{ Marker: 'x' }, { Marker }, { Scope: 'AWS', Marker, PathPrefix: '/service-role/' }] as const) {
      await expect(list(hallpass, request)).rejects.toMatchObject(refusal('ValidationError', 'Invalid Marker.'))
    }
  })

  test('can be of one path', async () => {
    await withOwnServer(async (hallpass) => {
      await createPolicy(hallpass, { PolicyName: 'under', Path: '/service-role/x/' })
      await createPolicy(hallpass, { PolicyName: 'beside', Path: '/service-role-x/' })
      expect(await names(hallpass, { PathPrefix: '/service-role/' })).toEqual(['AWSLambdaBasicExecutionRole', 'under'])
      expect(await names(hallpass, { PathPrefix: '/service-role/', Scope: 'Local' })).toEqual(['under'])
    })
  })

  test('can be of those that are used, in one way or the other', async () => {
    await withOwnServer(async (hallpass) => {
      const attached = await createPolicy(hallpass, { PolicyName: 'attached' })
      const boundary = await createPolicy(hallpass, { PolicyName: 'boundary' })
      await createPolicy(hallpass, { PolicyName: 'idle' })
      const { RoleName } = await createRole(hallpass, { PermissionsBoundary: boundary })
      for (const PolicyArn of [attached, 'arn:aws:iam::aws:policy/ReadOnlyAccess']) {
        await hallpass.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
      }
      expect(await names(hallpass, { OnlyAttached: true })).toEqual(['attached', 'ReadOnlyAccess'])
      expect(await names(hallpass, { OnlyAttached: false, Scope: 'Local' })).toEqual(['attached', 'boundary', 'idle'])
      expect(await names(hallpass, { PolicyUsageFilter: 'PermissionsPolicy' })).toEqual(['attached', 'ReadOnlyAccess'])
      expect(await names(hallpass, { PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['boundary'])
      expect(await names(hallpass, { PolicyUsageFilter: 'PermissionsBoundary', OnlyAttached: true })).toEqual(['boundary'])
      expect(await list(hallpass, { OnlyAttached: true })).toMatchObject([{ AttachmentCount: 1 }, { AttachmentCount: 1 }])
      const { IsTruncated, Marker } = await hallpass.iam.send(new ListPoliciesCommand({ OnlyAttached: true, MaxItems: 1 }))
      expect(IsTruncated).toBe(true)
      expect(await names(hallpass, { OnlyAttached: true, MaxItems: 1, Marker: whole(Marker) })).toEqual(['ReadOnlyAccess'])
    })
  })

  test.for([
    [{ Scope: 'Other' }, 'scope', 'Member must satisfy enum value set: [All, AWS, Local]'],
    [{ PathPrefix: '/a' }, 'pathPrefix', 'Member must satisfy regular expression pattern: ((/[A-Za-z0-9\\.,\\+@=_-]+)*)/'],
    [{ MaxItems: 0 }, 'maxItems', 'Member must have value greater than or equal to 1'],
    [{ MaxItems: 1001 }, 'maxItems', 'Member must have value less than or equal to 1000'],
    [{ PolicyUsageFilter: 'X' }, 'policyUsageFilter', 'Member must satisfy enum value set: [PermissionsPolicy, PermissionsBoundary]'],
  ] as const)('refuses %j', async ([request, path, constraint], { hallpass }) => {
    const message = `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`
    // The types of the SDK know the values that there are.
    await expect(list(hallpass, request as ListPoliciesRequest)).rejects.toMatchObject(refusal('ValidationError', message))
  })

  test('is asked of everything', async ({ hallpass }) => {
    const policy = allowing('iam:ListPolicies', `arn:aws:iam::${accountId}:policy/*`)
    await expect((await clientAllowed(hallpass, policy)).send(new ListPoliciesCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('iam:ListPolicies on resource: * because'),
    })
  })
})

describe('ListEntitiesForPolicy', () => {
  async function usedPolicy(hallpass: Hallpass) {
    const PolicyArn = await createPolicy(hallpass)
    const [ann, bob, boundRole, role] = [
      await createUser(hallpass, { Path: '/staff/' }),
      await createUser(hallpass, { PermissionsBoundary: PolicyArn }),
      await createRole(hallpass, { PermissionsBoundary: PolicyArn }),
      await createRole(hallpass, { Path: '/staff/it/' }),
    ]
    for (const { UserName } of [ann, bob]) await hallpass.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
    await hallpass.iam.send(new AttachRolePolicyCommand({ RoleName: role.RoleName, PolicyArn }))
    const list = async (request: Partial<ListEntitiesForPolicyRequest> = {}) => {
      const { PolicyGroups, PolicyRoles, PolicyUsers, IsTruncated, Marker } = await hallpass.iam.send(
        new ListEntitiesForPolicyCommand({ PolicyArn, ...request }),
      )
      return { groups: PolicyGroups, roles: PolicyRoles, users: PolicyUsers, IsTruncated, Marker }
    }
    const user = ({ UserName, UserId }: typeof ann) => ({ UserName, UserId })
    const describeRole = ({ RoleName, RoleId }: typeof role) => ({ RoleName, RoleId })
    return { list, ann: user(ann), bob: user(bob), boundRole: describeRole(boundRole), role: describeRole(role), PolicyArn }
  }

  test('has each role and user once, however it uses the policy', async ({ hallpass }) => {
    const { list, ann, bob, boundRole, role } = await usedPolicy(hallpass)
    const found = await list()
    expect(found).toMatchObject({ groups: [], IsTruncated: false })
    expect(new Set(found.users)).toEqual(new Set([ann, bob]))
    expect(found.users).toHaveLength(2)
    expect(new Set(found.roles)).toEqual(new Set([boundRole, role]))
  })

  test('can be of one kind, one path, one use', async ({ hallpass }) => {
    const { list, ann, bob, boundRole, role } = await usedPolicy(hallpass)
    expect(await list({ EntityFilter: 'Role', PolicyUsageFilter: 'PermissionsBoundary' })).toMatchObject({ roles: [boundRole], users: [] })
    expect(await list({ PathPrefix: '/staff/' })).toMatchObject({ roles: [role], users: [ann] })
    expect(await list({ EntityFilter: 'User', PolicyUsageFilter: 'PermissionsBoundary' })).toMatchObject({ roles: [], users: [bob] })
    expect(await list({ PolicyUsageFilter: 'PermissionsPolicy', PathPrefix: '/staff/it/' })).toMatchObject({ roles: [role], users: [] })
    expect(await list({ EntityFilter: 'Group' })).toMatchObject({ groups: [], roles: [], users: [] })
  })

  test('comes in pages', async ({ hallpass }) => {
    const { list } = await usedPolicy(hallpass)
    const found: unknown[] = []
    for (let Marker: string | undefined, pages = 0; pages < 4; pages += 1) {
      const page = await list({ MaxItems: 1, Marker })
      found.push(...(page.roles ?? []), ...(page.users ?? []))
      expect(found).toHaveLength(pages + 1)
      expect(page.IsTruncated).toBe(pages < 3)
      Marker = page.Marker
    }
    const { roles = [], users = [] } = await list()
    expect(new Set(found)).toEqual(new Set([...roles, ...users]))
    await expect(list({ Marker: 'x' })).rejects.toMatchObject(refusal('ValidationError', 'Invalid Marker.'))
  })

  test("can be of AWS's policies", async ({ hallpass }) => {
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
    const { RoleName, RoleId } = await createRole(hallpass)
    await hallpass.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
    const { PolicyRoles } = await hallpass.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
    expect(PolicyRoles).toEqual([{ RoleName, RoleId }])
  })

  test('refuses a policy that is not there', async ({ hallpass: { iam } }) => {
    await expect(iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: unknownPolicy }))).rejects.toMatchObject(
      notFound(`Policy ${unknownPolicy} does not exist or is not attachable.`),
    )
  })
})
