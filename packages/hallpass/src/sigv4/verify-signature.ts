import { createHash } from 'node:crypto'
import type { Authorization } from './authorization.ts'
import { canonicalRequest } from './canonical-request.ts'
import { isSameText } from './is-same-text.ts'
import { queryParameters } from './query-parameters.ts'
import { receivedHeaders } from './received-headers.ts'
import { signature } from './signature.ts'
import { type SignatureRefusal, signatureMismatch } from './signature-refusal.ts'
import type { SignedRequest } from './signed-request.ts'

/**
 * Whether the secret's holder signed this request, body included: undefined where it holds. It does the same work for every secret, so
 * that a caller who does not know the key can hand in any and be as slow as with a wrong signature.
 * @param authorization what `readAuthorization` read from the same request
 * @param key what the secret signs with in the authorization's scope
 */
export function verifySignature(request: SignedRequest, authorization: Authorization, key: Uint8Array): SignatureRefusal | undefined {
  const payloadHash = createHash('sha256').update(request.body).digest('hex')
  const canonical = canonicalRequest(request, authorization.signedHeaders, payloadHash)
  if (canonical.kind !== 'canonical-request') return canonical

  const { date, scope } = authorization
  const holds = isSameText(signature(key, canonical.text, date, scope), authorization.signature)
  // `UNSIGNED-PAYLOAD` and its like are S3's alone.
  return holds && statedHashes(request).every((stated) => stated === payloadHash) ? undefined : signatureMismatch()
}

/** What the request says that its body hashes to; those who presign may put headers into the query. */
function statedHashes(request: SignedRequest): readonly string[] {
  const query = queryParameters(request.query)
  const inQuery = query.kind === 'parameters' ? query.parameters : []
  return [
    ...(receivedHeaders(request).get('x-amz-content-sha256') ?? []),
    ...inQuery.filter(([name]) => name.toLowerCase() === 'x-amz-content-sha256').map(([, value]) => value),
  ]
}
