import { type PolicyGrammar, parsePolicy } from '../policy/parse-policy.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { encodeComponent } from '../sigv4/percent-encoding.ts'
import { MalformedPolicyDocument } from './errors.ts'

/**
 * The parsed form of a document that is uploaded.
 * @throws MalformedPolicyDocument in AWS's words, where it is no valid policy of this grammar
 */
export function checkPolicyDocument(text: string, grammar: Exclude<PolicyGrammar, 'stored'>): PolicyDocument {
  const parsed = parsePolicy(text, grammar)
  if (parsed.kind === 'malformed') throw new MalformedPolicyDocument(parsed.message)
  return parsed.document
}

/** A document as answers have it: percent-encoded. Source: IAM API reference, "GetRolePolicy"; RFC 3986, section 2.1. */
export function writeDocument(text: string): string {
  return encodeComponent(Buffer.from(text).toString('latin1'))
}
