import { attributeOf, elementsIn, elementsNamed, onlyElement, textOf, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './saml-names.ts'
import { parseSamlTime } from './saml-time.ts'
import { refused, type SamlRefusal } from './saml-verification.ts'

/** When and for whom an assertion holds. */
export interface SamlConditions {
  /** Milliseconds since the epoch. */
  readonly notBefore: number | undefined
  readonly notOnOrAfter: number
  /** The audiences of each restriction: whoever takes the assertion must be in every one. */
  readonly audienceRestrictions: readonly (readonly string[])[]
}

const knownConditions = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']

/** The conditions of an assertion; one that is not known here is not met. Source: SAML core, section 2.5. */
export function readConditions(assertion: XmlElement): SamlConditions | SamlRefusal {
  const conditions = onlyElement(assertion, namespaces.assertion, 'Conditions')
  if (conditions === undefined) return refused('The SAML assertion has no conditions.')
  if (elementsIn(conditions).some(({ namespace, name }) => namespace !== namespaces.assertion || !knownConditions.includes(name))) {
    return refused('The SAML assertion has a condition that is not known here.')
  }
  const begin = attributeOf(conditions, 'NotBefore')
  const notBefore = begin === undefined ? undefined : parseSamlTime(begin)
  const notOnOrAfter = parseSamlTime(attributeOf(conditions, 'NotOnOrAfter') ?? '')
  if (notOnOrAfter === undefined || (begin !== undefined && notBefore === undefined)) {
    return refused('The conditions of the SAML assertion need dates that can be read.')
  }
  const restrictions = elementsNamed(conditions, namespaces.assertion, 'AudienceRestriction')
  return {
    notBefore,
    notOnOrAfter,
    audienceRestrictions: restrictions.map((restriction) =>
      // White space around a URI is none of it. Source: XML Schema part 2, anyURI.
      elementsNamed(restriction, namespaces.assertion, 'Audience').map((audience) => textOf(audience).trim()),
    ),
  }
}
