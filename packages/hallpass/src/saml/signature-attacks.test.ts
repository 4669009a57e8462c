import { createHash, createHmac, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { algorithms, enveloped, exclusive, forgeReference, forgeResponse, transform } from '../../test/counterparts/saml-forge.ts'
import { createSamlIdentityProvider } from '../../test/counterparts/saml-identity-provider.ts'
import { createSamlBench, expectRefusal, issuedAt } from '../../test/support/saml-bench.ts'

const bench = createSamlBench()
const { assertion, signature, signed, verify, provider } = bench
const valid = bench.response()
const other = createSamlBench(createSamlIdentityProvider('https://other.example.com/saml'))

const digest = (text: string) => createHash('sha256').update(text).digest('base64')
const verified = { kind: 'verified', assertion: { nameId: 'ann@example.com' } }

describe('a response is refused where it is not signed as it stands', () => {
  test('1: no signature at all', () => {
    expectRefusal(bench, valid, forgeResponse(assertion()))
    expectRefusal(bench, bench.signedResponse(), forgeResponse(assertion(), { issuer: provider.entityId }))
  })

  test('2: the signature is removed, its references to it kept', () => {
    const withKeyInfo = bench.response({}, { keyInfo: '<ds:KeyInfo Id="_key"></ds:KeyInfo>' })
    expectRefusal(bench, withKeyInfo, withKeyInfo.replace(/<ds:Signature .*<\/ds:Signature>/, ''))
    expectRefusal(bench, withKeyInfo, withKeyInfo.replace(/<ds:SignatureValue>.*<\/ds:SignatureValue>/, ''))
    expectRefusal(bench, withKeyInfo, withKeyInfo.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, ''))
  })

  test('3: an attribute value is changed', () => {
    expectRefusal(bench, valid, valid.replace('AttributeValue>ann', 'AttributeValue>eve'))
  })

  test('4: the NameID is changed', () => expectRefusal(bench, valid, valid.replace('NameID>ann', 'NameID>eve')))

  test.each([
    ['another', (value: string) => value.replace(/^.{4}/, 'AAAA')],
    ['empty', () => ''],
    ['cut', (value: string) => value.slice(0, -4)],
    ['no base64', () => '!!!!'],
  ])('5: the signature value is %s', (_, change) => {
    expectRefusal(bench, valid, valid.replace(/(?<=<ds:SignatureValue>)[^<]*/, change))
  })

  test('6: content and digest are changed together', () => {
    const eve = assertion({ nameId: '<saml:NameID>eve</saml:NameID>' })
    const forged = signature(assertion()).replace(digest(assertion()), digest(eve))
    expectRefusal(bench, valid, forgeResponse(eve.replace('</saml:Issuer>', `</saml:Issuer>${forged}`)))
  })

  test('57: the digest of nothing', () => {
    expectRefusal(bench, valid, bench.response({}, { digestValue: digest('') }))
    expectRefusal(bench, valid, bench.response({}, { digestValue: '' }))
  })
})

