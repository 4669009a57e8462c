import { attributeOf, elementsIn, elementsNamed, isNamed, onlyElement, withDescendants, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './saml-names.ts'

/** A response, its one assertion, and their signatures where they have one. */
export interface ResponseStructure {
  readonly response: XmlElement
  readonly assertion: XmlElement
  readonly responseSignature: XmlElement | undefined
  readonly assertionSignature: XmlElement | undefined
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const assertionChildren = ['Issuer', 'Subject', 'Conditions', 'Advice', 'AuthnStatement', 'AuthzDecisionStatement', 'AttributeStatement']

/**
 * The parts of a successful response with one assertion; undefined where it is anything else, or holds anything more. There is
 * one response, one assertion and no signature but theirs in all of the document, at any depth, so that nothing can be wrapped.
 * Source: SAML core, sections 2.3.3 and 3.2.2.
 */
export function readResponseStructure(root: XmlElement): ResponseStructure | undefined {
  if (!isNamed(root, namespaces.protocol, 'Response') || !isVersion2(root) || !isSuccess(root)) return undefined
  const assertion = onlyElement(root, namespaces.assertion, 'Assertion')
  if (assertion === undefined || !isVersion2(assertion)) return undefined
  if (!elementsIn(root).every((child) => child === assertion || isResponseChild(child))) return undefined
  if (!elementsIn(assertion).every(isAssertionChild)) return undefined

  for (const [parent, namespace, names] of [
    [root, namespaces.assertion, ['Issuer']],
    [root, namespaces.protocol, ['Extensions', 'Status']],
    [root, namespaces.signature, ['Signature']],
    [assertion, namespaces.assertion, ['Issuer', 'Subject', 'Conditions', 'Advice']],
    [assertion, namespaces.signature, ['Signature']],
  ] as const) {
    if (names.some((name) => elementsNamed(parent, namespace, name).length > 1)) return undefined
  }
  const responseSignature = onlyElement(root, namespaces.signature, 'Signature')
  const assertionSignature = onlyElement(assertion, namespaces.signature, 'Signature')
  const signatures = [responseSignature, assertionSignature].filter((signature) => signature !== undefined)
  return holdsNoMore(root, signatures.length) ? { response: root, assertion, responseSignature, assertionSignature } : undefined
}

function isVersion2(element: XmlElement): boolean {
  return attributeOf(element, 'Version') === '2.0'
}

function isSuccess(response: XmlElement): boolean {
  const status = onlyElement(response, namespaces.protocol, 'Status')
  const code = status && onlyElement(status, namespaces.protocol, 'StatusCode')
  return code !== undefined && attributeOf(code, 'Value') === success
}

function isResponseChild(child: XmlElement): boolean {
  return (
    isNamed(child, namespaces.assertion, 'Issuer') ||
    isNamed(child, namespaces.signature, 'Signature') ||
    isNamed(child, namespaces.protocol, 'Extensions') ||
    isNamed(child, namespaces.protocol, 'Status')
  )
}

function isAssertionChild(child: XmlElement): boolean {
  if (child.namespace === namespaces.signature) return child.name === 'Signature'
  return child.namespace === namespaces.assertion && assertionChildren.includes(child.name)
}

function holdsNoMore(root: XmlElement, signatures: number): boolean {
  const all = withDescendants(root)
  const count = (namespace: string, name: string) => all.filter((element) => isNamed(element, namespace, name)).length
  return (
    count(namespaces.protocol, 'Response') === 1 &&
    count(namespaces.assertion, 'Assertion') === 1 &&
    count(namespaces.assertion, 'EncryptedAssertion') === 0 &&
    count(namespaces.signature, 'Signature') === signatures
  )
}
