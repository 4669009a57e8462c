import { attributeOf, elementsIn, isNamed, textOf, withDescendants, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './saml-names.ts'
import {
  type AlgorithmHash,
  digestHash,
  envelopedSignature,
  isCanonicalization,
  keepsComments,
  type SignatureMethods,
  signatureHash,
} from './signature-algorithms.ts'

/**
 * The methods of a signature that has the one form which is taken: a single reference, to the very element that the signature is a
 * child of, over the whole of that element but the signature. Undefined for any other. Nothing that is looked for here can be
 * elsewhere too: each part has exactly its children, in order, and no comment.
 * Sources: SAML core, section 5.4; XML Signature 1.1, section 4.
 */
export function readSignature(signature: XmlElement, parent: XmlElement, allowsSha1: boolean): SignatureMethods | undefined {
  if (withDescendants(signature).some(({ hasComment }) => hasComment)) return undefined
  const [signedInfo, value, keyInfo, ...more] = elementsIn(signature)
  if (!isPart(signedInfo, 'SignedInfo') || !isPart(value, 'SignatureValue') || !isBase64(value) || more.length > 0) return undefined
  if (keyInfo !== undefined && (!isPart(keyInfo, 'KeyInfo') || holdsSignatureParts(keyInfo))) return undefined

  const [canonicalization, signatureMethod, reference, ...others] = elementsIn(signedInfo)
  if (!isPart(canonicalization, 'CanonicalizationMethod') || !isPart(signatureMethod, 'SignatureMethod')) return undefined
  if (!isPart(reference, 'Reference') || others.length > 0) return undefined
  if (!isCanonicalizing(canonicalization)) return undefined
  const digest = readReference(reference, parent, allowsSha1)
  const made = withHash(signatureMethod, (algorithm) => signatureHash(algorithm, allowsSha1))
  return digest !== undefined && made !== undefined
    ? { canonicalization: attributeOf(canonicalization, 'Algorithm') ?? '', signature: made, digest }
    : undefined
}

/** The digest method of the reference. */
function readReference(reference: XmlElement, parent: XmlElement, allowsSha1: boolean): AlgorithmHash | undefined {
  const [transforms, method, value, ...more] = elementsIn(reference)
  if (!isPart(transforms, 'Transforms') || !isPart(method, 'DigestMethod') || !isPart(value, 'DigestValue')) return undefined
  if (more.length > 0 || !isBase64(value) || !areTaken(elementsIn(transforms), parent)) return undefined
  const id = attributeOf(parent, 'ID')
  // The library looks the ID up by a path expression that it is part of.
  if (id === undefined || !/^[A-Za-z_][\w.-]{0,255}$/.test(id) || attributeOf(reference, 'URI') !== `#${id}`) return undefined
  return withHash(method, (algorithm) => digestHash(algorithm, allowsSha1))
}

function areTaken(transforms: readonly XmlElement[], parent: XmlElement): boolean {
  const [first, second, ...more] = transforms
  if (!isPart(first, 'Transform') || attributeOf(first, 'Algorithm') !== envelopedSignature || more.length > 0) return false
  if (elementsIn(first).length > 0) return false
  if (second === undefined) return true
  if (!isPart(second, 'Transform') || !isCanonicalizing(second)) return false
  // With comments, what is signed would not be what is read.
  const hasComments = () => withDescendants(parent).some(({ hasComment }) => hasComment)
  return !keepsComments(attributeOf(second, 'Algorithm') ?? '') || !hasComments()
}

function isCanonicalizing(method: XmlElement): boolean {
  if (!isCanonicalization(attributeOf(method, 'Algorithm') ?? '')) return false
  const [prefixes, ...more] = elementsIn(method)
  return more.length === 0 && (prefixes === undefined || isNamed(prefixes, namespaces.exclusive, 'InclusiveNamespaces'))
}

function withHash(method: XmlElement, hashOf: (algorithm: string) => string | undefined): AlgorithmHash | undefined {
  const algorithm = attributeOf(method, 'Algorithm') ?? ''
  const hash = hashOf(algorithm)
  return hash === undefined || elementsIn(method).length > 0 ? undefined : { algorithm, hash }
}

function isPart(element: XmlElement | undefined, name: string): element is XmlElement {
  return element !== undefined && isNamed(element, namespaces.signature, name)
}

function isBase64(element: XmlElement): boolean {
  return elementsIn(element).length === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(textOf(element).replace(/[ \t\n]/g, ''))
}

/** The library looks these up by name, at any depth. */
function holdsSignatureParts(keyInfo: XmlElement): boolean {
  const parts = ['CanonicalizationMethod', 'SignatureMethod', 'SignedInfo', 'SignatureValue', 'Reference', 'KeyInfo']
  return withDescendants(keyInfo).some((element) => element !== keyInfo && parts.includes(element.name))
}
