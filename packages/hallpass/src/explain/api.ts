import { service } from '../operation/operation.ts'
import { explainCredentials } from './explain-credentials.ts'
import { explainPolicy } from './explain-policy.ts'

/** What Hallpass has beside AWS's own operations; their permissions are of the `cognito-identity` service. */
export const explain = service('cognito-identity', [explainCredentials, explainPolicy])
