import type { PolicyUse } from '../identity/managed-policy.ts'

export type PolicyUsage = 'PermissionsPolicy' | 'PermissionsBoundary'

/** Whether this is a use of the kind that a `PolicyUsageFilter` asks for; without one, each is. */
export function isUseOf(usage: PolicyUsage | undefined, use: Pick<PolicyUse, 'as'>): boolean {
  switch (usage) {
    case undefined:
      return true
    case 'PermissionsPolicy':
      return use.as === 'policy'
    case 'PermissionsBoundary':
      return use.as === 'boundary'
  }
}
