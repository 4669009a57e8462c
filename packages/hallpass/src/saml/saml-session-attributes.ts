import { type AssertedRole, assertedRoles } from './asserted-roles.ts'
import { attributeNames } from './saml-attribute-names.ts'
import type { SamlAssertion } from './saml-verification.ts'

/** What an assertion says of the session that it is exchanged for. */
export interface SamlSessionAttributes {
  readonly roles: readonly AssertedRole[]
  readonly sessionName: string
  /** Seconds. */
  readonly sessionDuration: number | undefined
  readonly sourceIdentity: string | undefined
  /** Key → value, as they were given: the rules that all session tags have are not applied here. */
  readonly tags: ReadonlyMap<string, string>
  readonly transitiveTagKeys: readonly string[]
}

export type SamlSessionReading =
  | ({ readonly kind: 'session' } & SamlSessionAttributes)
  /** `reason` is the text that the caller is told. */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Reads the attributes that AWS gives a meaning at STS. One that is outside its rule refuses all, as does one with several values
 * where there may be one.
 * Source: IAM user guide, "Configuring SAML assertions for the authentication response".
 */
export function readSamlSessionAttributes(attributes: SamlAssertion['attributes']): SamlSessionReading {
  const several = [attributeNames.roleSessionName, attributeNames.sessionDuration, attributeNames.sourceIdentity].find(
    (name) => (attributes.get(name)?.length ?? 1) > 1,
  )
  if (several !== undefined) return refused(`The attribute ${several} has more than one value.`)

  const sessionName = attributes.get(attributeNames.roleSessionName)?.[0]
  if (sessionName === undefined) return refused('RoleSessionName is required in AuthnResponse')
  if (!isName(sessionName)) return refused('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}')

  const duration = attributes.get(attributeNames.sessionDuration)?.[0]
  if (duration !== undefined && !isDuration(duration)) return refused('SessionDuration in AuthnResponse must be a number from 900 to 43200')

  const sourceIdentity = attributes.get(attributeNames.sourceIdentity)?.[0]
  if (sourceIdentity !== undefined && (!isName(sourceIdentity) || sourceIdentity.toLowerCase().startsWith('aws:'))) {
    return refused('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"')
  }
  const tags = readTags(attributes)
  if (tags === undefined) return refused('Each PrincipalTag in AuthnResponse must have exactly one value')

  return {
    kind: 'session',
    roles: assertedRoles(attributes),
    sessionName,
    sessionDuration: duration === undefined ? undefined : Number(duration),
    sourceIdentity,
    tags,
    transitiveTagKeys: attributes.get(attributeNames.transitiveTagKeys) ?? [],
  }
}

function refused(reason: string): SamlSessionReading {
  return { kind: 'refused', reason }
}

function isName(text: string): boolean {
  return /^[a-zA-Z_0-9+=,.@-]{2,64}$/.test(text)
}

function isDuration(text: string): boolean {
  return /^\d{3,5}$/.test(text) && Number(text) >= 900 && Number(text) <= 43_200
}

function readTags(attributes: SamlAssertion['attributes']): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>()
  for (const [name, [value, ...others]] of attributes) {
    if (!name.startsWith(attributeNames.principalTag)) continue
    if (value === undefined || others.length > 0) return undefined
    tags.set(name.slice(attributeNames.principalTag.length), value)
  }
  return tags
}
