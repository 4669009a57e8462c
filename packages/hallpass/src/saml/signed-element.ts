import { createHash } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { type ElementName, followPath, parseDom } from './dom-path.ts'
import { isMadeWith } from './rsa-signature.ts'
import type { AlgorithmHash, SignatureMethods } from './signature-algorithms.ts'
import { isSignedInfoSigned } from './signed-info.ts'

/**
 * The canonical form of the element that a signature signs, as it was signed; undefined where none of the keys made it.
 * xml-crypto does the canonicalization and compares the digests. It is given no table of algorithms but the two methods of this
 * signature, no key but ours, and nothing that it finds in the signature is trusted for one.
 * @param xml a document that was read strictly before, so that the library's lenient parser can read it in one way only
 * @param path the names of the elements from the root to the signature
 * @param methods those of the signature at `path`
 * @param keys RSA public keys, in PEM (SPKI)
 */
export function signedElement(
  xml: string,
  path: readonly ElementName[],
  methods: SignatureMethods,
  keys: readonly string[],
): string | undefined {
  try {
    const document = parseDom(xml)
    const signature = followPath(document, path)
    if (signature === undefined || !isSignedInfoSigned(document, path, methods, keys)) return undefined
    const signed = createVerifier(methods, keys)
    signed.loadSignature(signature)
    // False: a reference does not fit. An invalid signature throws.
    if (!signed.checkSignature(xml)) return undefined
    const [reference, ...others] = signed.getSignedReferences()
    return others.length === 0 ? reference : undefined
  } catch {
    return undefined
  }
}

function createVerifier({ signature, digest }: SignatureMethods, keys: readonly string[]): SignedXml {
  // The library asks for a key before it asks the method, which looks at our keys alone.
  const signed = new SignedXml({ publicCert: keys[0] ?? '', getCertFromKeyInfo: () => null })
  signed.idAttributes = ['ID']
  signed.SignatureAlgorithms = { [signature.algorithm]: rsaMethod(signature, keys) }
  signed.HashAlgorithms = { [digest.algorithm]: digestMethod(digest) }
  return signed
}

type SignatureMethod = SignedXml['SignatureAlgorithms'][string]
type DigestMethod = SignedXml['HashAlgorithms'][string]

function rsaMethod({ algorithm, hash }: AlgorithmHash, keys: readonly string[]): SignatureMethod {
  return class {
    getAlgorithmName() {
      return algorithm
    }
    getSignature(): string {
      throw new Error('Nothing is signed here.')
    }
    verifySignature(material: string, _key: unknown, value: string): boolean {
      return isMadeWith(keys, hash, material, value)
    }
  }
}

function digestMethod({ algorithm, hash }: AlgorithmHash): DigestMethod {
  return class {
    getAlgorithmName() {
      return algorithm
    }
    getHash(xml: string) {
      return createHash(hash).update(xml, 'utf8').digest('base64')
    }
  }
}
