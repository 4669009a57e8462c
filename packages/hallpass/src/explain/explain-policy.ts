import { operation } from '../operation/operation.ts'
import { optional, string, structure } from '../operation/shape.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import type { Position } from '../policy/policy-document.ts'

/** Whether a text is a policy, and if it is not, what is wrong with it and where. */
export type PolicyExplanation =
  | { readonly valid: true }
  /** `message` is AWS's own, as IAM answers it; `line` and `column` count from 1, where the place is known. */
  | ({ readonly valid: false; readonly message: string } & Partial<Position>)

/** Tells what is wrong with a policy document, and where; IAM itself says only what. */
export const explainPolicy = operation({
  name: 'ExplainPolicy',
  auth: 'developer',
  input: structure({
    PolicyDocument: string({ min: 1, max: 131_072 }),
    PolicyType: optional(string({ values: ['identity', 'trust'] })),
  }),
  errors: [],

  async handle({ PolicyDocument, PolicyType = 'identity' }): Promise<PolicyExplanation> {
    const parsed = parsePolicy(PolicyDocument, PolicyType)
    return parsed.kind === 'policy' ? { valid: true } : { valid: false, message: parsed.message, ...parsed.position }
  },
})
