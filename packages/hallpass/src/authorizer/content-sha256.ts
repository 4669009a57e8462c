import type { SignedHead } from '../s3/signed-head.ts'
import { queryParameters } from '../sigv4/query-parameters.ts'
import { receivedHeaders } from '../sigv4/received-headers.ts'

/** Hex SHA-256 of nothing. */
export const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/**
 * What stands for the body in the canonical request: what the request states, else what is known of the body, else that there is none.
 * Undefined where no signature can be good: stated twice, in a form that says nothing of the whole body, or not what the body is.
 * @param bodySha256 hex, by somebody who has the body
 */
export function contentSha256(stated: readonly string[], bodySha256: string | undefined): string | undefined {
  const [said = bodySha256 ?? emptySha256, ...others] = stated
  if (others.length > 0) return undefined
  if (said === 'UNSIGNED-PAYLOAD') return said
  const isWhole = /^[0-9a-f]{64}$/.test(said)
  return isWhole && (bodySha256 === undefined || bodySha256 === said) ? said : undefined
}

/** What the request says that its body hashes to; those who presign may put headers into the query. */
export function statedHashes(request: SignedHead): readonly string[] {
  const query = queryParameters(request.query)
  const inQuery = query.kind === 'parameters' ? query.parameters : []
  return [
    ...(receivedHeaders(request).get('x-amz-content-sha256') ?? []),
    ...inQuery.filter(([name]) => name.toLowerCase() === 'x-amz-content-sha256').map(([, value]) => value),
  ]
}
