import { describe, expect, test } from 'vitest'
import { forgeResponse } from '../../test/counterparts/saml-forge.ts'
import { createSamlBench, expectRefusal } from '../../test/support/saml-bench.ts'

const bench = createSamlBench()
const { assertion, signature, signed, verify, provider } = bench

/** What the provider signed, and what an attacker wants to be read in its place. */
const original = assertion()
const ownSignature = signature(original)
const valid = forgeResponse(signed(original))
const originalResponse = forgeResponse(original, { issuer: provider.entityId })
const responseSignature = signature(originalResponse)
const validResponse = signed(originalResponse)

const admin = '<saml:NameID>admin@example.com</saml:NameID>'
const evil = assertion({ id: '_evil', nameId: admin })
const evilTwin = assertion({ nameId: admin })
const evilResponse = (content: string, id = '_evil') => forgeResponse(content, { id, issuer: provider.entityId })

/** Puts content in at the end of an element. */
function within(element: string, end: string, content: string): string {
  return element.slice(0, element.lastIndexOf(end)) + content + element.slice(element.lastIndexOf(end))
}

/** Puts content in behind the issuer of the first element that has one. */
function behindIssuer(element: string, content: string): string {
  return element.replace('</saml:Issuer>', () => `</saml:Issuer>${content}`)
}

const inSignature = (content: string, own = ownSignature) => within(own, '</ds:Signature>', content)

describe('a response is refused where what was signed is not where it is to be', () => {
  test.each([
    ['a forged response around', behindIssuer(evilResponse(evil), inSignature(originalResponse, responseSignature))],
    ['a forged response with the same ID', behindIssuer(evilResponse(evil, '_response'), inSignature(originalResponse, responseSignature))],
  ])('7: %s, the original inside its signature', (_, attack) => expectRefusal(bench, validResponse, attack))

  test.each([
    ['before its signature', originalResponse + responseSignature],
    ['behind its signature', responseSignature + originalResponse],
  ])('8: a forged response around, the original %s', (_, content) => {
    expectRefusal(bench, validResponse, behindIssuer(evilResponse(evil), content))
  })

  test.each([
    ['another ID', evil],
    ['the same ID', evilTwin],
  ])('9: a forged assertion with %s beside the signed one', (_, forged) => {
    expectRefusal(bench, valid, forgeResponse(forged + signed(original)))
    expectRefusal(bench, valid, forgeResponse(signed(original) + forged))
  })

  test('10: the signed assertion inside the forged one', () => {
    expectRefusal(bench, valid, forgeResponse(within(evil, '</saml:Assertion>', signed(original))))
    const advice = `<saml:Advice>${signed(original)}</saml:Advice>`
    expectRefusal(bench, valid, forgeResponse(within(evil, '</saml:Assertion>', advice)))
  })

  test('11: the forged assertion keeps the signature, the original behind it', () => {
    expectRefusal(bench, valid, forgeResponse(behindIssuer(evil, ownSignature) + original))
    expectRefusal(bench, valid, forgeResponse(behindIssuer(evilTwin, ownSignature) + original))
  })

  test('12: the original inside the signature of the forged one', () => {
    expectRefusal(bench, valid, forgeResponse(behindIssuer(evil, inSignature(original))))
    expectRefusal(bench, valid, forgeResponse(behindIssuer(evil, inSignature(`<ds:KeyInfo>${original}</ds:KeyInfo>`))))
  })

  test.each([
    ['the forged assertion', evil, signed(original)],
    ['the signed assertion', signed(original), evil],
    ['the original of the signature', original, behindIssuer(evil, ownSignature)],
  ])('13: %s in Extensions', (_, inside, outside) => {
    const extensions = `<samlp:Extensions>${inside}</samlp:Extensions>`
    expectRefusal(bench, valid, forgeResponse(outside, { extensions }))
  })

  test('14: the original in an Object of the signature', () => {
    const object = `<ds:Object>${original}</ds:Object>`
    expectRefusal(bench, valid, forgeResponse(behindIssuer(evil, inSignature(object))))
  })

  test('43: two signed assertions', () => {
    expectRefusal(bench, valid, forgeResponse(signed(original) + signed(assertion({ id: '_second' }))))
  })

  test('58: the signed response nested in another', () => {
    const extensions = `<samlp:Extensions>${validResponse}</samlp:Extensions>`
    expectRefusal(bench, validResponse, forgeResponse(evil, { id: '_evil', extensions }))
    expectRefusal(bench, validResponse, evilResponse(validResponse + evil))
    expectRefusal(bench, validResponse, `<all>${validResponse}${evil}</all>`)
  })
})

describe('a response is refused where an ID is not one element’s alone', () => {
  test('15: two elements with the same ID', () => {
    expectRefusal(bench, valid, forgeResponse(signed(original), { id: '_assertion' }))
    const extensions = '<samlp:Extensions><x xmlns="urn:x" ID="_assertion"></x></samlp:Extensions>'
    expectRefusal(bench, valid, forgeResponse(signed(original), { extensions }))
  })

  test.each([' Id="_x"', ' id="_x"', ' xml:id="_x"', ' xmlns:x="urn:x" x:ID="_x"'])('16: an ID of another name besides:%s', (attribute) => {
    // Not in canonical order: what is held against the rule is refused before any digest is looked at.
    const besides = signed(original).replace(' ID=', `${attribute} ID=`)
    expectRefusal(bench, valid, forgeResponse(besides))
    const extensions = `<samlp:Extensions><x xmlns="urn:x"${attribute}></x></samlp:Extensions>`
    expectRefusal(bench, valid, forgeResponse(signed(original), { extensions }))
  })

  test('16: an ID of another name besides, that the provider signed', () => {
    expectRefusal(bench, valid, forgeResponse(signed(assertion({ rootAttributes: ' id="_other"' }))))
    expectRefusal(bench, valid, forgeResponse(signed(assertion({ rootAttributes: ' xml:id="_other"' }))))
  })
})

describe('with both signatures', () => {
  const inner = signed(original)
  const both = signed(forgeResponse(inner, { issuer: provider.entityId }))

  test('both hold', () => {
    expect(verify(both)).toMatchObject({ kind: 'verified', assertion: { nameId: 'ann@example.com' } })
  })

  test('neither may be broken', () => {
    const broken = (xml: string) => xml.replace('<ds:SignatureValue>', '<ds:SignatureValue>AAAA')
    expectRefusal(bench, both, broken(both))
    expectRefusal(bench, both, signed(forgeResponse(broken(inner), { issuer: provider.entityId })))
  })
})
