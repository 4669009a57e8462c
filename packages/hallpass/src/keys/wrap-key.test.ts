import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unwrapKey, unwrapSecret, WrongMasterKey, wrapKey, wrapSecret } from './wrap-key.ts'

const masterKey = Buffer.alloc(32, 1)
const material = Buffer.from('the private half')
const name = { id: 'us-east-11', use: 'signing' } as const
const stored = { ...name, createdAt: 0, material: wrapKey(material, name, masterKey, (bytes) => randomBytes(bytes)) }

test('gives the material back under the same master key', () => {
  expect(unwrapKey(stored, masterKey)).toEqual(material)
})

test('does not show the material', () => {
  expect(Buffer.from(stored.material).includes(material)).toBe(false)
})

test.each([
  ['another master key', stored, Buffer.alloc(32, 2)],
  ['another id', { ...stored, id: 'us-east-12' }, masterKey],
  ['another use', { ...stored, use: 'sealing' } as const, masterKey],
  ['no material', { ...stored, material: new Uint8Array() }, masterKey],
])('refuses %s, and says what to do', (_, key, master) => {
  expect(() => unwrapKey(key, master)).toThrow(WrongMasterKey)
  expect(() => unwrapKey(key, master)).toThrow('the same master.key file')
})

test('refuses material of which any byte was changed or cut off', () => {
  const index = fc.nat(stored.material.length - 1)
  fc.assert(
    fc.property(index, fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Uint8Array.from(stored.material, (byte, position) => (position === at ? byte ^ change : byte))
      expect(() => unwrapKey({ ...stored, material: changed }, masterKey)).toThrow(WrongMasterKey)
      expect(() => unwrapKey({ ...stored, material: stored.material.subarray(0, at) }, masterKey)).toThrow(WrongMasterKey)
    }),
  )
})

test('gives a secret back under its name and the same master key only', () => {
  const wrapped = wrapSecret(material, 'AKIA', masterKey, (bytes) => randomBytes(bytes))
  expect(unwrapSecret(wrapped, 'AKIA', masterKey)).toEqual(material)
  expect(Buffer.from(wrapped).includes(material)).toBe(false)
  expect(() => unwrapSecret(wrapped, 'AKIB', masterKey)).toThrow(WrongMasterKey)
  expect(() => unwrapSecret(wrapped, 'AKIA', Buffer.alloc(32, 2))).toThrow(WrongMasterKey)
  expect(() => unwrapSecret(wrapped.subarray(1), 'AKIA', masterKey)).toThrow(WrongMasterKey)
})

test('takes no key for a secret, and no secret for a key, whatever their names', () => {
  const names = ['signing key us-east-11', 'us-east-11', 'key us-east-11']
  for (const secret of names) expect(() => unwrapSecret(stored.material, secret, masterKey)).toThrow(WrongMasterKey)
  const wrapped = wrapSecret(material, name.id, masterKey, (bytes) => randomBytes(bytes))
  expect(() => unwrapKey({ ...stored, material: wrapped }, masterKey)).toThrow(WrongMasterKey)
})
