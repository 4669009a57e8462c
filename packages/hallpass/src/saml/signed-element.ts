import { createHash, createPublicKey, verify } from 'node:crypto'
import { DOMParser, type DomNode } from '@xmldom/xmldom/lib/dom-parser.js'
import { SignedXml } from 'xml-crypto'
import { namespaces } from './saml-names.ts'
import type { AlgorithmHash, SignatureMethods } from './signature-algorithms.ts'

/**
 * The canonical form of the element that a signature signs, as it was signed; undefined where none of the keys made it.
 * xml-crypto does the canonicalization and compares the digests. It is given no table of algorithms but the two methods of this
 * signature, no key but ours, and nothing that it finds in the signature is trusted for one.
 * @param xml a document that was read strictly before, so that the library's lenient parser can read it in one way only
 * @param path the names of the elements from below the root to the signature
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
    const signature = follow(path, parseDocument(xml))
    if (signature === undefined) return undefined
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

export interface ElementName {
  readonly namespace: string
  readonly name: string
}

/** The library parses the text again, itself, and would put what it complains of on the console: let it have nothing to say. */
function parseDocument(xml: string): DomNode {
  const parser = new DOMParser({
    errorHandler(level) {
      throw new Error(`The XML parser has a complaint of level ${level}.`)
    },
  })
  return parser.parseFromString(xml, 'text/xml')
}

function follow(path: readonly ElementName[], document: DomNode): DomNode | undefined {
  const root = Array.from(document.childNodes).find(({ namespaceURI }) => namespaceURI === namespaces.protocol)
  return path.reduce((node: DomNode | undefined, { namespace, name }) => {
    const [found, ...others] = Array.from(node?.childNodes ?? []).filter(
      (child) => child.namespaceURI === namespace && child.localName === name,
    )
    return others.length === 0 ? found : undefined
  }, root)
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
      return keys.some((pem) => isMadeWith(pem, hash, material, value))
    }
  }
}

function isMadeWith(pem: string, hash: string, material: string, value: string): boolean {
  const key = createPublicKey(pem)
  return key.asymmetricKeyType === 'rsa' && verify(hash, Buffer.from(material), key, Buffer.from(value, 'base64'))
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
