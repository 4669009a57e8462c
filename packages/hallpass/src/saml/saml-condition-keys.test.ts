import { describe, expect, test } from 'vitest'
import { requestContext } from '../policy/request-context.ts'
import { samlConditionKeys } from './saml-condition-keys.ts'
import type { SamlAssertion } from './saml-verification.ts'

function keysOf(attributes: Readonly<Record<string, readonly string[]>>, parts: Partial<SamlAssertion> = {}) {
  const assertion: SamlAssertion = {
    id: '_a',
    issuer: 'https://example.com/saml',
    nameId: 'ann',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    recipient: 'https://signin.aws.amazon.com/saml',
    attributes: new Map(Object.entries(attributes)),
    notOnOrAfter: 0,
    sessionNotOnOrAfter: undefined,
    ...parts,
  }
  return samlConditionKeys(assertion, { accountId: '123456789012', name: 'MySAMLIdP' })
}

describe('samlConditionKeys', () => {
  test('tells who speaks of whom, and to whom', () => {
    expect(Object.fromEntries(keysOf({}))).toEqual({
      'saml:aud': 'https://signin.aws.amazon.com/saml',
      'saml:iss': 'https://example.com/saml',
      'saml:sub': 'ann',
      'saml:sub_type': 'persistent',
      'saml:namequalifier': '1uAJanUnBc2XeUkHURMht+xam2c=',
      'saml:doc': '123456789012/MySAMLIdP',
    })
  })

  test.each([
    ['urn:oasis:names:tc:SAML:2.0:nameid-format:transient', 'transient'],
    ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    [undefined, 'unspecified'],
  ])('the format %s is the type %s', (nameIdFormat, type) => {
    expect(requestContext(keysOf({}, { nameIdFormat })).get('saml:sub_type')).toBe(type)
  })

  test('binds the attributes of directories, lists as lists and texts as texts', () => {
    const keys = requestContext(
      keysOf({
        'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['staff', 'member'],
        'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': ['ann@example.com', 'second'],
        'urn:oid:2.5.4.3': ['Ann'],
        'urn:oid:2.5.4.4': ['Smith'],
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': ['ann@example.com'],
        'urn:oid:2.5.4.45': [],
        department: ['sales'],
      }),
    )
    const names = ['eduPersonAffiliation', 'eduPersonPrincipalName', 'cn', 'surname', 'mail', 'x500UniqueIdentifier', 'department']
    expect(names.map((name) => keys.get(`saml:${name}`))).toEqual([
      ['staff', 'member'],
      'ann@example.com',
      ['Ann'],
      'Smith',
      'ann@example.com',
      undefined,
      undefined,
    ])
    expect(keys.get('SAML:SURNAME')).toBe('Smith')
  })

  test('of two attributes for one key the number of X.500 counts', () => {
    const surname = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname'
    expect(requestContext(keysOf({ [surname]: ['b'], '2.5.4.4': ['a'] })).get('saml:surname')).toBe('a')
  })
})
