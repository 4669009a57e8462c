import type { AcceptedKey, KeyRing } from './key-ring.ts'
import type { KeyStore, StoredKey } from './key-store.ts'
import type { Keys } from './keys.ts'
import { openKeyRing } from './live-key-ring.ts'
import { type KeyMaking, makeSealingKey, makeSigningKey } from './make-key.ts'
import { createSeal, openMessage, sealingKeyId } from './sealed-message.ts'
import { createVerifyToken, signToken } from './signed-token.ts'
import { unwrapKey, unwrapSecret, wrapSecret } from './wrap-key.ts'

export interface KeysPorts extends KeyMaking {
  readonly store: KeyStore
  /** The first part of every new signing key's id. */
  readonly region: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Told when the keys cannot be loaded in the background; those known go on working. */
  readonly onRefreshFailure?: (error: unknown) => void
}

export interface RunningKeys extends Keys {
  /** Ends the background refresh; nothing waits for it. */
  close(): void
}

/** Every process learns of another's new keys in this time, milliseconds, though nothing calls it. */
const refreshInterval = 500
/** How often an unknown key id or a request for the public keys may load the keys, milliseconds. */
const shortestInterval = 1_000

/** Opens the keys of a store, and makes them at first start. Rejects with a `WrongMasterKey` when they are encrypted under another one. */
export async function createKeys(ports: KeysPorts): Promise<RunningKeys> {
  const { store, masterKey, now, random, onRefreshFailure } = ports
  const seal = createSeal(ports)
  await makeFirstKeys(ports)
  const ring = await openKeyRing(ports)
  const timer = setInterval(() => void ring.reload().catch((error) => onRefreshFailure?.(error)), refreshInterval).unref()

  const isAccepted = (key: AcceptedKey) => now() < key.acceptedUntil
  async function find<Key extends AcceptedKey>(keysOf: (ring: KeyRing) => readonly Key[], id: string): Promise<Key | undefined> {
    const isWanted = (key: Key) => key.id === id && isAccepted(key)
    return keysOf(ring.current()).find(isWanted) ?? keysOf(await ring.noOlderThan(shortestInterval)).find(isWanted)
  }

  return {
    seal: (plaintext, purpose) => seal(plaintext, purpose, ring.current().sealing[0]),
    async unseal(sealed, purpose) {
      const id = sealingKeyId(sealed)
      const key = id === undefined ? undefined : await find(({ sealing }) => sealing, id)
      return key === undefined ? undefined : openMessage(sealed, purpose, key)
    },
    wrap: (secret, name) => wrapSecret(secret, name, masterKey, random),
    unwrap: (wrapped, name) => unwrapSecret(wrapped, name, masterKey),
    sign: (claims) => signToken(claims, ring.current().signing[0]),
    verify: createVerifyToken((id) => find(({ signing }) => signing, id)),
    async publicKeys() {
      // Fresh, so that a verifier that met a new key id at another process finds it here. What is known stays true without the store.
      const { signing } = await ring.noOlderThan(shortestInterval).catch(() => ring.current())
      return signing.filter(isAccepted).map(({ jwk }) => jwk)
    },
    async rotate() {
      const held = await store.listKeys()
      // Younger than all others even where the clocks of two processes differ: the youngest is in force.
      const createdAt = Math.max(now(), ...held.map((key) => key.createdAt + 1))
      await store.addKey(await makeSigningKey(nextSigningKeyId(held, ports.region), createdAt, ports))
      await store.addKey(makeSealingKey(createdAt, ports))
      await ring.reload()
    },
    close: () => clearInterval(timer),
  }
}

/**
 * Each use by itself, as a start may have ended between the two. The signing key first, and the other only where it can be decrypted:
 * of processes with different master keys one wins the store, and the others leave it whole.
 */
async function makeFirstKeys(ports: KeysPorts): Promise<void> {
  const held = await listReadableKeys(ports)
  const kid = nextSigningKeyId(held, ports.region)
  if (!held.some(({ use }) => use === 'signing')) await ports.store.addFirstKey(await makeSigningKey(kid, ports.now(), ports))
  const heldNow = await listReadableKeys(ports)
  if (!heldNow.some(({ use }) => use === 'sealing')) await ports.store.addFirstKey(makeSealingKey(ports.now(), ports))
}

async function listReadableKeys({ store, masterKey }: KeysPorts): Promise<readonly StoredKey[]> {
  const held = await store.listKeys()
  for (const key of held) unwrapKey(key, masterKey)
  return held
}

/** REGION and one more than the highest number so far; the youngest key is never deleted, so that no id comes twice. */
function nextSigningKeyId(held: readonly StoredKey[], region: string): string {
  const numbers = held.filter(({ id, use }) => use === 'signing' && id.startsWith(region)).map(({ id }) => Number(id.slice(region.length)))
  return `${region}${Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1}`
}
