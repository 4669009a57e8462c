import { createHash, type KeyObject, sign } from 'node:crypto'

/** The parts of a forged assertion, as XML where they are elements. What is left out is as it is to be. */
export interface AssertionParts {
  readonly id: string
  /** Attributes of the root behind those that it has. */
  readonly rootAttributes: string
  readonly version: string
  readonly issuer: string
  readonly issueInstant: string
  readonly nameId: string
  readonly confirmation: string
  readonly conditions: string
  readonly audience: string
  readonly statements: string
}

export interface SignatureParts {
  readonly id: string
  readonly uri: string
  readonly digestValue: string
  readonly digestAlgorithm: string
  readonly signatureAlgorithm: string
  readonly canonicalization: string
  readonly transforms: readonly string[]
  readonly keyInfo: string
  /** Changes what is signed, before it is signed. */
  readonly change: (signedInfo: string) => string
  /** Makes the signature value; RSA over the hash of the method unless told. */
  readonly makeValue: (signedInfo: string) => Buffer
}

export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const dsig = 'http://www.w3.org/2000/09/xmldsig#'

/** The algorithms that are spoken of by their hash. */
export const algorithms = {
  sha1: { signature: `${dsig}rsa-sha1`, digest: `${dsig}sha1` },
  sha256: { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', digest: 'http://www.w3.org/2001/04/xmlenc#sha256' },
  sha384: { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', digest: 'http://www.w3.org/2001/04/xmldsig-more#sha384' },
  sha512: { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', digest: 'http://www.w3.org/2001/04/xmlenc#sha512' },
} as const

/** An assertion of the time, unsigned. It is in canonical form: what is signed is this text. */
export function forgeAssertion(now: number, issuer: string, parts: Partial<AssertionParts> = {}): string {
  const end = timeText(now + 300_000)
  const {
    id = '_assertion',
    rootAttributes = '',
    version = '2.0',
    issueInstant = timeText(now),
    nameId = '<saml:NameID>ann@example.com</saml:NameID>',
    confirmation = bearerConfirmation(`NotOnOrAfter="${end}" Recipient="https://signin.aws.amazon.com/saml"`),
    audience = '<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction>',
    conditions = `<saml:Conditions NotBefore="${timeText(now)}" NotOnOrAfter="${end}">${audience}</saml:Conditions>`,
    statements = attributeStatement({ mail: ['ann@example.com'] }),
  } = parts
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" IssueInstant="${issueInstant}" Version="${version}"${rootAttributes}>` +
    `<saml:Issuer>${parts.issuer ?? issuer}</saml:Issuer><saml:Subject>${nameId}${confirmation}</saml:Subject>` +
    `${conditions}${statements}</saml:Assertion>`
  )
}

export function bearerConfirmation(attributes: string, method = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'): string {
  return `<saml:SubjectConfirmation Method="${method}"><saml:SubjectConfirmationData ${attributes}></saml:SubjectConfirmationData></saml:SubjectConfirmation>`
}

/** Name → values, as XML. */
export function attributeStatement(attributes: Readonly<Record<string, readonly string[]>>): string {
  const written = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  )
  return `<saml:AttributeStatement>${written.join('')}</saml:AttributeStatement>`
}

/** A response with this content after its status. It is in canonical form where its content is. */
export function forgeResponse(
  content: string,
  { id = '_response', issuer = '', extensions = '', status = 'urn:oasis:names:tc:SAML:2.0:status:Success' } = {},
): string {
  const named = issuer === '' ? '' : `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer>`
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0">${named}${extensions}` +
    `<samlp:Status><samlp:StatusCode Value="${status}"></samlp:StatusCode></samlp:Status>${content}</samlp:Response>`
  )
}

/** The signature of an element that is in canonical form. */
export function forgeSignature(element: string, privateKey: KeyObject, parts: Partial<SignatureParts> = {}): string {
  const {
    id = / ID="([^"]*)"/.exec(element)?.[1] ?? '',
    uri = `#${id}`,
    digestAlgorithm = algorithms.sha256.digest,
    digestValue = createHash(hashOf(digestAlgorithm)).update(element).digest('base64'),
    signatureAlgorithm = algorithms.sha256.signature,
    canonicalization = exclusive,
    transforms = [transform(enveloped), transform(exclusive)],
    keyInfo = '',
    change = (signedInfo: string) => signedInfo,
    makeValue = (signedInfo: string) => sign(hashOf(signatureAlgorithm), Buffer.from(signedInfo), privateKey),
  } = parts
  const signedInfo = change(
    `<ds:SignedInfo xmlns:ds="${dsig}"><ds:CanonicalizationMethod Algorithm="${canonicalization}"></ds:CanonicalizationMethod>` +
      `<ds:SignatureMethod Algorithm="${signatureAlgorithm}"></ds:SignatureMethod>` +
      `${forgeReference(uri, digestAlgorithm, digestValue, transforms)}</ds:SignedInfo>`,
  )
  const value = `<ds:SignatureValue>${makeValue(signedInfo).toString('base64')}</ds:SignatureValue>`
  return `<ds:Signature xmlns:ds="${dsig}">${signedInfo.replace(` xmlns:ds="${dsig}"`, '')}${value}${keyInfo}</ds:Signature>`
}

export function forgeReference(uri: string, digestAlgorithm: string, digestValue: string, transforms: readonly string[]): string {
  return (
    `<ds:Reference URI="${uri}"><ds:Transforms>${transforms.join('')}</ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${digestAlgorithm}"></ds:DigestMethod><ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference>`
  )
}

export function transform(algorithm: string): string {
  return `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`
}

/** The element with a signature behind its issuer. */
export function withSignature(element: string, signature: string): string {
  return element.replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`)
}

export function timeText(time: number): string {
  return new Date(time).toISOString()
}

function hashOf(algorithm: string): string {
  return ['sha1', 'sha256', 'sha384', 'sha512', 'md5'].find((hash) => algorithm.endsWith(hash)) ?? 'sha256'
}
