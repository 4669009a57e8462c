import { parseArn } from '../identity/arn.ts'
import type { Context } from '../operation/context.ts'
import { MalformedPolicyDocument } from './errors.ts'

/** Session policies: one as JSON, and managed ones of our account or AWS's. Source: IAM user guide, "Session policies". */
export function checkSessionPolicies(inline: string | undefined, arns: readonly string[], { accountId }: Pick<Context, 'accountId'>): void {
  if (inline !== undefined && !isJsonObject(inline)) throw new MalformedPolicyDocument('This policy contains invalid Json')
  for (const text of arns) {
    const arn = parseArn(text)
    const isPolicy = arn?.service === 'iam' && arn.region === '' && arn.resource.startsWith('policy/')
    if (!isPolicy || ![accountId, 'aws'].includes(arn.accountId)) {
      throw new MalformedPolicyDocument(`The policy ${text} is not one of this account or of AWS.`)
    }
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
