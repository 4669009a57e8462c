import { type KeyRing, unlockKeyRing } from './key-ring.ts'
import type { KeyStore } from './key-store.ts'

/** The key ring of this process, which follows what other processes do to the store. */
export interface LiveKeyRing {
  /** As it was loaded last. */
  current(): KeyRing
  /** A load that was asked for less than `age` milliseconds ago, else a new one. */
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
  let askedAt = now()
  let ring = await load()
  let latest = Promise.resolve(ring)

  async function load(): Promise<KeyRing> {
    const unlocked = unlockKeyRing(await store.listKeys(), masterKey, now())
    await Promise.all(unlocked.expiredIds.map((id) => store.deleteKey(id)))
    return unlocked.ring
  }

  async function loadAndKeep(): Promise<KeyRing> {
    ring = await load()
    return ring
  }

  const live: LiveKeyRing = {
    current: () => ring,
    noOlderThan: (age) => (now() - askedAt < age ? latest : live.reload()),
    reload() {
      askedAt = now()
      // One after the other, so that an early load that ends late cannot put back what it read.
      latest = latest.then(loadAndKeep, loadAndKeep)
      return latest
    },
  }
  return live
}
