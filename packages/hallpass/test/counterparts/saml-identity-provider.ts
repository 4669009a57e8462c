import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { Saml20 } from 'saml'
import { SignedXml } from 'xml-crypto'
import type { SamlIdp } from '../../src/identity/saml-provider.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'

export interface SamlLogin {
  readonly nameId?: string
  readonly nameIdFormat?: string
  /** Name → value, or values. */
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>
  readonly recipient?: string
  readonly audiences?: readonly string[]
  readonly lifetimeSeconds?: number
  /** What is signed; the assertion unless told. */
  readonly signs?: 'assertion' | 'response' | 'both'
}

/** An identity provider that makes its assertions with the `saml` library. */
export interface SamlIdentityProvider {
  readonly entityId: string
  readonly privateKey: KeyObject
  /** Base64 of DER. */
  readonly certificate: string
  /** A document for CreateSAMLProvider. */
  readonly metadata: string
  /** What that document says. */
  readonly idp: SamlIdp
  /** A response of now, in base64. */
  respond(login?: SamlLogin): string
}

export const awsRecipient = 'https://signin.aws.amazon.com/saml'
export const awsAudience = 'urn:amazon:webservices'

export function createSamlIdentityProvider(entityId = 'https://idp.example.com/saml'): SamlIdentityProvider {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = selfSignedCertificate(privateKey).toString('base64')
  const key = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const signingKeys = [publicKey.export({ type: 'spki', format: 'pem' }).toString()]
  return {
    entityId,
    privateKey,
    certificate,
    metadata: samlMetadata(entityId, [certificate]),
    idp: { entityId, signingKeys, validUntil: undefined },
    respond(login = {}) {
      const { signs = 'assertion' } = login
      const options = {
        key,
        cert: Buffer.from(`-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`),
        issuer: entityId,
        recipient: login.recipient ?? awsRecipient,
        audiences: login.audiences ?? [awsAudience],
        lifetimeInSeconds: login.lifetimeSeconds ?? 300,
        nameIdentifier: login.nameId ?? 'ann@example.com',
        nameIdentifierFormat: login.nameIdFormat ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        attributes: login.attributes ?? {},
      }
      const assertion = signs === 'response' ? Saml20.createUnsignedAssertion(options) : Saml20.create(options)
      const response = wrap(entityId, assertion)
      return Buffer.from(signs === 'assertion' ? response : signRoot(response, key)).toString('base64')
    },
  }
}

/** Metadata with these signing certificates (base64 of DER); `attributes` are of the root. */
export function samlMetadata(entityId: string, certificates: readonly string[], attributes = ''): string {
  const keys = certificates.map(
    (certificate) => `
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"${attributes}>
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${entityId}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`
}

function wrap(entityId: string, assertion: string): string {
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${randomUUID()}" Version="2.0"` +
    ` IssueInstant="${new Date().toISOString()}" Destination="${awsRecipient}">` +
    `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${entityId}</saml:Issuer>` +
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
    `${assertion}</samlp:Response>`
  )
}

function signRoot(xml: string, privateKey: Buffer): string {
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
  const signed = new SignedXml({
    privateKey,
    idAttribute: 'ID',
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    canonicalizationAlgorithm: exclusive,
  })
  signed.addReference({
    xpath: '/*',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
  })
  signed.computeSignature(xml, { prefix: 'ds', location: { reference: "/*/*[local-name()='Issuer']", action: 'after' } })
  return signed.getSignedXml()
}
