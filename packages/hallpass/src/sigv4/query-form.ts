import type { QueryParameter } from './query-parameters.ts'
import type { SignatureParts } from './signature-parts.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/**
 * Reads the query form, of requests that were presigned: `X-Amz-Algorithm`, `X-Amz-Credential`, `X-Amz-Signature`,
 * `X-Amz-SignedHeaders`, `X-Amz-Date` and, if need be, `X-Amz-Expires`.
 * @param parameters none of AWS's is there twice
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readQueryForm(parameters: readonly QueryParameter[]): SignatureParts | SignatureRefusal {
  const given = new Map(parameters)
  const partOf = (name: string) => given.get(name) ?? ''
  const missing = required.filter((name) => partOf(name) === '')
  if (missing.length > 0) {
    const parts = missing.map((name) => `AWS query-string parameters must include '${name}'. `).join('')
    return { kind: 'incomplete-signature', message: `${parts}Re-examine the query-string parameters.` }
  }
  return {
    kind: 'parts',
    algorithm: partOf('X-Amz-Algorithm'),
    credential: partOf('X-Amz-Credential'),
    signedHeaders: partOf('X-Amz-SignedHeaders'),
    signature: partOf('X-Amz-Signature'),
    date: partOf('X-Amz-Date'),
    presigned: { expires: given.get('X-Amz-Expires') },
  }
}

const required = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
