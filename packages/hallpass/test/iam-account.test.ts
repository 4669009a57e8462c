import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  CreateSAMLProviderCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsRequest,
  GetAccountSummaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { createSamlIdentityProvider } from './counterparts/saml-identity-provider.ts'
import { type Hallpass, test } from './hallpass.ts'
import { allowing, createPolicy, createRole, createUser, postAsRoot, refusal, trustPolicy, whole } from './iam-entities.ts'
import { createProvider } from './open-id-connect-providers.ts'
import { withOwnServer } from './sts-calls.ts'

describe('GetAccountSummary', () => {
  test('counts what there is', async () => {
    await withOwnServer(async (hallpass) => {
      const summary = async () => whole((await hallpass.iam.send(new GetAccountSummaryCommand({}))).SummaryMap)
      const counted = ['Users', 'Roles', 'Policies', 'PolicyVersionsInUse', 'Providers'] as const
      const before = await summary()
      expect(counted.map((key) => before[key])).toEqual([0, 0, 0, 0, 0])
      await createUser(hallpass)
      await createUser(hallpass)
      await createRole(hallpass)
      await createPolicy(hallpass)
      const PolicyArn = await createPolicy(hallpass)
      await hallpass.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('s3:*') }))
      await createProvider(hallpass)
      const { metadata } = createSamlIdentityProvider()
      await hallpass.iam.send(new CreateSAMLProviderCommand({ Name: 'corp', SAMLMetadataDocument: metadata }))
      const after = await summary()
      expect(counted.map((key) => after[key])).toEqual([2, 1, 2, 3, 2])
    })
  })

  test('tells the quotas, and has the keys that AWS has', async ({ hallpass }) => {
    const { SummaryMap = {} } = await hallpass.iam.send(new GetAccountSummaryCommand({}))
    expect(SummaryMap).toMatchObject({
      AccessKeysPerUserQuota: 2,
      AssumeRolePolicySizeQuota: 2048,
      AttachedPoliciesPerRoleQuota: 10,
      PolicySizeQuota: 6144,
      RolePolicySizeQuota: 10240,
      UserPolicySizeQuota: 2048,
      VersionsPerPolicyQuota: 5,
      AccountMFAEnabled: 0,
      Groups: 0,
    })
    // As many as the real service was recorded to answer with.
    expect(Object.keys(SummaryMap)).toHaveLength(34)
    const { body } = await postAsRoot(hallpass, { Action: 'GetAccountSummary' })
    expect(body).toContain('<GetAccountSummaryResult><SummaryMap><entry><key>')
    expect(body).toContain('<entry><key>VersionsPerPolicyQuota</key><value>5</value></entry>')
  })
})

