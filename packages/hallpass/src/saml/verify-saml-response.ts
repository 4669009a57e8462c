import type { SamlIdp } from '../identity/saml-provider.ts'
import { parseXml, type XmlLimits } from '../xml/parse-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { decodeResponse } from './decode-response.ts'
import type { ElementName } from './dom-path.ts'
import { issuerOf, readAssertion } from './read-assertion.ts'
import { type ResponseStructure, readResponseStructure } from './response-structure.ts'
import { namespaces } from './saml-names.ts'
import { refused, type SamlVerification } from './saml-verification.ts'
import { readSignature } from './signature-structure.ts'
import { signedElement } from './signed-element.ts'
import { hasUniqueIds } from './unique-ids.ts'

export interface SamlRules {
  readonly idp: SamlIdp
  /** Our own addresses, by which responses are addressed to us. */
  readonly recipients: readonly string[]
  /** Of the response, in characters of base64. */
  readonly maxLength: number
  readonly allowsSha1: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
}

const limits: XmlLimits = { depth: 64, nodes: 20_000, elementNames: 256, comments: 1_000 }

/**
 * Whether this is a response of the identity provider, meant for us, now; and what its assertion says.
 * What is told of the user is read from the bytes that were signed and from nowhere else.
 * Sources: SAML core, bindings and profiles (OASIS, 2005); IAM user guide, "Configuring SAML assertions for the authentication response".
 * @param response base64, as the HTTP POST binding carries it
 */
export function verifySamlResponse(response: string, rules: SamlRules): SamlVerification {
  const xml = decodeResponse(response, rules.maxLength)
  if (xml === undefined) return refused('Invalid base64 SAMLResponse')
  const root = parseXml(xml, limits)
  if (root === undefined) return refused('The SAML response could not be parsed')
  const structure = readResponseStructure(root)
  if (structure === undefined) return refused('The SAML response is not that of a successful login with one assertion.')

  const { idp, now } = rules
  if (idp.validUntil !== undefined && now >= idp.validUntil) return refused("The provider's metadata is no longer valid.")
  if (!isIssuedBy(structure, idp.entityId)) return refused('Issuer not present in specified provider')
  const assertion = hasUniqueIds(root) ? signedAssertion(xml, structure, rules) : undefined
  if (assertion === undefined) return refused('Response signature invalid')
  return readAssertion(assertion, { entityId: idp.entityId, recipients: rules.recipients, now })
}

function isIssuedBy({ response, assertion }: ResponseStructure, entityId: string): boolean {
  const responseIssuer = issuerOf(response)
  return issuerOf(assertion) === entityId && (responseIssuer === undefined || responseIssuer === entityId)
}

/** The assertion, out of signed bytes; undefined where nothing is signed, or one of the signatures does not hold. */
function signedAssertion(xml: string, structure: ResponseStructure, rules: SamlRules): XmlElement | undefined {
  const { response, assertion, responseSignature, assertionSignature } = structure
  let signed: XmlElement | undefined
  if (responseSignature !== undefined) {
    const root = readSigned(xml, responseSignature, response, [responseName, signatureName], rules)
    const inside = root && readResponseStructure(root)
    if (inside === undefined || !isIssuedBy(inside, rules.idp.entityId)) return undefined
    signed = inside.assertion
  }
  if (assertionSignature !== undefined) {
    signed = readSigned(xml, assertionSignature, assertion, [responseName, assertionName, signatureName], rules)
  }
  return signed
}

const responseName: ElementName = { namespace: namespaces.protocol, name: 'Response' }
const assertionName: ElementName = { namespace: namespaces.assertion, name: 'Assertion' }
const signatureName: ElementName = { namespace: namespaces.signature, name: 'Signature' }

function readSigned(
  xml: string,
  signature: XmlElement,
  parent: XmlElement,
  path: readonly ElementName[],
  { idp, allowsSha1 }: SamlRules,
): XmlElement | undefined {
  const methods = readSignature(signature, parent, allowsSha1)
  const canonical = methods && signedElement(xml, path, methods, idp.signingKeys)
  const signed = canonical === undefined ? undefined : parseXml(canonical, limits)
  return signed?.namespace === parent.namespace && signed.name === parent.name ? signed : undefined
}
