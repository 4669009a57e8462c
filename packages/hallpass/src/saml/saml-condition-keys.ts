import type { ContextValue } from '../policy/request-context.ts'
import { nameQualifier } from './name-qualifier.ts'
import type { SamlAssertion } from './saml-verification.ts'
import { subjectType } from './subject-type.ts'

/**
 * The condition keys that an assertion gives a trust policy.
 * Sources: IAM user guide, "Available keys for SAML-based AWS STS federation" and "Mapping SAML attributes to AWS trust policy context keys".
 */
export function samlConditionKeys(
  assertion: SamlAssertion,
  provider: { readonly accountId: string; readonly name: string },
): readonly (readonly [key: string, value: ContextValue])[] {
  return [
    ['saml:aud', assertion.recipient],
    ['saml:iss', assertion.issuer],
    ['saml:sub', assertion.nameId],
    ['saml:sub_type', subjectType(assertion.nameIdFormat)],
    ['saml:namequalifier', nameQualifier(assertion.issuer, provider.accountId, provider.name)],
    ['saml:doc', `${provider.accountId}/${provider.name}`],
    ...lists.flatMap(([attribute, key]) => listEntry(key, assertion.attributes.get(attribute))),
    ...texts.flatMap(([key, attributes]) =>
      textEntry(
        key,
        attributes.map((name) => assertion.attributes.get(name)?.[0]),
      ),
    ),
  ]
}

/** Attribute → key, of those that are lists of texts. */
const lists: readonly (readonly [attribute: string, key: string])[] = [
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.1', 'saml:eduPersonAffiliation'],
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.2', 'saml:eduPersonNickname'],
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.4', 'saml:eduPersonOrgUnitDN'],
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.7', 'saml:eduPersonEntitlement'],
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.9', 'saml:eduPersonScopedAffiliation'],
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.10', 'saml:eduPersonTargetedID'],
  ['urn:oid:1.3.6.1.4.1.5923.1.1.1.11', 'saml:eduPersonAssurance'],
  ['urn:oid:1.3.6.1.4.1.5923.1.2.1.2', 'saml:eduOrgHomePageURI'],
  ['urn:oid:1.3.6.1.4.1.5923.1.2.1.3', 'saml:eduOrgIdentityAuthNPolicyURI'],
  ['urn:oid:1.3.6.1.4.1.5923.1.2.1.4', 'saml:eduOrgLegalName'],
  ['urn:oid:1.3.6.1.4.1.5923.1.2.1.5', 'saml:eduOrgSuperiorURI'],
  ['urn:oid:1.3.6.1.4.1.5923.1.2.1.6', 'saml:eduOrgWhitePagesURI'],
  ['urn:oid:2.5.4.3', 'saml:cn'],
]

/**
 * Key → the attributes that it is taken from, of those that are one text; the first attribute that is there counts, and its first
 * value. The guide writes two numbers otherwise than X.500 does (2.4.5.42, 0.9.2342.19200300.100.1.45): both are taken.
 */
const texts: readonly (readonly [key: string, attributes: readonly string[]])[] = [
  ['saml:eduPersonOrgDN', ['urn:oid:1.3.6.1.4.1.5923.1.1.1.3']],
  ['saml:eduPersonPrimaryAffiliation', ['urn:oid:1.3.6.1.4.1.5923.1.1.1.5']],
  ['saml:eduPersonPrincipalName', ['urn:oid:1.3.6.1.4.1.5923.1.1.1.6']],
  ['saml:eduPersonPrimaryOrgUnitDN', ['urn:oid:1.3.6.1.4.1.5923.1.1.1.8']],
  ['saml:name', [claim('name')]],
  ['saml:commonName', ['2.5.4.3', 'http://schemas.xmlsoap.org/claims/CommonName']],
  ['saml:givenName', [...oid('2.5.4.42'), '2.4.5.42', claim('givenname')]],
  ['saml:surname', [...oid('2.5.4.4'), claim('surname')]],
  ['saml:mail', [...oid('0.9.2342.19200300.100.1.3'), '0.9.2342.19200300100.1.3', claim('emailaddress')]],
  [
    'saml:uid',
    [
      ...oid('0.9.2342.19200300.100.1.1'),
      '0.9.2342.19200300100.1.1',
      'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid',
    ],
  ],
  ['saml:x500UniqueIdentifier', oid('2.5.4.45')],
  ['saml:organizationStatus', oid('0.9.2342.19200300.100.1.45')],
]

function oid(number: string): readonly string[] {
  return [`urn:oid:${number}`, number]
}

function claim(name: string): string {
  return `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`
}

function listEntry(key: string, values: readonly string[] | undefined): readonly (readonly [string, ContextValue])[] {
  return values === undefined ? [] : [[key, values]]
}

function textEntry(key: string, values: readonly (string | undefined)[]): readonly (readonly [string, ContextValue])[] {
  const value = values.find((each) => each !== undefined)
  return value === undefined ? [] : [[key, value]]
}