describe('GetAccountAuthorizationDetails', () => {
  const details = ({ iam }: Hallpass, request: GetAccountAuthorizationDetailsRequest = {}) =>
    iam.send(new GetAccountAuthorizationDetailsCommand(request))
  const s3 = 'arn:aws:iam::aws:policy/AmazonS3FullAccess'

  async function fill(hallpass: Hallpass) {
    const boundary = await createPolicy(hallpass, { PolicyName: 'boundary' })
    const user = await createUser(hallpass, {
      UserName: 'ann',
      Path: '/staff/',
      PermissionsBoundary: boundary,
      Tags: [{ Key: 'k', Value: 'v' }],
    })
    const role = await createRole(hallpass, { RoleName: 'reader' })
    await createUser(hallpass, { UserName: 'bob' })
    const { iam } = hallpass
    await iam.send(new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'own', PolicyDocument: allowing('s3:*') }))
    await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'own', PolicyDocument: allowing('s3:Get*') }))
    await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: s3 }))
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn: boundary }))
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn: boundary, PolicyDocument: allowing('s3:*'), SetAsDefault: true }))
    return { boundary, user, role }
  }

  test('has users, roles and policies with their documents', async () => {
    await withOwnServer(async (hallpass) => {
      const { boundary, user, role } = await fill(hallpass)
      const found = await details(hallpass)
      expect(found).toMatchObject({ GroupDetailList: [], IsTruncated: false })
      expect(found.UserDetailList).toEqual([
        {
          Path: '/staff/',
          UserName: 'ann',
          UserId: user.UserId,
          Arn: user.Arn,
          CreateDate: user.CreateDate,
          UserPolicyList: [{ PolicyName: 'own', PolicyDocument: encodeURIComponent(allowing('s3:*')).replaceAll('*', '%2A') }],
          GroupList: [],
          AttachedManagedPolicies: [{ PolicyName: 'AmazonS3FullAccess', PolicyArn: s3 }],
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
          Tags: [{ Key: 'k', Value: 'v' }],
        },
        expect.objectContaining({ UserName: 'bob', GroupList: [], AttachedManagedPolicies: [], Tags: [] }),
      ])
      expect(found.UserDetailList?.[1]).not.toHaveProperty('UserPolicyList')
      expect(found.RoleDetailList).toEqual([
        {
          Path: '/',
          RoleName: 'reader',
          RoleId: role.RoleId,
          Arn: role.Arn,
          CreateDate: role.CreateDate,
          AssumeRolePolicyDocument: encodeURIComponent(trustPolicy),
          InstanceProfileList: [],
          RolePolicyList: [{ PolicyName: 'own', PolicyDocument: expect.stringContaining('s3%3AGet%2A') }],
          AttachedManagedPolicies: [{ PolicyName: 'boundary', PolicyArn: boundary }],
          Tags: [],
          RoleLastUsed: {},
        },
      ])
      expect(found.Policies?.find(({ Arn }) => Arn === boundary)).toMatchObject({
        PolicyName: 'boundary',
        DefaultVersionId: 'v2',
        AttachmentCount: 1,
        PermissionsBoundaryUsageCount: 1,
        PolicyVersionList: [
          { VersionId: 'v2', IsDefaultVersion: true, Document: expect.stringContaining('s3%3A%2A') },
          { VersionId: 'v1', IsDefaultVersion: false, Document: expect.stringContaining('s3%3AGetObject') },
        ],
      })
      expect(found.Policies?.find(({ Arn }) => Arn === s3)).toMatchObject({ AttachmentCount: 1 })
    })
  })

  test('can be of some kinds', async () => {
    await withOwnServer(async (hallpass) => {
      await fill(hallpass)
      const count = async (...Filter: NonNullable<GetAccountAuthorizationDetailsRequest['Filter']>) => {
        const { UserDetailList = [], RoleDetailList = [], Policies = [] } = await details(hallpass, { Filter })
        return [UserDetailList.length, RoleDetailList.length, Policies.length]
      }
      expect(await count('User')).toEqual([2, 0, 0])
      expect(await count('Role', 'User')).toEqual([2, 1, 0])
      expect(await count('LocalManagedPolicy')).toEqual([0, 0, 1])
      expect(await count('Group')).toEqual([0, 0, 0])
      const [users, roles, policies = 0] = await count('AWSManagedPolicy')
      expect([users, roles]).toEqual([0, 0])
      expect(policies).toBeGreaterThanOrEqual(14)
    })
  })

  test('comes in pages of any size that go through all kinds', async () => {
    await withOwnServer(async (hallpass) => {
      await fill(hallpass)
      const arns = ({ UserDetailList = [], RoleDetailList = [], Policies = [] }: Awaited<ReturnType<typeof details>>) =>
        [...UserDetailList, ...RoleDetailList, ...Policies].map(({ Arn }) => Arn)
      const all = arns(await details(hallpass))
      for (const pageSize of [1, 2, 3]) {
        const found: (string | undefined)[] = []
        for await (const page of paginateGetAccountAuthorizationDetails({ client: hallpass.iam, pageSize }, {})) {
          expect(arns(page).length).toBeLessThanOrEqual(pageSize)
          found.push(...arns(page))
        }
        expect(found).toEqual(all)
      }
      await expect(details(hallpass, { Marker: 'x' })).rejects.toMatchObject(refusal('ValidationError', 'Invalid Marker.'))
    })
  })
})
