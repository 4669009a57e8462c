import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { SealingKey } from './key-ring.ts'

const algorithm = 'aes-256-gcm'
const version = 1
const keyIdLength = 4
const saltLength = 24
const tagLength = 16
const headLength = 1 + keyIdLength + saltLength
/** No key encrypts twice, so that one nonce is enough: 192 random bits of salt a message never run out, 96 bits of nonce would. */
const nonce = Buffer.alloc(12)

/** Seals a message: version byte, key id (4), salt (24), ciphertext, tag (16). */
export function sealMessage(plaintext: Uint8Array, purpose: string, key: SealingKey, random: (bytes: number) => Uint8Array): Uint8Array {
  const salt = random(saltLength)
  const cipher = createCipheriv(algorithm, messageKey(key, salt, purpose), nonce, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(purpose))
  return Buffer.concat([
    Buffer.of(version),
    Buffer.from(key.id, 'hex'),
    salt,
    cipher.update(plaintext),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

/** The id of the key that a message says it was sealed with; undefined when it is no sealed message. */
export function sealingKeyId(sealed: Uint8Array): string | undefined {
  if (sealed[0] !== version || sealed.length < headLength + tagLength) return undefined
  return Buffer.from(sealed.subarray(1, 1 + keyIdLength)).toString('hex')
}

/** Undoes {@link sealMessage} for a message of {@link sealingKeyId}; undefined when it was changed, or sealed for another purpose. */
export function openMessage(sealed: Uint8Array, purpose: string, key: SealingKey): Uint8Array | undefined {
  const salt = sealed.subarray(1 + keyIdLength, headLength)
  const decipher = createDecipheriv(algorithm, messageKey(key, salt, purpose), nonce, { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headLength, -tagLength)), decipher.final()])
  } catch {
    return undefined
  }
}

/** The salt has a fixed length, so that no two pairs of salt and purpose read the same. */
function messageKey({ secret }: SealingKey, salt: Uint8Array, purpose: string): Uint8Array {
  return createHmac('sha256', secret).update(salt).update(purpose).digest()
}
