import { X509Certificate } from 'node:crypto'

/** What a certificate of metadata gives: its public key in PEM (SPKI), or that it has another kind of key than is taken. */
export type CertificateKey = { readonly kind: 'key'; readonly pem: string } | { readonly kind: 'another-kind' }

/** Source: sizes that IAM takes, "CreateSAMLProvider". */
const minModulusLength = 1024

/**
 * The public key of a certificate in base64. Undefined where it is no certificate, or its RSA key is too short. The dates of the
 * certificate are not looked at: the metadata vouches for it as long as it lists it.
 */
export function readCertificateKey(base64: string): CertificateKey | undefined {
  const text = base64.replace(/[ \t\r\n]/g, '')
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== text) return undefined
  try {
    const { publicKey } = new X509Certificate(bytes)
    if (publicKey.asymmetricKeyType !== 'rsa') return { kind: 'another-kind' }
    if ((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < minModulusLength) return undefined
    return { kind: 'key', pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
  } catch {
    return undefined
  }
}
