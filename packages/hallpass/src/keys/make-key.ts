import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { StoredKey } from './key-store.ts'
import { wrapKey } from './wrap-key.ts'

/** What new keys are made from. */
export interface KeyMaking {
  readonly masterKey: Uint8Array
  readonly random: (bytes: number) => Uint8Array
}

/** A new signing key (RSA 2048; the pair comes from the runtime's own randomness), encrypted for the store. */
export async function makeSigningKey(id: string, createdAt: number, { masterKey, random }: KeyMaking): Promise<StoredKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const name = { id, use: 'signing' } as const
  return { ...name, createdAt, material: wrapKey(privateKey.export({ type: 'pkcs8', format: 'der' }), name, masterKey, random) }
}

/** A new sealing key (32 bytes) under a random id, encrypted for the store. */
export function makeSealingKey(createdAt: number, { masterKey, random }: KeyMaking): StoredKey {
  const name = { id: Buffer.from(random(4)).toString('hex'), use: 'sealing' } as const
  return { ...name, createdAt, material: wrapKey(random(32), name, masterKey, random) }
}
