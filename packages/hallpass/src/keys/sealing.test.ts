import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { memoryKeys } from '../../test/support/memory-keys.ts'
import type { Keys } from './keys.ts'

let keys: Keys
beforeAll(async () => {
  keys = await memoryKeys()
})

const plaintexts = fc.uint8Array({ maxLength: 300 })
const purposes = fc.string({ unit: 'binary', maxLength: 20 })

test('opens what it sealed for the same purpose', async () => {
  const roundTrip = fc.asyncProperty(plaintexts, purposes, async (plaintext, purpose) => {
    const opened = await keys.unseal(keys.seal(plaintext, purpose), purpose)
    expect(Uint8Array.from(opened ?? [255])).toEqual(plaintext)
  })
  await fc.assert(roundTrip)
})

test('opens nothing for another purpose', async () => {
  const refusal = fc.asyncProperty(plaintexts, purposes, purposes, async (plaintext, purpose, other) => {
    fc.pre(purpose !== other)
    expect(await keys.unseal(keys.seal(plaintext, purpose), other)).toBeUndefined()
  })
  await fc.assert(refusal)
})

test('opens nothing of which any byte was changed', async () => {
  const sealed = keys.seal(randomBytes(60), 'test')
  for (const at of sealed.keys()) {
    const changed = Uint8Array.from(sealed, (byte, position) => (position === at ? byte ^ (1 << (at % 8)) : byte))
    expect(await keys.unseal(changed, 'test')).toBeUndefined()
  }
})

test('opens nothing that was cut or made longer', async () => {
  const sealed = keys.seal(randomBytes(60), 'test')
  for (const length of sealed.keys()) expect(await keys.unseal(sealed.subarray(0, length), 'test')).toBeUndefined()
  expect(await keys.unseal(Buffer.concat([sealed, Buffer.of(0)]), 'test')).toBeUndefined()
})

test('opens no noise', async () => {
  const refusal = fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
    expect(await keys.unseal(noise, 'test')).toBeUndefined()
    expect(await keys.unseal(Buffer.concat([keys.seal(noise, 'test').subarray(0, 29), noise]), 'test')).toBeUndefined()
  })
  await fc.assert(refusal)
})

test('never seals the same to the same', () => {
  const sealed = Array.from({ length: 50 }, () => Buffer.from(keys.seal(Buffer.from('same'), 'test')).toString('hex'))
  expect(new Set(sealed).size).toBe(50)
})

test('opens nothing of another service', async () => {
  const others = await memoryKeys()
  expect(await keys.unseal(others.seal(Buffer.from('theirs'), 'test'), 'test')).toBeUndefined()
})
