import { policySize } from '../policy/policy-size.ts'
import { LimitExceeded } from './errors.ts'
import { checkPolicyDocument } from './policy-document.ts'

/** Characters but white space. Source: IAM and AWS STS quotas. */
const maxSize = 6144

/** The document of a managed policy, as it was uploaded, once it was found valid. */
export function readManagedPolicyDocument(text: string): string {
  checkPolicyDocument(text, 'identity')
  if (policySize(text) > maxSize) throw new LimitExceeded(`Cannot exceed quota for PolicySize: ${maxSize}`)
  return text
}
