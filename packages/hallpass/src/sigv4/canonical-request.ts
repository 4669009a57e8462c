import { canonicalPath } from './canonical-path.ts'
import { canonicalQuery } from './canonical-query.ts'
import { queryParameters } from './query-parameters.ts'
import { headerValue, receivedHeaders } from './received-headers.ts'
import type { SignatureRefusal } from './signature-refusal.ts'
import type { SignedRequest } from './signed-request.ts'

export type CanonicalRequest = { readonly kind: 'canonical-request'; readonly text: string } | SignatureRefusal

/**
 * What is hashed into the string to sign; its characters are bytes (latin1).
 * @param signedHeaders in lower case and in order, each present in the request
 * @param payloadHash hex SHA-256 of the body
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[], payloadHash: string): CanonicalRequest {
  const path = canonicalPath(request.path)
  if (path.kind !== 'path') return path
  const query = queryParameters(request.query)
  if (query.kind !== 'parameters') return query

  const headers = receivedHeaders(request)
  const signed = signedHeaders.map((name) => `${name}:${headerValue(headers, name) ?? ''}\n`).join('')
  const lines = [request.method, path.path, canonicalQuery(query.parameters), signed, signedHeaders.join(';'), payloadHash]
  return { kind: 'canonical-request', text: lines.join('\n') }
}
