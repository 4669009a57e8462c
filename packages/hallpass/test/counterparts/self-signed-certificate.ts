import { createPublicKey, type KeyObject, sign } from 'node:crypto'

/** A certificate (X.509 v1, DER) of a key for itself, as identity providers make them; it expired long ago, and nobody minds. */
export function selfSignedCertificate(privateKey: KeyObject): Buffer {
  return certify(privateKey, { until: '210101000000Z', version: [], extensions: [] })
}

/** A certificate (X.509 v3, DER) of a key for itself, for a server at 127.0.0.1. Source: RFC 5280, section 4.2.1.6. */
export function loopbackCertificate(privateKey: KeyObject, until = '491231235959Z'): Buffer {
  const alternativeName = sequence(tagged(0x87, Buffer.of(127, 0, 0, 1)))
  const extension = sequence(objectId([0x55, 0x1d, 0x11]), tagged(0x04, alternativeName))
  return certify(privateKey, { until, version: [tagged(0xa0, integer(2))], extensions: [tagged(0xa3, sequence(extension))] })
}

interface CertificateParts {
  /** UTCTime */
  readonly until: string
  readonly version: readonly Buffer[]
  readonly extensions: readonly Buffer[]
}

function certify(privateKey: KeyObject, { until, version, extensions }: CertificateParts): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const name = sequence(set(sequence(objectId([0x55, 0x04, 0x03]), tagged(0x0c, Buffer.from('test identity provider')))))
  const validity = sequence(tagged(0x17, Buffer.from('200101000000Z')), tagged(0x17, Buffer.from(until)))
  const content = [integer(1), signatureAlgorithm(privateKey), name, validity, name, publicKey]
  const toBeSigned = sequence(...version, ...content, ...extensions)
  const signature = sign('sha256', toBeSigned, privateKey)
  return sequence(toBeSigned, signatureAlgorithm(privateKey), tagged(0x03, Buffer.concat([Buffer.of(0), signature])))
}

function signatureAlgorithm({ asymmetricKeyType }: KeyObject): Buffer {
  // ecdsa-with-SHA256, sha256WithRSAEncryption
  if (asymmetricKeyType === 'ec') return sequence(objectId([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]))
  return sequence(objectId([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]), tagged(0x05, Buffer.alloc(0)))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts))
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.of(value))
}

function objectId(bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes))
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...bytes), content])
}
