import { createCipheriv, createDecipheriv } from 'node:crypto'
import { KeyConfigurationError } from './key-configuration-error.ts'
import type { StoredKey } from './key-store.ts'

const algorithm = 'aes-256-gcm'
const version = 1
const nonceLength = 12
const tagLength = 16

/** The keys in the store were encrypted under another master key, or changed since. */
export class WrongMasterKey extends KeyConfigurationError {}

/**
 * Encrypts a key for the store under the master key: version byte, nonce (12), ciphertext, tag (16), bound to the key's id and use.
 * Source: NIST SP 800-38D; the nonces are random, as far fewer than 2^32 keys are ever made.
 */
export function wrapKey(
  material: Uint8Array,
  name: Pick<StoredKey, 'id' | 'use'>,
  masterKey: Uint8Array,
  random: (bytes: number) => Uint8Array,
): Uint8Array {
  const nonce = random(nonceLength)
  const cipher = createCipheriv(algorithm, masterKey, nonce, { authTagLength: tagLength }).setAAD(associatedData(name))
  return Buffer.concat([Buffer.of(version), nonce, cipher.update(material), cipher.final(), cipher.getAuthTag()])
}

/** Undoes {@link wrapKey}. */
export function unwrapKey({ id, use, material }: StoredKey, masterKey: Uint8Array): Uint8Array {
  const nonce = material.subarray(1, 1 + nonceLength)
  const ciphertext = material.subarray(1 + nonceLength, -tagLength)
  try {
    if (material[0] !== version) throw new Error('The version is unknown.')
    const decipher = createDecipheriv(algorithm, masterKey, nonce, { authTagLength: tagLength })
    decipher.setAAD(associatedData({ id, use })).setAuthTag(material.subarray(-tagLength))
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch (cause) {
    throw new WrongMasterKey(
      `The ${use} key ${id} in the store cannot be decrypted with this master key. Start with the one that was in use when the key was made: ` +
        'the same HALLPASS_MASTER_KEY, or the same master.key file in the data folder.',
      { cause },
    )
  }
}

function associatedData({ id, use }: Pick<StoredKey, 'id' | 'use'>): Uint8Array {
  return Buffer.from(`hallpass ${use} key ${id}`)
}
