import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributeStatement } from '../../test/counterparts/saml-forge.ts'
import { createSamlIdentityProvider } from '../../test/counterparts/saml-identity-provider.ts'
import { createSamlBench, issuedAt, verifyEncoded } from '../../test/support/saml-bench.ts'

const provider = createSamlIdentityProvider()
const bench = createSamlBench(provider)
const { idp } = provider

describe('verifySamlResponse', () => {
  test.each(['assertion', 'response', 'both'] as const)('verifies a response of the library, signed on: %s', (signs) => {
    const attributes = { mail: 'ann@example.com', groups: ['staff', 'admins & more'] }
    const response = provider.respond({ nameId: 'ann', attributes, signs })
    expect(verifyEncoded(response, { idp, now: Date.now() })).toMatchObject({
      kind: 'verified',
      assertion: {
        issuer: provider.entityId,
        nameId: 'ann',
        nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        recipient: 'https://signin.aws.amazon.com/saml',
        attributes: new Map([
          ['mail', ['ann@example.com']],
          ['groups', ['staff', 'admins & more']],
        ]),
        sessionNotOnOrAfter: undefined,
      },
    })
  })

  test('tells the earliest end of an assertion, and its ID', () => {
    const assertion = { id: '_assertion', notOnOrAfter: issuedAt + 300_000 }
    expect(bench.verify(bench.response())).toMatchObject({ kind: 'verified', assertion })
  })

  test('any text at all is refused', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.base64String())
    fc.assert(
      fc.property(text, (given) => {
        for (const response of [given, Buffer.from(given).toString('base64')]) {
          expect(verifyEncoded(response, { idp, now: issuedAt })).toMatchObject({ kind: 'refused', code: 'invalid' })
        }
      }),
    )
  })

  test.each([
    ['assertion', bench.response({ statements: attributeStatement({ group: ['staff'], mail: ['ann@example.com'] }) })],
    ['response', bench.signedResponse({ statements: attributeStatement({ group: ['staff'], mail: ['ann@example.com'] }) })],
  ])('one character of the signed part changed is refused, or says the same: %s', (_, xml) => {
    const signed = bench.verify(xml)
    fc.assert(
      fc.property(fc.nat(xml.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (at, code) => {
        const changed = xml.slice(0, at) + String.fromCharCode(code) + xml.slice(at + 1)
        const verification = bench.verify(changed)
        // What does not count in XML may change: a quote for another, a prefix that nothing depends on.
        if (verification.kind === 'verified') expect(verification).toEqual(signed)
        else expect(verification.kind).toBe('refused')
      }),
      { numRuns: 200 },
    )
  })

  test('one character of what is told of the user changed is refused', () => {
    const xml = bench.response()
    const start = xml.indexOf('<saml:Subject>')
    const end = xml.indexOf('</saml:Assertion>')
    // Behind the last character of markup, or in an attribute's value: a text.
    const texts = [...xml.matchAll(/(?<=>)[^<]+|(?<==")[^"]+/g)].filter(({ index }) => index > start && index < end)
    const places = texts.flatMap(({ 0: text, index }) => Array.from(text, (_, i) => index + i))
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...'aZ09._-@ '), (at, character) => {
        fc.pre(xml[at] !== character)
        expect(bench.verify(xml.slice(0, at) + character + xml.slice(at + 1)).kind).toBe('refused')
      }),
      { numRuns: 200 },
    )
  })
})
