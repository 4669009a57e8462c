import { createHash } from 'node:crypto'
import type { Authorization } from '../sigv4/authorization.ts'
import { scopeText, signText } from '../sigv4/signature.ts'

/** Signs the parts of a body one after another: each signature covers the one before. */
export interface ChunkSigner {
  /** @param hash hex SHA-256 of a chunk's data */
  chunk(hash: string): string
  /** @param lines `name:value` of each trailer, each ended by a line feed */
  trailer(lines: string): string
}

/**
 * The signer of a body whose request was signed in its header.
 * @param key what the secret signs with in the authorization's scope
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function chunkSigner({ date, scope, signature }: Pick<Authorization, 'date' | 'scope' | 'signature'>, key: Uint8Array): ChunkSigner {
  let previous = signature
  const sign = (algorithm: string, ...hashes: readonly string[]) => {
    previous = signText([algorithm, date, scopeText(scope), previous, ...hashes].join('\n'), key)
    return previous
  }
  return {
    chunk: (hash) => sign('AWS4-HMAC-SHA256-PAYLOAD', sha256(''), hash),
    trailer: (lines) => sign('AWS4-HMAC-SHA256-TRAILER', sha256(lines)),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex')
}
