import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import type { NamePage } from '../store/store.ts'

const batchSize = 1000

/**
 * `GetAccountSummary`: how much of each kind there is, and how much there may be.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const getAccountSummary = operation({
  name: 'GetAccountSummary',
  auth: 'developer',
  input: structure({}),
  resource: () => '*',
  errors: [],

  async handle(_input, { store, accountId }) {
    const [users, roles, policies, openIdConnectProviders, samlProviders] = await Promise.all([
      count((page) => store.listUsers(accountId, page)),
      count((page) => store.listRoles(accountId, page)),
      count(
        (page) => store.listManagedPolicies(accountId, page),
        ({ versions }) => versions.length,
      ),
      store.listOpenIdConnectProviders(accountId),
      store.listSamlProviders(accountId),
    ])
    return {
      SummaryMap: new Map(
        Object.entries({
          ...quotas,
          ...neverHere,
          AccountAccessKeysPresent: 1,
          Users: users.entries,
          Roles: roles.entries,
          Policies: policies.entries,
          PolicyVersionsInUse: policies.sum,
          Providers: openIdConnectProviders.length + samlProviders.length,
        }),
      ),
    }
  },
})

/** AWS's default quotas; those of what the service does not have are told as well, as tools look for them. Source: IAM and AWS STS quotas. */
const quotas = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
}

const neverHere = {
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 0,
  AccountSigningCertificatesPresent: 0,
  // Session tokens are good in every region.
  GlobalEndpointTokenVersion: 2,
  Groups: 0,
  InstanceProfiles: 0,
  MFADevices: 0,
  MFADevicesInUse: 0,
  ServerCertificates: 0,
}

/** How many entries a list has, and the sum of what each counts. */
async function count<T extends { readonly name: string }>(
  list: (page: NamePage) => Promise<readonly T[]>,
  weigh: (entry: T) => number = () => 1,
): Promise<{ readonly entries: number; readonly sum: number }> {
  let [entries, sum] = [0, 0]
  for (let after: string | undefined, isLast = false; !isLast; ) {
    const page = await list({ pathPrefix: '/', after, limit: batchSize })
    entries += page.length
    sum += page.reduce((total, entry) => total + weigh(entry), 0)
    after = page.at(-1)?.name.toLowerCase()
    isLast = page.length < batchSize
  }
  return { entries, sum }
}
