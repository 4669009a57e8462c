import { BoundedMap } from '../limits/bounded-map.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'

const maxDocuments = 2_000

/**
 * Reads policies that were validated when they came in. Each text is parsed once: the same few are asked about by every request.
 * Throws where the text is no policy.
 */
export function createPolicyReader(): (document: string) => PolicyDocument {
  const documents = new BoundedMap<string, PolicyDocument>(maxDocuments)
  return (text) => {
    const known = documents.get(text)
    if (known !== undefined) return known
    const parsed = parsePolicy(text, 'stored')
    if (parsed.kind === 'malformed') throw new Error(`A policy that was accepted cannot be read: ${parsed.message}`)
    documents.set(text, parsed.document)
    return parsed.document
  }
}
