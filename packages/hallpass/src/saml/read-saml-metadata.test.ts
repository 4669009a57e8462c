import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSamlIdentityProvider, samlMetadata } from '../../test/counterparts/saml-identity-provider.ts'
import { selfSignedCertificate } from '../../test/counterparts/self-signed-certificate.ts'
import { readSamlMetadata } from './read-saml-metadata.ts'

const { entityId, certificate, metadata, idp } = createSamlIdentityProvider()
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey
const certificateOf = (key: ReturnType<typeof rsa>) => selfSignedCertificate(key).toString('base64')

describe('readSamlMetadata', () => {
  test('reads the name and the keys of a provider', () => {
    expect(readSamlMetadata(metadata)).toEqual(idp)
  })

  test('reads until when it is valid', () => {
    const until = (text: string) => readSamlMetadata(samlMetadata(entityId, [certificate], ` validUntil="${text}"`))?.validUntil
    expect(until('2030-01-02T03:04:05Z')).toBe(Date.parse('2030-01-02T03:04:05Z'))
    expect(until('2020-01-02T03:04:05.678Z')).toBe(Date.parse('2020-01-02T03:04:05.678Z'))
    expect(readSamlMetadata(samlMetadata(entityId, [certificate], ' validUntil="soon"'))).toBeUndefined()
  })

  test('takes a key without a use for one that signs, and none that encrypts', () => {
    expect(readSamlMetadata(metadata.replace(' use="signing"', ''))).toEqual(idp)
    expect(readSamlMetadata(metadata.replace('use="signing"', 'use="encryption"'))).toBeUndefined()
  })

  test('takes certificates with white space, twice, and of several keys', () => {
    const other = rsa(1024)
    const pem = createPublicKey(other).export({ type: 'spki', format: 'pem' })
    const certificates = [certificate.replace(/.{64}/g, '$&\n   '), certificate, certificateOf(other)]
    expect(readSamlMetadata(samlMetadata(entityId, certificates))?.signingKeys).toEqual([...idp.signingKeys, pem])
  })

  test('takes the first certificate of a chain alone', () => {
    const chain = `${certificate}</ds:X509Certificate><ds:X509Certificate>${certificateOf(rsa(1024))}`
    expect(readSamlMetadata(samlMetadata(entityId, [chain]))).toEqual(idp)
  })

  test('passes over keys that are not RSA, and needs one that is', () => {
    const ec = selfSignedCertificate(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey).toString('base64')
    expect(readSamlMetadata(samlMetadata(entityId, [ec, certificate]))).toEqual(idp)
    expect(readSamlMetadata(samlMetadata(entityId, [ec]))).toBeUndefined()
  })

  test('takes ten keys at most', () => {
    const ten = Array.from({ length: 10 }, () => certificateOf(rsa(1024)))
    expect(readSamlMetadata(samlMetadata(entityId, ten))?.signingKeys).toHaveLength(10)
    expect(readSamlMetadata(samlMetadata(entityId, [...ten, certificate]))).toBeUndefined()
  })

  test.each([
    ['an RSA key below 1024 bits', samlMetadata(entityId, [certificateOf(rsa(768))])],
    ['a certificate that is none', samlMetadata(entityId, [certificate, 'AAAA'])],
    ['a certificate that is no base64', samlMetadata(entityId, [`${certificate}!`])],
    ['no certificate', samlMetadata(entityId, [])],
    ['no name', samlMetadata('', [certificate])],
    ['a name that is too long', samlMetadata(`https://${'x'.repeat(1024)}`, [certificate])],
    ['no identity provider', metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
    ['two identity providers', metadata.replace(/<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s, '$&$&')],
    ['another root', metadata.replaceAll('EntityDescriptor', 'EntitiesDescriptor')],
    ['another namespace', metadata.replace('urn:oasis:names:tc:SAML:2.0:metadata', 'urn:x')],
    ['a document type', metadata.replace('<md:Entity', '<!DOCTYPE md:EntityDescriptor><md:Entity')],
    ['a byte order mark', `\uFEFF${metadata}`],
    ['a cut end', metadata.slice(0, -20)],
    ['no document', 'metadata'.repeat(200)],
    ['a million elements', metadata.replace('<md:IDP', `${'<a/>'.repeat(1_000_000)}<md:IDP`)],
  ])('refuses a document with %s', (_, document) => expect(readSamlMetadata(document)).toBeUndefined())
})
