import { describe, expect, test } from 'vitest'
import { attributeStatement, bearerConfirmation, forgeResponse, timeText } from '../../test/counterparts/saml-forge.ts'
import { createSamlBench, expectRefusal, issuedAt } from '../../test/support/saml-bench.ts'

const bench = createSamlBench()
const { assertion, signed, verify } = bench
const valid = bench.response()
const verified = { kind: 'verified', assertion: { nameId: 'ann@example.com' } }

const minute = 60_000
const at = (offset: number) => timeText(issuedAt + offset)
const recipient = 'https://signin.aws.amazon.com/saml'
const until = (offset: number) => `NotOnOrAfter="${at(offset)}"`
const audiences = (...lists: readonly (readonly string[])[]) =>
  lists
    .map(
      (list) =>
        `<saml:AudienceRestriction>${list.map((name) => `<saml:Audience>${name}</saml:Audience>`).join('')}</saml:AudienceRestriction>`,
    )
    .join('')
const refuse = (parts: Parameters<typeof assertion>[0], code?: string) => expectRefusal(bench, valid, bench.response(parts), code)

describe('an assertion is refused where it is not for us', () => {
  test('37: the audience is another service', () => {
    refuse({ audience: audiences(['https://other.example.com']) })
    refuse({ audience: audiences(['urn:amazon:webservices:x']) })
    refuse({ audience: audiences([]) })
    refuse({ audience: audiences(['urn:amazon:webservices'], ['https://other.example.com']) })
  })

  test('37: one of the audiences must be ours, in every restriction', () => {
    const audience = audiences(['https://other.example.com', 'urn:amazon:webservices'], [recipient])
    expect(verify(bench.response({ audience }))).toMatchObject(verified)
  })

  test('38: no audience restriction', () => {
    refuse({ audience: '' })
    refuse({ conditions: '' })
  })

  test('39: the recipient is another service, or missing', () => {
    refuse({ confirmation: bearerConfirmation(`${until(minute)} Recipient="https://other.example.com/saml"`) })
    refuse({ confirmation: bearerConfirmation(`${until(minute)} Recipient="urn:amazon:webservices"`) })
    refuse({ confirmation: bearerConfirmation(`${until(minute)} Recipient="${recipient}/"`) })
    refuse({ confirmation: bearerConfirmation(until(minute)) })
    refuse({ confirmation: bearerConfirmation(`xmlns:x="urn:x" ${until(minute)} x:Recipient="${recipient}"`) })
  })

  test('50: nobody may just bear it', () => {
    const data = `${until(minute)} Recipient="${recipient}"`
    const holder = bearerConfirmation(data, 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key')
    refuse({ confirmation: holder })
    refuse({ confirmation: '' })
    refuse({ confirmation: bearerConfirmation(data) + bearerConfirmation(data) })
    expect(verify(bench.response({ confirmation: holder + bearerConfirmation(data) }))).toMatchObject(verified)
  })
})

describe('an assertion is refused where its time is over, or to come', () => {
  const withConditions = (times: string) => ({
    conditions: `<saml:Conditions ${times}>${audiences(['urn:amazon:webservices'])}</saml:Conditions>`,
  })

  test('40: its conditions have ended, clocks being five minutes off at most', () => {
    refuse(withConditions(until(-5 * minute)), 'expired')
    expect(verify(bench.response(withConditions(until(-5 * minute + 1))))).toMatchObject(verified)
  })

  test('40: the confirmation of its subject has ended', () => {
    const confirmation = (offset: number) => bearerConfirmation(`${until(offset)} Recipient="${recipient}"`)
    refuse({ confirmation: confirmation(-5 * minute) }, 'expired')
    expect(verify(bench.response({ confirmation: confirmation(-5 * minute + 1) }))).toMatchObject(verified)
  })

  test('40: its conditions are to come', () => {
    const from = (offset: number) => withConditions(`NotBefore="${at(offset)}" ${until(10 * minute)}`)
    refuse(from(5 * minute + 1))
    expect(verify(bench.response(from(5 * minute)))).toMatchObject(verified)
  })

  test('40: an end is missing, or no date', () => {
    for (const times of ['', 'NotOnOrAfter=""', 'NotOnOrAfter="tomorrow"', 'NotOnOrAfter="2027-02-30T00:00:00Z"']) {
      refuse(withConditions(times))
      refuse({ confirmation: bearerConfirmation(`${times} Recipient="${recipient}"`) })
    }
    refuse(withConditions(`NotBefore="" ${until(minute)}`))
    refuse({ confirmation: bearerConfirmation(`NotBefore="${at(0)}" ${until(minute)} Recipient="${recipient}"`) })
  })

  test('41: it was issued more than five minutes ago', () => {
    refuse({ issueInstant: at(-10 * minute) }, 'expired')
    refuse({ issueInstant: at(-5 * minute - 1) }, 'expired')
    expect(verify(bench.response({ issueInstant: at(-5 * minute) }))).toMatchObject(verified)
    expect(verify(bench.response({ issueInstant: at(-10 * minute) }))).toMatchObject({
      reason: 'Token must be redeemed within 5 minutes of issuance',
    })
  })

  test('41: it was issued in time to come, or at no time', () => {
    refuse({ issueInstant: at(5 * minute + 1) })
    refuse({ issueInstant: 'now' })
    refuse({ issueInstant: '' })
  })

  test('the session at the provider has ended', () => {
    const session = (text: string) => ({ statements: `<saml:AuthnStatement SessionNotOnOrAfter="${text}"></saml:AuthnStatement>` })
    refuse(session(at(0)), 'expired')
    refuse(session('never'))
    expect(verify(bench.response(session(at(1))))).toMatchObject({ ...verified, assertion: { sessionNotOnOrAfter: issuedAt + 1 } })
  })
})

describe('a response is refused where it is another message', () => {
  test.each(['Responder', 'Requester'])('42: its status is %s', (status) => {
    const failed = forgeResponse(signed(assertion()), { status: `urn:oasis:names:tc:SAML:2.0:status:${status}` })
    expectRefusal(bench, valid, failed)
  })

  test('42: it has no status, or two', () => {
    const [status] = /<samlp:Status>.*<\/samlp:Status>/.exec(valid) ?? []
    expectRefusal(bench, valid, valid.replace(status ?? '', ''))
    expectRefusal(bench, valid, valid.replace(status ?? '', `${status}${status}`))
  })

  test('44: an encrypted assertion', () => {
    const encrypted = '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"></saml:EncryptedAssertion>'
    expectRefusal(bench, valid, forgeResponse(encrypted))
    expectRefusal(bench, valid, forgeResponse(signed(assertion()) + encrypted))
  })

  test.each(['LogoutResponse', 'AuthnRequest', 'ArtifactResponse'])('45: a %s as the root', (name) => {
    expectRefusal(bench, valid, valid.replaceAll('samlp:Response', `samlp:${name}`))
  })

  test('45: a bare assertion as the root', () => expectRefusal(bench, valid, signed(assertion())))

  test('46: SAML 1.1', () => {
    expectRefusal(bench, valid, valid.replace('ID="_response" Version="2.0"', 'ID="_response" Version="1.1"'))
    refuse({ version: '1.1' })
    const old = '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" ResponseID="_r" MajorVersion="1" MinorVersion="1"></Response>'
    expectRefusal(bench, valid, old)
  })

  test('an element that a response has not', () => {
    expectRefusal(bench, valid, forgeResponse(`${signed(assertion())}<x xmlns="urn:x"></x>`))
    expectRefusal(bench, valid, forgeResponse(signed(assertion()), { extensions: '<samlp:Extensions></samlp:Extensions>'.repeat(2) }))
    refuse({ statements: '<x xmlns="urn:x"></x>' })
    refuse({ statements: '<saml:Issuer>https://idp.example.com/saml</saml:Issuer>' })
  })
})

describe('the subject', () => {
  test.each([
    '',
    '<saml:NameID></saml:NameID>',
    '<saml:NameID> \n</saml:NameID>',
    '<saml:EncryptedID></saml:EncryptedID>',
  ])('is missing: %j', (nameId) => {
    refuse({ nameId }, 'no-name-id')
  })

  test('is one', () => refuse({ nameId: '<saml:NameID>ann@example.com</saml:NameID>'.repeat(2) }))
})

describe('the attributes', () => {
  test('add up where one comes several times', () => {
    const statements = attributeStatement({ group: ['a'] }) + attributeStatement({ group: ['b', 'c'], none: [] })
    expect(verify(bench.response({ statements }))).toMatchObject({
      assertion: {
        attributes: new Map([
          ['group', ['a', 'b', 'c']],
          ['none', []],
        ]),
      },
    })
  })

  test('are all readable', () => {
    refuse({ statements: '<saml:AttributeStatement><saml:EncryptedAttribute></saml:EncryptedAttribute></saml:AttributeStatement>' })
    refuse({ statements: '<saml:AttributeStatement><saml:Attribute></saml:Attribute></saml:AttributeStatement>' })
  })

  test('a condition that is not known is not met', () => {
    refuse({ audience: `${audiences(['urn:amazon:webservices'])}<saml:Condition></saml:Condition>` })
  })
})
