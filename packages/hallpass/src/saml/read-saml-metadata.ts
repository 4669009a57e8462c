import type { SamlIdp } from '../identity/saml-provider.ts'
import { parseXml, type XmlLimits } from '../xml/parse-xml.ts'
import { attributeOf, elementsNamed, isNamed, onlyElement, textOf, type XmlElement } from '../xml/xml-element.ts'
import { readCertificateKey } from './read-certificate-key.ts'
import { namespaces } from './saml-names.ts'
import { parseSamlTime } from './saml-time.ts'

const limits: XmlLimits = { depth: 64, nodes: 50_000, elementNames: 1_000, comments: 10_000 }
const maxKeys = 10
/** Source: SAML core, section 8.3.6. */
const maxEntityIdLength = 1024

/**
 * What a metadata document says of an identity provider: its name, and the keys that may sign for it. Undefined where it is no
 * metadata of exactly one identity provider with an RSA key. The document's own signature is not looked at: who uploads it vouches for it.
 * Sources: SAML metadata, sections 2.3.2 and 2.4; IAM API reference, "CreateSAMLProvider".
 */
export function readSamlMetadata(xml: string): SamlIdp | undefined {
  const entity = parseXml(xml, limits)
  if (entity === undefined || !isNamed(entity, namespaces.metadata, 'EntityDescriptor')) return undefined
  const entityId = attributeOf(entity, 'entityID')?.trim() ?? ''
  const idp = onlyElement(entity, namespaces.metadata, 'IDPSSODescriptor')
  if (entityId === '' || entityId.length > maxEntityIdLength || idp === undefined) return undefined

  const end = attributeOf(entity, 'validUntil')
  const validUntil = end === undefined ? undefined : parseSamlTime(end)
  if (end !== undefined && validUntil === undefined) return undefined

  const signingKeys = readSigningKeys(idp)
  return signingKeys === undefined ? undefined : { entityId, signingKeys, validUntil }
}

/** Undefined where a certificate cannot be read, or where there are too few keys or too many. */
function readSigningKeys(idp: XmlElement): readonly string[] | undefined {
  const certificates = elementsNamed(idp, namespaces.metadata, 'KeyDescriptor')
    .filter((descriptor) => (attributeOf(descriptor, 'use') ?? 'signing') === 'signing')
    .flatMap(firstCertificates)
  // Some keys are listed again with every certificate of theirs.
  if (certificates.length > 10 * maxKeys) return undefined
  const keys = new Set<string>()
  for (const certificate of certificates) {
    const key = readCertificateKey(textOf(certificate))
    if (key === undefined) return undefined
    if (key.kind === 'key') keys.add(key.pem)
  }
  return keys.size === 0 || keys.size > maxKeys ? undefined : [...keys]
}

// Those behind the first of a list are the authorities that issued it: they sign certificates, not responses.
function firstCertificates(descriptor: XmlElement): readonly XmlElement[] {
  return elementsNamed(descriptor, namespaces.signature, 'KeyInfo')
    .flatMap((info) => elementsNamed(info, namespaces.signature, 'X509Data'))
    .flatMap((data) => elementsNamed(data, namespaces.signature, 'X509Certificate').slice(0, 1))
}
