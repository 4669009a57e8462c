import type { DomNode } from '@xmldom/xmldom/lib/dom-parser.js'
import { C14nCanonicalization, ExclusiveCanonicalization, findAncestorNs } from 'xml-crypto'
import { type ElementName, followPath } from './dom-path.ts'
import { isMadeWith } from './rsa-signature.ts'
import { namespaces } from './saml-names.ts'
import type { SignatureMethods } from './signature-algorithms.ts'

/**
 * Whether one of the keys signed the `SignedInfo` of a signature, whatever that refers to. The library looks at this last: asked
 * first, nobody without a signature of the provider can make it work on what a response is filled with.
 */
export function isSignedInfoSigned(
  document: DomNode,
  path: readonly ElementName[],
  { canonicalization, signature }: SignatureMethods,
  keys: readonly string[],
): boolean {
  const infoPath = [...path, { namespace: namespaces.signature, name: 'SignedInfo' }]
  const info = followPath(document, infoPath)
  const value = followPath(document, [...path, { namespace: namespaces.signature, name: 'SignatureValue' }])?.textContent
  if (info === undefined || typeof value !== 'string') return false
  const isExclusive = canonicalization.startsWith(namespaces.exclusive)
  const canonical = new (isExclusive ? ExclusiveCanonicalization : C14nCanonicalization)().process(
    // Canonicalization declares on the element what its ancestors declared.
    info.cloneNode(true),
    { ancestorNamespaces: findAncestorNs(document, infoPath.map(step).join('')) },
  )
  return isMadeWith(keys, signature.hash, String(canonical), value)
}

function step({ namespace, name }: ElementName): string {
  return `/*[local-name()='${name}' and namespace-uri()='${namespace}']`
}