describe('a response is refused where its reference is not to the very element', () => {
  const whole = forgeResponse(assertion())

  test.each([
    ['empty', { uri: '', digestValue: digest(whole) }],
    ['to the response', { uri: '#_response', digestValue: digest(whole) }],
    ['to a file', { uri: 'file:///etc/passwd' }],
    ['to a site', { uri: 'http://127.0.0.1:9/' }],
    ['an expression', { uri: "#xpointer(id('_assertion'))" }],
    ['an injection', { uri: "#_assertion' or '1'='1" }],
  ])('17: its URI is %s', (_, parts) => expectRefusal(bench, valid, bench.response({}, parts)))

  test('17: it has no URI', () => {
    expectRefusal(bench, valid, bench.response({}, { change: (info) => info.replace(/ URI="[^"]*"/, '') }))
  })

  test('18: no reference, or two', () => {
    const withReferences = (references: string) =>
      bench.response({}, { change: (info) => info.replace(/<ds:Reference.*<\/ds:Reference>/, references) })
    const right = forgeReference('#_assertion', algorithms.sha256.digest, digest(assertion()), [transform(enveloped), transform(exclusive)])
    expect(verify(withReferences(right))).toMatchObject(verified)
    expectRefusal(bench, valid, withReferences(''))
    expectRefusal(bench, valid, withReferences(right + right))
  })

  test('19: two SignedInfo', () => {
    const eve = assertion({ nameId: '<saml:NameID>eve</saml:NameID>' })
    const own = signature(assertion())
    const [signedInfo] = /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(own) ?? []
    const forged = signedInfo?.replace(digest(assertion()), digest(eve))
    for (const both of [`${signedInfo}${forged}`, `${forged}${signedInfo}`]) {
      const attack = own.replace(signedInfo ?? '', both)
      expectRefusal(bench, valid, forgeResponse(eve.replace('</saml:Issuer>', `</saml:Issuer>${attack}`)))
    }
  })

  test('20: a comment in the digest value, with the forged digest or the signed one', () => {
    const eve = assertion({ nameId: '<saml:NameID>eve</saml:NameID>' })
    const [own, forged] = [digest(assertion()), digest(eve)]
    for (const value of [`<!--${forged}-->${own}`, `${own}<!--${forged}-->`, `<!--${own}-->${forged}`]) {
      const attack = signature(assertion()).replace(own, value)
      expectRefusal(bench, valid, forgeResponse(eve.replace('</saml:Issuer>', `</saml:Issuer>${attack}`)))
      expectRefusal(bench, valid, forgeResponse(assertion().replace('</saml:Issuer>', `</saml:Issuer>${attack}`)))
    }
  })
})

describe('a response is refused where another key signed it', () => {
  const certificateInfo = ({ certificate }: typeof provider) =>
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
  const byOther = (keyInfo: string) => forgeResponse(other.signed(assertion(), { keyInfo }))

  test('27: its certificate in KeyInfo', () => expectRefusal(bench, valid, byOther(certificateInfo(other.provider))))

  test('28: the right certificate in KeyInfo', () => expectRefusal(bench, valid, byOther(certificateInfo(provider))))

  test.each([
    [
      'KeyValue',
      '<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>',
    ],
    ['RetrievalMethod', '<ds:RetrievalMethod URI="http://127.0.0.1:9/key"></ds:RetrievalMethod>'],
    [
      'X509IssuerSerial',
      '<ds:X509Data><ds:X509IssuerSerial><ds:X509SerialNumber>1</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>',
    ],
  ])('29: a %s is not looked at', (_, content) => {
    const keyInfo = `<ds:KeyInfo>${content}</ds:KeyInfo>`
    expect(verify(bench.response({}, { keyInfo }))).toMatchObject(verified)
    expectRefusal(bench, valid, byOther(keyInfo))
  })

  test('34: that of another registered provider', () => expectRefusal(bench, valid, byOther('')))

  test('35: the provider signs in the name of another', () => {
    const attack = bench.response({ issuer: other.provider.entityId })
    expectRefusal(bench, valid, attack)
    expect(other.verify(attack)).toMatchObject({ kind: 'refused', code: 'invalid' })
    const issuer = other.provider.entityId
    expectRefusal(bench, valid, forgeResponse(signed(assertion()), { issuer }))
    expectRefusal(bench, valid, signed(forgeResponse(assertion(), { issuer })))
  })
})

describe('a response is refused where its algorithms are not taken', () => {
  test.each(['sha256', 'sha384', 'sha512'] as const)('RSA with %s is', (hash) => {
    const { signature: signatureAlgorithm, digest: digestAlgorithm } = algorithms[hash]
    expect(verify(bench.response({}, { signatureAlgorithm, digestAlgorithm }))).toMatchObject(verified)
  })

  test.each([
    'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  ])('30: %s with what is public as its secret', (signatureAlgorithm) => {
    const certificate = `-----BEGIN CERTIFICATE-----\n${provider.certificate}\n-----END CERTIFICATE-----\n`
    for (const secret of [...provider.idp.signingKeys, certificate, provider.certificate]) {
      const hash = signatureAlgorithm.endsWith('sha1') ? 'sha1' : 'sha256'
      const makeValue = (info: string) => createHmac(hash, secret).update(info).digest()
      expectRefusal(bench, valid, bench.response({}, { signatureAlgorithm, makeValue }))
    }
  })

  test('31: SHA-1, unless it is allowed', () => {
    const { sha1 } = algorithms
    for (const parts of [{ signatureAlgorithm: sha1.signature }, { digestAlgorithm: sha1.digest }]) {
      const attack = bench.response({}, parts)
      expectRefusal(bench, valid, attack)
      expect(verify(attack, { allowsSha1: true })).toMatchObject(verified)
    }
  })

  test('31: MD5, whatever is allowed', () => {
    const more = 'http://www.w3.org/2001/04/xmldsig-more#'
    for (const parts of [{ signatureAlgorithm: `${more}rsa-md5` }, { digestAlgorithm: `${more}md5` }]) {
      expectRefusal(bench, valid, bench.response({}, parts))
      expect(verify(bench.response({}, parts), { allowsSha1: true })).toMatchObject({ kind: 'refused' })
    }
  })

  test.each([
    'http://www.w3.org/TR/1999/REC-xslt-19991116',
    'http://www.w3.org/TR/1999/REC-xpath-19991116',
    'http://www.w3.org/2000/09/xmldsig#base64',
  ])('32: the transform %s', (algorithm) => {
    for (const transforms of [
      [enveloped, algorithm],
      [algorithm, enveloped],
      [enveloped, algorithm, exclusive],
      [enveloped, exclusive, exclusive],
    ]) {
      expectRefusal(bench, valid, bench.response({}, { transforms: transforms.map(transform) }))
    }
  })

  test('32: no transform that leaves the signature out', () => {
    expectRefusal(bench, valid, bench.response({}, { transforms: [transform(exclusive)] }))
  })

  test('33: canonicalization with comments, where the signed part has one', () => {
    const transforms = [transform(enveloped), transform(`${exclusive}WithComments`)]
    const uncommented = bench.response({}, { transforms })
    expectRefusal(bench, uncommented, uncommented.replace('ann@example.com<', 'ann@<!---->example.com<'))
    expectRefusal(bench, uncommented, uncommented.replace('<saml:Subject>', '<!-- --><saml:Subject>'))
    const commented = assertion().replace('ann@example.com<', 'ann@<!---->example.com<')
    expect(verify(forgeResponse(signed(commented, { transforms })))).toMatchObject({ kind: 'refused' })
    expect(verify(`<!-- outside -->${uncommented}`)).toMatchObject(verified)
  })

  test('a key of another kind than RSA', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const idp = { ...provider.idp, signingKeys: [ec.publicKey.export({ type: 'spki', format: 'pem' }).toString()] }
    const byEc = createSamlBench({ ...provider, privateKey: ec.privateKey, idp })
    for (const signatureAlgorithm of [algorithms.sha256.signature, 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256']) {
      expect(byEc.verify(byEc.response({}, { signatureAlgorithm }))).toMatchObject({ kind: 'refused' })
    }
  })

  test('metadata that has expired', () => {
    const idp = { ...provider.idp, validUntil: issuedAt }
    expect(verify(valid, { idp: { ...idp, validUntil: issuedAt + 1 } })).toMatchObject(verified)
    expect(verify(valid, { idp })).toMatchObject({ kind: 'refused', code: 'invalid' })
  })

  test('a provider without keys', () => {
    expect(verify(valid, { idp: { ...provider.idp, signingKeys: [] } })).toMatchObject({ kind: 'refused', code: 'invalid' })
  })

  test('a provider with several keys: any of them will do', () => {
    const signingKeys = [...other.provider.idp.signingKeys, ...provider.idp.signingKeys]
    expect(verify(valid, { idp: { ...provider.idp, signingKeys } })).toMatchObject(verified)
  })
})
