import type { CompactJws } from '../openid/compact-jws.ts'
import { signatureAlgorithms } from './signature-algorithm.ts'

/** What a token's header says of its signature. */
export interface SignatureHeader {
  readonly alg: string
  readonly kid: string | undefined
}

/**
 * The only two members of a header that count; undefined when it asks for anything that we do not do (`none` and HMAC above all). Keys and addresses in a
 * header (`jwk`, `jku`, `x5u`, `x5c`) are not looked at. Source: RFC 7515, section 4.1; RFC 7797; RFC 8725.
 */
export function readSignatureHeader({ header }: CompactJws): SignatureHeader | undefined {
  const { alg, kid } = header
  if ('crit' in header || 'b64' in header || 'zip' in header) return undefined
  if (typeof alg !== 'string' || !signatureAlgorithms.has(alg) || (kid !== undefined && typeof kid !== 'string')) return undefined
  return { alg, kid }
}
