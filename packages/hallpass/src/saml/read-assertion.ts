import { attributeOf, elementsNamed, onlyElement, textOf, type XmlElement } from '../xml/xml-element.ts'
import { readAttributes } from './read-attributes.ts'
import { readConditions } from './read-conditions.ts'
import { readSubject } from './read-subject.ts'
import { namespaces } from './saml-names.ts'
import { parseSamlTime } from './saml-time.ts'
import { refused, type SamlAssertion, type SamlRefusal, type SamlVerification } from './saml-verification.ts'

/** What an assertion is held against. */
export interface AssertionRules {
  readonly entityId: string
  /** Addresses of ours: a `Recipient` must be one of them. */
  readonly recipients: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** How far the clocks of identity providers may be off, milliseconds. */
export const clockLeeway = 5 * 60_000
/** How old an assertion may be, milliseconds. */
const maxAge = 5 * 60_000
/** What AWS is called as an audience, besides its addresses. */
const awsAudience = 'urn:amazon:webservices'

/**
 * Reads an assertion and holds it against the rules.
 * @param assertion of the bytes that were signed
 * Sources: IAM user guide, "Configuring SAML assertions" and "Troubleshooting SAML federation"; SAML profiles, section 4.1.4.3.
 */
export function readAssertion(assertion: XmlElement, rules: AssertionRules): SamlVerification {
  const id = attributeOf(assertion, 'ID')
  const issuer = issuerOf(assertion)
  if (id === undefined || issuer !== rules.entityId) return refused('Issuer not present in specified provider')

  const subject = readSubject(assertion)
  if ('kind' in subject) return subject
  const conditions = readConditions(assertion)
  if ('kind' in conditions) return conditions
  const audiences = [awsAudience, ...rules.recipients]
  const isForUs = conditions.audienceRestrictions.every((restriction) => restriction.some((audience) => audiences.includes(audience)))
  if (!rules.recipients.includes(subject.recipient) || conditions.audienceRestrictions.length === 0 || !isForUs) {
    return refused('Response does not contain the required audience.')
  }

  const sessionEnds = readSessionEnds(assertion)
  const issuedAt = parseSamlTime(attributeOf(assertion, 'IssueInstant') ?? '')
  if (sessionEnds === undefined || issuedAt === undefined) return refused('The SAML assertion needs dates that can be read.')
  const sessionNotOnOrAfter = sessionEnds.length === 0 ? undefined : Math.min(...sessionEnds)
  const notOnOrAfter = Math.min(subject.notOnOrAfter, conditions.notOnOrAfter)
  const notBefore = Math.max(issuedAt, conditions.notBefore ?? issuedAt)
  const untimely = timeRefusal({ issuedAt, notBefore, notOnOrAfter, sessionNotOnOrAfter }, rules.now)
  if (untimely !== undefined) return untimely

  const attributes = readAttributes(assertion)
  if (attributes === undefined) return refused('The SAML assertion has attributes that cannot be read.')
  const { nameId, nameIdFormat, recipient } = subject
  const read: SamlAssertion = { id, issuer, nameId, nameIdFormat, recipient, attributes, notOnOrAfter, sessionNotOnOrAfter }
  return { kind: 'verified', assertion: read }
}

/** The one issuer of an assertion or a response. White space around a URI is none of it. */
export function issuerOf(element: XmlElement): string | undefined {
  const issuer = onlyElement(element, namespaces.assertion, 'Issuer')
  return issuer && textOf(issuer).trim()
}

/** Undefined where one cannot be read. */
function readSessionEnds(assertion: XmlElement): readonly number[] | undefined {
  const texts = elementsNamed(assertion, namespaces.assertion, 'AuthnStatement').flatMap(
    (statement) => attributeOf(statement, 'SessionNotOnOrAfter') ?? [],
  )
  const times = texts.flatMap((text) => parseSamlTime(text) ?? [])
  return times.length === texts.length ? times : undefined
}

function timeRefusal(
  times: { readonly issuedAt: number; readonly notBefore: number } & Pick<SamlAssertion, 'notOnOrAfter' | 'sessionNotOnOrAfter'>,
  now: number,
): SamlRefusal | undefined {
  if (times.notBefore > now + clockLeeway) return refused('The SAML assertion is not valid yet.')
  if (now - times.issuedAt > maxAge) return refused('Token must be redeemed within 5 minutes of issuance', 'expired')
  if (now >= times.notOnOrAfter + clockLeeway) return refused('The SAML assertion has expired.', 'expired')
  // A session is not stretched by what clocks may be off.
  if (times.sessionNotOnOrAfter !== undefined && now >= times.sessionNotOnOrAfter) {
    return refused("The user's session at the identity provider has ended.", 'expired')
  }
  return undefined
}
