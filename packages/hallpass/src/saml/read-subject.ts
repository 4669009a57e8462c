import { attributeOf, elementsNamed, onlyElement, textOf, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './saml-names.ts'
import { parseSamlTime } from './saml-time.ts'
import { refused, type SamlRefusal } from './saml-verification.ts'

export interface SamlSubject {
  readonly nameId: string
  readonly nameIdFormat: string | undefined
  readonly recipient: string
  /** Milliseconds since the epoch. */
  readonly notOnOrAfter: number
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/**
 * Of whom an assertion speaks, and to whom it may be presented by whoever bears it.
 * Sources: SAML core, section 2.4; SAML profiles, section 4.1.4.2; IAM user guide, "Configuring SAML assertions".
 */
export function readSubject(assertion: XmlElement): SamlSubject | SamlRefusal {
  const subject = onlyElement(assertion, namespaces.assertion, 'Subject')
  const names = subject === undefined ? [] : elementsNamed(subject, namespaces.assertion, 'NameID')
  const [name, ...otherNames] = names
  // A comment in the name parts nothing: the name is all of its text.
  const nameId = name === undefined ? '' : textOf(name)
  if (subject === undefined || name === undefined || nameId.trim() === '')
    return refused('The SAML assertion names no subject.', 'no-name-id')
  if (otherNames.length > 0) return refused('The SAML assertion has more than one subject.')

  const confirmations = elementsNamed(subject, namespaces.assertion, 'SubjectConfirmation')
  const [confirmation, ...others] = confirmations.filter((each) => attributeOf(each, 'Method') === bearer)
  const data = confirmation && onlyElement(confirmation, namespaces.assertion, 'SubjectConfirmationData')
  if (data === undefined || others.length > 0) return refused('The SAML assertion needs exactly one bearer confirmation of its subject.')

  const recipient = attributeOf(data, 'Recipient')
  const notOnOrAfter = parseSamlTime(attributeOf(data, 'NotOnOrAfter') ?? '')
  if (recipient === undefined || notOnOrAfter === undefined || attributeOf(data, 'NotBefore') !== undefined) {
    return refused('The confirmation of the SAML subject needs a Recipient and a NotOnOrAfter, and no NotBefore.')
  }
  return { nameId, nameIdFormat: attributeOf(name, 'Format'), recipient, notOnOrAfter }
}
