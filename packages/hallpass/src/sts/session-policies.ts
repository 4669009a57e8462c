import { managedDocument } from '../authorization/managed-document.ts'
import type { Ports } from '../operation/context.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import type { SessionPolicies } from '../session/session.ts'
import { MalformedPolicyDocument, ValidationError } from './errors.ts'

/** Characters of all session policies of a request: the document and the names of managed ones. Source: STS API reference, "AssumeRole". */
const maxPlainText = 2048

/**
 * The session policies of a request: a document, and managed policies of our account or AWS's.
 * @throws MalformedPolicyDocument where the document is no policy, or a managed policy is not there
 */
export async function readSessionPolicies(
  inline: string | undefined,
  arns: readonly string[],
  ports: Pick<Ports, 'store' | 'accountId'>,
): Promise<SessionPolicies> {
  const plainText = (inline ?? '') + arns.join('')
  if (plainText.length > maxPlainText) {
    throw new ValidationError(`The session policies have more than ${maxPlainText} characters.`)
  }
  if (inline !== undefined) {
    const parsed = parsePolicy(inline, 'session')
    if (parsed.kind === 'malformed') throw new MalformedPolicyDocument(parsed.message)
  }
  for (const arn of arns) {
    if ((await managedDocument(arn, ports)) === undefined) throw new MalformedPolicyDocument(`The policy ${arn} does not exist.`)
  }
  return { arns, ...(inline !== undefined && { inline }) }
}
