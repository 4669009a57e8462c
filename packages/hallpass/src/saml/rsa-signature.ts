import { createPublicKey, verify } from 'node:crypto'

/** Whether one of the keys made this signature (PKCS #1 v1.5, base64) over the hash of a text. Keys of other kinds than RSA made none. */
export function isMadeWith(keys: readonly string[], hash: string, text: string, signature: string): boolean {
  const [message, value] = [Buffer.from(text), Buffer.from(signature, 'base64')]
  return keys.some((pem) => {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' && verify(hash, message, key, value)
  })
}
