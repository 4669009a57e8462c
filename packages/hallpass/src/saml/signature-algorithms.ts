import { namespaces } from './saml-names.ts'

/** What a signature says it was made with. */
export interface SignatureMethods {
  /** URI of the method that `SignedInfo` is canonicalized by. */
  readonly canonicalization: string
  /** URI of the signature method, and its hash. */
  readonly signature: AlgorithmHash
  /** URI of the digest method, and its hash. */
  readonly digest: AlgorithmHash
}

export interface AlgorithmHash {
  readonly algorithm: string
  /** As node:crypto calls it. */
  readonly hash: string
}

/** The hash of a digest method, as node:crypto calls it; undefined: the method is not taken. Source: XML Signature 1.1, section 6.2. */
export function digestHash(algorithm: string, allowsSha1: boolean): string | undefined {
  return digests.get(algorithm) ?? (allowsSha1 && algorithm === 'http://www.w3.org/2000/09/xmldsig#sha1' ? 'sha1' : undefined)
}

/** The hash that an RSA signature (PKCS #1 v1.5) is made over; undefined: the method is not taken. Source: XML Signature 1.1, section 6.4. */
export function signatureHash(algorithm: string, allowsSha1: boolean): string | undefined {
  return signatures.get(algorithm) ?? (allowsSha1 && algorithm === 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' ? 'sha1' : undefined)
}

/** The one transform that is no canonicalization: the signature itself is left out of what is signed. */
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

export function isCanonicalization(algorithm: string): boolean {
  return canonicalizations.some((known) => algorithm === known || algorithm === withComments(known))
}

export function keepsComments(algorithm: string): boolean {
  return canonicalizations.some((known) => algorithm === withComments(known))
}

const canonicalizations: readonly string[] = ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', namespaces.exclusive]

function withComments(canonicalization: string): string {
  return canonicalization.endsWith('#') ? `${canonicalization}WithComments` : `${canonicalization}#WithComments`
}

const digests: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
])
const signatures: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'sha512'],
])
