import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { SealingKey } from './key-ring.ts'

const algorithm = 'aes-256-gcm'
const version = 2
const keyIdLength = 4
const saltLength = 20
const numberLength = 4
const tagLength = 16
const numberAt = 1 + keyIdLength + saltLength
const headLength = numberAt + numberLength
const nonceLength = 12

/**
 * How long a derived key seals, milliseconds. Where a whole machine is copied while it runs, random numbers and all, both seal under one
 * key until then.
 */
const lifetime = 1_000
/** How many messages a derived key seals at most. */
const mostMessages = 2 ** 20

export interface SealPorts {
  readonly random: (bytes: number) => Uint8Array
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export type Seal = (plaintext: Uint8Array, purpose: string, key: SealingKey) => Uint8Array

/**
 * Seals messages: version byte, key id (4), salt (20), number (4), ciphertext, tag (16). From key, salt and purpose comes a key that seals for
 * a second, each message under its number: 160 random bits of salt a second never run out, 96 bits of nonce a message would.
 */
export function createSeal({ random, now }: SealPorts): Seal {
  let current: MessageKey | undefined
  return (plaintext, purpose, key) => {
    const at = now()
    if (current === undefined || !serves(current, purpose, key, at)) current = newMessageKey(key, purpose, random(saltLength), at)
    const head = Buffer.concat([current.prefix, numberBytes(current.sealed)])
    current.sealed += 1
    const cipher = createCipheriv(algorithm, current.secret, nonceOf(head), { authTagLength: tagLength }).setAAD(current.aad)
    return Buffer.concat([head, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  }
}

/** The id of the key that a message says it was sealed with; undefined when it is no sealed message. */
export function sealingKeyId(sealed: Uint8Array): string | undefined {
  if (sealed[0] !== version || sealed.length < headLength + tagLength) return undefined
  return Buffer.from(sealed.subarray(1, 1 + keyIdLength)).toString('hex')
}

/** Opens a message of {@link sealingKeyId}; undefined when it was changed, or sealed for another purpose. */
export function openMessage(sealed: Uint8Array, purpose: string, key: SealingKey): Uint8Array | undefined {
  const secret = deriveSecret(key, sealed.subarray(1 + keyIdLength, numberAt), purpose)
  const decipher = createDecipheriv(algorithm, secret, nonceOf(sealed), { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headLength, -tagLength)), decipher.final()])
  } catch {
    return undefined
  }
}

interface MessageKey {
  readonly key: SealingKey
  readonly purpose: string
  readonly aad: Uint8Array
  /** The head of its messages up to their number. */
  readonly prefix: Uint8Array
  readonly secret: Uint8Array
  readonly since: number
  /** How many messages by now. */
  sealed: number
}

function newMessageKey(key: SealingKey, purpose: string, salt: Uint8Array, since: number): MessageKey {
  const prefix = Buffer.concat([Buffer.of(version), Buffer.from(key.id, 'hex'), salt])
  return { key, purpose, aad: Buffer.from(purpose), prefix, secret: deriveSecret(key, salt, purpose), since, sealed: 0 }
}

function serves(held: MessageKey, purpose: string, key: SealingKey, at: number): boolean {
  const isYoung = held.since <= at && at < held.since + lifetime && held.sealed < mostMessages
  return isYoung && held.key === key && held.purpose === purpose
}

/** The salt has a fixed length, so that no two pairs of salt and purpose read the same. */
function deriveSecret({ secret }: SealingKey, salt: Uint8Array, purpose: string): Uint8Array {
  return createHmac('sha256', secret).update(salt).update(purpose).digest()
}

function numberBytes(number: number): Uint8Array {
  const bytes = Buffer.alloc(numberLength)
  bytes.writeUInt32BE(number)
  return bytes
}

/** The number, at the end of zeros. */
function nonceOf(message: Uint8Array): Uint8Array {
  const nonce = Buffer.alloc(nonceLength)
  nonce.set(message.subarray(numberAt, headLength), nonceLength - numberLength)
  return nonce
}
