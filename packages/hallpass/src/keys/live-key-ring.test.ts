import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { memoryKeyStore } from '../../test/support/memory-keys.ts'
import { openKeyRing } from './live-key-ring.ts'
import { makeSealingKey, makeSigningKey } from './make-key.ts'
import { WrongMasterKey } from './wrap-key.ts'

test('a key that cannot be unlocked is told each time that the ring is loaded, and the ring that is there goes on', async () => {
  const [own, foreign] = [randomBytes(32), randomBytes(32)].map((masterKey) => ({ masterKey, random: randomBytes }))
  if (own === undefined || foreign === undefined) throw new Error('There are two.')
  const store = memoryKeyStore()
  for (const key of [await makeSigningKey('one', 1, own), makeSealingKey(1, own)]) await store.addKey(key)
  const live = await openKeyRing({ store, masterKey: own.masterKey, now: () => 2 })
  await store.addKey(await makeSigningKey('two', 2, foreign))
  for (let n = 0; n < 3; n += 1) await expect(live.reload()).rejects.toThrow(WrongMasterKey)
  expect(live.current().signing.map(({ id }) => id)).toEqual(['one'])
})
