import type { ReceivedHeaders } from './received-headers.ts'
import { type SignatureRefusal, signatureMismatch } from './signature-refusal.ts'

/**
 * What is wrong with the list of signed headers, or undefined: it names the host and every `x-amz-` header of the request, nothing that
 * the request lacks, and is in lower case and in order.
 */
export function signedHeadersFault(headers: ReceivedHeaders, signedHeaders: readonly string[]): SignatureRefusal | undefined {
  const signed = new Set(signedHeaders)
  if (!signed.has('host') && !signed.has(':authority')) return mustBeSigned("'Host' or ':authority'")
  const unsigned = [...headers.keys()].find((name) => name.startsWith('x-amz-') && !signed.has(name))
  if (unsigned !== undefined) return mustBeSigned(`'${unsigned}'`)
  return signedHeaders.every((name, at) => isInPlace(name, signedHeaders[at - 1]) && headers.has(name)) ? undefined : signatureMismatch()
}

function isInPlace(name: string, before: string | undefined): boolean {
  return name === name.toLowerCase() && (before === undefined || before < name)
}

function mustBeSigned(what: string): SignatureRefusal {
  return { kind: 'invalid-signature', message: `${what} must be a 'SignedHeader' in the AWS Authorization.` }
}
