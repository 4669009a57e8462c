import { type KeyRing, unlockKeyRing } from './key-ring.ts'
import type { KeyStore, StoredKey } from './key-store.ts'

/** The key ring of this process, which follows what other processes do to the store. */
export interface LiveKeyRing {
  /** As it was loaded last. */
  current(): KeyRing
  /** A new load, unless one was asked for by this less than `age` milliseconds ago: then what was loaded since. */
  noOlderThan(age: number): Promise<KeyRing>
  /** Loads the keys, and deletes from the store those that are no longer accepted. */
  reload(): Promise<KeyRing>
}

export interface LiveKeyRingPorts {
  readonly store: KeyStore
  readonly masterKey: Uint8Array
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Loads the key ring; rejects when the store does not answer or the master key is not the right one. */
export async function openKeyRing({ store, masterKey, now }: LiveKeyRingPorts): Promise<LiveKeyRing> {
  let askedAt = Number.NEGATIVE_INFINITY
  let stored = await store.listKeys()
  let ring = await unlock(stored)
  let latest = Promise.resolve(ring)

  async function unlock(found: readonly StoredKey[]): Promise<KeyRing> {
    const unlocked = unlockKeyRing(found, masterKey, now())
    await Promise.all(unlocked.expiredIds.map((id) => store.deleteKey(id)))
    return unlocked.ring
  }

  async function loadAndKeep(): Promise<KeyRing> {
    const found = await store.listKeys()
    // Unlocking takes milliseconds, in which nothing else is done.
    if (isSame(found, stored) && now() < firstEnd(ring)) return ring
    ring = await unlock(found)
    // Not before: what could not be unlocked is tried again, and told again.
    stored = found
    return ring
  }

  const live: LiveKeyRing = {
    current: () => ring,
    noOlderThan(age) {
      if (now() - askedAt < age) return latest
      askedAt = now()
      return live.reload()
    },
    reload() {
      // One after the other, so that an early load that ends late cannot put back what it read.
      latest = latest.then(loadAndKeep, loadAndKeep)
      return latest
    },
  }
  return live
}

/** What has an id is never changed. */
function isSame(one: readonly StoredKey[], other: readonly StoredKey[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id)
}

/** When the first of the keys is no longer accepted, milliseconds since the epoch. */
function firstEnd({ signing, sealing }: KeyRing): number {
  return Math.min(...[...signing, ...sealing].map(({ acceptedUntil }) => acceptedUntil))
}
