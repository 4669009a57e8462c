import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { attributeStatement, forgeResponse } from '../../test/counterparts/saml-forge.ts'
import { createSamlBench, expectRefusal, verifyEncoded } from '../../test/support/saml-bench.ts'

const bench = createSamlBench()
const { assertion, signed, verify, provider } = bench
const { idp } = provider
const valid = bench.response()
const nameOf = (xml: string) => {
  const verification = verify(xml)
  return verification.kind === 'verified' ? verification.assertion.nameId : verification.reason
}

describe('what a value is written with does not change it', () => {
  test.each([
    ['in the middle', 'ad<!---->min@example.com'],
    ['before a part that could be cut off', 'admin@example.com<!---->.evil.com'],
    ['at both ends', '<!--a-->admin@example.com<!--b-->.evil.com<!-- -->'],
  ])('21: a NameID with a comment %s is the whole of its text', (_, text) => {
    const whole = text.replace(/<!--.*?-->/g, '')
    const xml = bench.response({ nameId: `<saml:NameID>${whole}</saml:NameID>` })
    expect(nameOf(xml.replace(`NameID>${whole}<`, () => `NameID>${text}<`))).toBe(whole)
  })

  test('22: an attribute value with a comment is the whole of its text', () => {
    const xml = bench.response({ statements: attributeStatement({ group: ['staff-of-evil'] }) })
    const verification = verify(xml.replace('staff-of-evil', 'staff<!---->-of-evil'))
    expect(verification).toMatchObject({ kind: 'verified', assertion: { attributes: new Map([['group', ['staff-of-evil']]]) } })
  })

  test.each(['<![CDATA[ann@example.com]]>', 'ann<![CDATA[@]]>example.com', '&#97;nn&#x40;example.com'])('23: a NameID of %s', (written) => {
    expect(nameOf(valid.replace('NameID>ann@example.com', () => `NameID>${written}`))).toBe('ann@example.com')
  })

  test('23: a NameID of what markup is made of', () => {
    const xml = bench.response({ nameId: '<saml:NameID>&lt;admin&gt; &amp; "co"</saml:NameID>' })
    expect(nameOf(xml)).toBe('<admin> & "co"')
    expect(nameOf(xml.replace('&lt;admin&gt; &amp; "co"', '<![CDATA[<admin> & "co"]]>'))).toBe('<admin> & "co"')
  })

  test('an XML declaration, comments and white space around the root', () => {
    const around = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- by the provider -->\r\n${valid}\n<!-- -->\n`
    expect(nameOf(around)).toBe('ann@example.com')
  })
})

describe('a response is refused where it is no plain document', () => {
  const doctype = (subset: string) => `<!DOCTYPE samlp:Response${subset}>${valid}`

  test('24: a document type', () => {
    expectRefusal(bench, valid, doctype(''))
    expectRefusal(bench, valid, doctype(' SYSTEM "response.dtd"'))
    expectRefusal(bench, valid, `<!doctype samlp:Response>${valid}`)
  })

  test('25: entities that expand', () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
    expectRefusal(bench, valid, doctype(` [<!ENTITY l0 "lol">${laughs.join('')}]`).replace('ann@', '&l9;@'))
    expectRefusal(bench, valid, valid.replace('NameID>ann@', 'NameID>&ann;@'))
  })

  test.each(['file:///etc/passwd', 'http://127.0.0.1:9/'])('26: an entity elsewhere, %s', (address) => {
    expectRefusal(bench, valid, doctype(` [<!ENTITY x SYSTEM "${address}">]`).replace('ann@', '&x;@'))
  })

  test('a processing instruction', () => {
    expectRefusal(bench, valid, `<?xml-stylesheet href="http://127.0.0.1:9/"?>${valid}`)
    expectRefusal(bench, valid, valid.replace('NameID>ann', 'NameID><?x y?>ann'))
    expectRefusal(bench, valid, `${valid}<?x?>`)
  })

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${valid}`, 'utf16le')],
    ['UTF-16 by its declaration', Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${valid}`)],
    ['UTF-7', Buffer.from(`<?xml version="1.0" encoding="UTF-7"?>${valid.replaceAll('<', '+ADw-')}`)],
    ['a byte order mark', Buffer.from(`\uFEFF${valid}`)],
    ['a NUL', Buffer.from(valid.replace('ann@', 'ann\0@'))],
    ['a NUL behind', Buffer.from(`${valid}\0`)],
    ['bytes that are no UTF-8', Buffer.from(valid.replace('ann@', 'ann\xff@'), 'latin1')],
    ['an overlong form', Buffer.concat([Buffer.from(valid), Buffer.of(0xc0, 0xbe)])],
    ['a surrogate in UTF-8', Buffer.concat([Buffer.from(valid), Buffer.of(0xed, 0xa0, 0x80)])],
    ['XML 1.1', Buffer.from(`<?xml version="1.1"?>${valid}`)],
  ])('52: %s', (_, bytes) => {
    expect(verifyEncoded(Buffer.from(valid).toString('base64'), { idp })).toMatchObject({ kind: 'verified' })
    expect(verifyEncoded(bytes.toString('base64'), { idp })).toMatchObject({ kind: 'refused', code: 'invalid' })
  })

  test('53: compressed, as another binding has it', () => {
    expect(verifyEncoded(deflateRawSync(valid).toString('base64'), { idp })).toMatchObject({ kind: 'refused', code: 'invalid' })
  })

  test('54: base64 with line breaks is taken, other alphabets are not', () => {
    // With a text that the two alphabets write differently.
    const base64 = Buffer.from(valid.replace('</samlp:Response>', '<!--ÿÿÿ???--></samlp:Response>')).toString('base64')
    const url = base64.replaceAll('+', '-').replaceAll('/', '_')
    expect(url).not.toBe(base64)
    const broken = base64.replace(/.{76}/g, '$&\r\n')
    expect([base64, broken, `\t${base64} `].map((text) => verifyEncoded(text, { idp }).kind)).toEqual(['verified', 'verified', 'verified'])
    for (const text of [url, base64.replace(/=*$/, '-'), `${base64}!`, `${base64}AAAA=`, valid, '', '=']) {
      expect(verifyEncoded(text, { idp })).toMatchObject({ kind: 'refused', code: 'invalid' })
    }
  })

  const maxLength = 10_000_000
  test.each([
    [
      '10,000 SAML attributes',
      bench.response({ statements: attributeStatement(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`a${i}`, ['']]))) }),
    ],
    [
      '10,000 attributes of one element',
      valid.replace('<saml:Subject>', `<saml:Subject${Array.from({ length: 10_000 }, (_, i) => ` a${i}=""`).join('')}>`),
    ],
    [
      '10,000 names of elements',
      valid.replace('</samlp:Status>', `${Array.from({ length: 10_000 }, (_, i) => `<a${i}/>`).join('')}</samlp:Status>`),
    ],
    ['depth of 10,000', valid.replace('</samlp:Status>', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</samlp:Status>`)],
    ['10,000 comments and texts', valid.replace('ann@', `${'a<!---->'.repeat(10_000)}ann@`)],
  ])('55: %s', (_, attack) => {
    expect(verify(valid, { maxLength })).toMatchObject({ kind: 'verified' })
    expect(verify(attack, { maxLength })).toMatchObject({
      kind: 'refused',
      code: 'invalid',
      reason: 'The SAML response could not be parsed',
    })
  })

  test('55: longer than may be', () => {
    const base64 = Buffer.from(valid).toString('base64')
    expect(verifyEncoded(base64, { idp, maxLength: base64.length })).toMatchObject({ kind: 'verified' })
    expect(verifyEncoded(base64, { idp, maxLength: base64.length - 1 })).toMatchObject({ kind: 'refused', code: 'invalid' })
    expect(verify(valid + ' '.repeat(1_048_576))).toMatchObject({ kind: 'refused', code: 'invalid' })
  })

  test.each([
    ['an attribute twice', valid.replace(' Version=', ' Version="2.0" Version=')],
    ['an attribute twice, by two prefixes', valid.replace(' Version=', ' xmlns:a="urn:a" xmlns:b="urn:a" a:x="" b:x="" Version=')],
    ['a comment without an end', `${valid}<!--`],
    ['a comment that ends early', valid.replace('ann@', '<!-- -- -->ann@')],
    ['a document type behind the root', `${valid}<!DOCTYPE x>`],
    ['a document type in the root', valid.replace('<samlp:Status>', '<!DOCTYPE x><samlp:Status>')],
    ['two roots', valid + valid],
    ['a text behind the root', `${valid}x`],
    ['a text before the root', `x${valid}`],
    ['an end tag too many', `${valid}</samlp:Response>`],
    ['an element without an end', valid.slice(0, valid.lastIndexOf('</'))],
    ['end tags that cross', valid.replace('</saml:NameID><saml:SubjectConfirmation', '<saml:SubjectConfirmation></saml:NameID')],
    ['an end tag with more in it', valid.replace('</saml:NameID>', '</saml:NameID x="">')],
    ['an attribute without quotes', valid.replace('Version="2.0"', 'Version=2.0')],
    ['an attribute without a value', valid.replace(' Version=', ' x Version=')],
    ['a tag in an attribute', valid.replace(' Version=', ' x="<a>" Version=')],
    ['attributes without a space between', valid.replace('" Version=', '"Version=')],
    ['a prefix that is not declared', valid.replace('<saml:Subject>', '<saml:Subject x:a="">')],
    ['a name that every object has', valid.replace('<saml:Subject>', '<saml:Subject hasOwnProperty="">')],
    ['a namespace that its declaration cannot hold', valid.replace('<saml:Subject>', '<saml:Subject xmlns:x="a&quot; b=&quot;c">')],
    ['the namespace of HTML', valid.replace('<saml:Subject>', '<saml:Subject xmlns:x="http://www.w3.org/1999/xhtml">')],
    ['a character that is none', valid.replace('ann@', 'ann&#0;@')],
    ['a reference to half a character', valid.replace('ann@', 'ann&#xD800;@')],
    ['an entity of HTML', valid.replace('ann@', 'ann&nbsp;@')],
    ['the end of CDATA in a text', valid.replace('ann@', 'ann]]>@')],
    ['CDATA without an end', valid.replace('ann@', '<![CDATA[ann@')],
  ])('56: %s', (_, attack) => {
    expectRefusal(bench, valid, attack)
    expect(verify(attack)).toMatchObject({ reason: 'The SAML response could not be parsed' })
  })

  test('51: a prefix bound elsewhere', () => {
    const rebound = valid.replace('xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', 'xmlns:ds="urn:x"')
    expectRefusal(bench, valid, rebound)
    expectRefusal(bench, valid, valid.replace('xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', 'xmlns:saml="urn:x"'))
    expectRefusal(bench, valid, valid.replace('xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"', 'xmlns:samlp="urn:x"'))
    expectRefusal(bench, valid, valid.replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="urn:x">'))
  })

  test('51: a signed assertion in another namespace', () => {
    const elsewhere = assertion().replace('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:x')
    expectRefusal(bench, valid, forgeResponse(signed(elsewhere)))
  })
})
