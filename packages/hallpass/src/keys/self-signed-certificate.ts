import { createHash, type KeyObject, sign } from 'node:crypto'
import { der } from './der.ts'

/** What a certificate says of an RSA key. */
export interface CertifiedKey {
  /** The common name of its subject. */
  readonly name: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** From when it holds, milliseconds since the epoch. */
  readonly createdAt: number
}

/** A date that says that there is no end. Source: RFC 5280, section 4.1.2.5. */
const neverEnds = new Date('9999-12-31T23:59:59Z')

/**
 * A certificate (X.509 version 3, DER) of an RSA key for itself. It proves nothing: it is the form in which some verifiers want a
 * public key. One key has one certificate, byte for byte, in every process, so that its thumbprint can be registered.
 * Source: RFC 5280, section 4.1.
 */
export function selfSignedCertificate({ name, privateKey, publicKey, createdAt }: CertifiedKey): Uint8Array {
  const subjectPublicKey = publicKey.export({ type: 'spki', format: 'der' })
  const subject = der.sequence(der.set(der.sequence(commonName, der.text(name))))
  const content = der.sequence(
    der.explicit(0, der.integer(Buffer.of(2))),
    der.integer(serialNumber(subjectPublicKey)),
    sha256WithRsa,
    subject,
    der.sequence(der.time(new Date(createdAt)), der.time(neverEnds)),
    subject,
    subjectPublicKey,
  )
  return der.sequence(content, sha256WithRsa, der.bitString(sign('sha256', content, privateKey)))
}

const commonName = der.objectId(0x55, 0x04, 0x03)
const sha256WithRsa = der.sequence(der.objectId(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der.null())

/** 16 bytes, 15 of them of what differs from key to key; never zero, and at most 20 bytes long as RFC 5280 wants it. */
function serialNumber(subjectPublicKey: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(1), createHash('sha256').update(subjectPublicKey).digest().subarray(0, 15)])
}
