import { createCipheriv, createDecipheriv } from 'node:crypto'
import { KeyConfigurationError } from './key-configuration-error.ts'
import type { StoredKey } from './key-store.ts'

const algorithm = 'aes-256-gcm'
const version = 1
const nonceLength = 12
const tagLength = 16

/** What is in the store was encrypted under another master key, or changed since. */
export class WrongMasterKey extends KeyConfigurationError {}

/** Encrypts a key for the store under the master key, bound to the key's id and use. */
export function wrapKey(
  material: Uint8Array,
  name: Pick<StoredKey, 'id' | 'use'>,
  masterKey: Uint8Array,
  random: (bytes: number) => Uint8Array,
): Uint8Array {
  return wrap(material, keyName(name), masterKey, random)
}

/** Undoes {@link wrapKey}. */
export function unwrapKey({ id, use, material }: StoredKey, masterKey: Uint8Array): Uint8Array {
  return unwrap(material, keyName({ id, use }), masterKey)
}

/** Encrypts a secret for the store under the master key, bound to `name`. */
export function wrapSecret(secret: Uint8Array, name: string, masterKey: Uint8Array, random: (bytes: number) => Uint8Array): Uint8Array {
  return wrap(secret, secretName(name), masterKey, random)
}

/** Undoes {@link wrapSecret}. */
export function unwrapSecret(wrapped: Uint8Array, name: string, masterKey: Uint8Array): Uint8Array {
  return unwrap(wrapped, secretName(name), masterKey)
}

/** What is encrypted, in words; keys and secrets never have the same name. */
function keyName({ id, use }: Pick<StoredKey, 'id' | 'use'>): string {
  return `${use} key ${id}`
}

function secretName(name: string): string {
  return `secret of ${name}`
}

/**
 * Version byte, nonce (12), ciphertext, tag (16).
 * Source: NIST SP 800-38D; the nonces are random, as far fewer than 2^32 keys and secrets are ever made.
 */
function wrap(plaintext: Uint8Array, name: string, masterKey: Uint8Array, random: (bytes: number) => Uint8Array): Uint8Array {
  const nonce = random(nonceLength)
  const cipher = createCipheriv(algorithm, masterKey, nonce, { authTagLength: tagLength }).setAAD(associatedData(name))
  return Buffer.concat([Buffer.of(version), nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

function unwrap(wrapped: Uint8Array, name: string, masterKey: Uint8Array): Uint8Array {
  const nonce = wrapped.subarray(1, 1 + nonceLength)
  const ciphertext = wrapped.subarray(1 + nonceLength, -tagLength)
  try {
    if (wrapped[0] !== version) throw new Error('The version is unknown.')
    const decipher = createDecipheriv(algorithm, masterKey, nonce, { authTagLength: tagLength })
    decipher.setAAD(associatedData(name)).setAuthTag(wrapped.subarray(-tagLength))
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch (cause) {
    throw new WrongMasterKey(
      `The ${name} in the store cannot be decrypted with this master key. Start with the one that was in use when it was made: ` +
        'the same HALLPASS_MASTER_KEY, or the same master.key file in the data folder.',
      { cause },
    )
  }
}

function associatedData(name: string): Uint8Array {
  return Buffer.from(`hallpass ${name}`)
}
