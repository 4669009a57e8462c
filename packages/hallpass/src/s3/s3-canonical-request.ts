import { canonicalQuery } from '../sigv4/canonical-query.ts'
import { decodeEscapes, encodePath } from '../sigv4/percent-encoding.ts'
import { headerValue, receivedHeaders } from '../sigv4/received-headers.ts'
import type { SignedHead } from './signed-head.ts'

/**
 * What is hashed into the string to sign; its characters are bytes (latin1). Other than elsewhere, nothing of the path is folded, it is
 * encoded once, and a plus is a plus.
 * @param contentSha256 what stands for the body
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function s3CanonicalRequest(head: SignedHead, signedHeaders: readonly string[], contentSha256: string): string {
  const headers = receivedHeaders(head)
  const signed = signedHeaders.map((name) => `${name}:${headerValue(headers, name) ?? ''}\n`).join('')
  const query = canonicalQuery(rawParameters(head.query))
  return [head.method, encodePath(decodeEscapes(head.path)), query, signed, signedHeaders.join(';'), contentSha256].join('\n')
}

/** Decoded to bytes (latin1). */
export function rawParameters(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const equals = part.indexOf('=')
      return [decodeEscapes(equals < 0 ? part : part.slice(0, equals)), decodeEscapes(equals < 0 ? '' : part.slice(equals + 1))] as const
    })
}
