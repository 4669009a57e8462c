import { pattern, string } from '../operation/shape.ts'

// The shapes of managed policies alone, with the constraints of the model (botocore iam/2010-05-08).

export const managedPolicyDescription = string({ max: 1000 })
export const policyUsage = string({ values: ['PermissionsPolicy', 'PermissionsBoundary'] })
export const policyVersionId = string({ pattern: pattern('v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?') })
