import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal, openMessage } from './sealed-message.ts'

const key = { id: '00c0ffee', acceptedUntil: Number.POSITIVE_INFINITY, secret: randomBytes(32) }
const other = { ...key, secret: randomBytes(32) }
const saltOf = (sealed: Uint8Array) => Buffer.from(sealed.subarray(5, 25)).toString('hex')

test('a salt serves for a second, one purpose and one key, and numbers its messages', () => {
  let now = 10_000
  const seal = createSeal({ random: (bytes) => randomBytes(bytes), now: () => now })
  const sealed = (purpose: string, by = key) => {
    const message = seal(Buffer.from('text'), purpose, by)
    expect(Buffer.from(openMessage(message, purpose, by) ?? []).toString()).toBe('text')
    return message
  }
  const salts = new Set<string>()
  const isNew = (message: Uint8Array) => {
    const known = salts.has(saltOf(message))
    salts.add(saltOf(message))
    return !known
  }
  const [first, second] = [sealed('a'), sealed('a')]
  expect([isNew(first), isNew(second)]).toEqual([true, false])
  expect([first, second].map((message) => Buffer.from(message).readUInt32BE(25))).toEqual([0, 1])
  expect(isNew(sealed('b'))).toBe(true)
  expect(isNew(sealed('b', other))).toBe(true)
  now += 999
  expect(isNew(sealed('b', other))).toBe(false)
  now += 1
  expect(isNew(sealed('b', other))).toBe(true)
  now -= 1
  expect(isNew(sealed('b', other))).toBe(true)
})

test('no two messages have the same head', () => {
  const seal = createSeal({ random: (bytes) => randomBytes(bytes), now: () => 0 })
  const heads = Array.from({ length: 5_000 }, (_, count) =>
    Buffer.from(seal(Buffer.alloc(1), `purpose ${count % 2}`, key)).toString('hex', 0, 29),
  )
  expect(new Set(heads).size).toBe(5_000)
})
