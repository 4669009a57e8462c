import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountOfAccessKeyId, makeAccessKeyId } from './access-key-id.ts'

const accounts = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'))
const noise = fc.uint8Array({ minLength: 10, maxLength: 10 })
const prefixes = fc.constantFrom('ASIA' as const, 'AKIA' as const)

test.each([
  ['ASIAQNZGKIQY56JQ7WML', '029608264753'],
  ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
])('reads the account of %s', (accessKeyId, account) => {
  expect(accountOfAccessKeyId(accessKeyId)).toBe(account)
})

test('begins with AKIAQAAAAA for account 000000000000', () => {
  expect(makeAccessKeyId('AKIA', '000000000000', (bytes) => Buffer.alloc(bytes, 0x3f))).toBe('AKIAQAAAAAAAH47T6PZ7')
})

test('makes ids of 20 characters that encode their account', () => {
  fc.assert(
    fc.property(prefixes, accounts, noise, (prefix, account, bytes) => {
      const id = makeAccessKeyId(prefix, account, () => bytes)
      expect(id).toMatch(new RegExp(`^${prefix}[A-Z2-7]{16}$`))
      expect(accountOfAccessKeyId(id)).toBe(account)
    }),
  )
})

test('uses 39 random bits', () => {
  const head = (bytes: number[]) => makeAccessKeyId('ASIA', '123456789012', () => Uint8Array.from(bytes))
  const random = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  const ids = Array.from({ length: 80 }, (_, bit) =>
    head(random.map((byte, index) => (index === bit >> 3 ? byte | (128 >> (bit & 7)) : byte))),
  )
  expect(new Set(ids).size).toBe(39 + 1)
})

test('does not change the bytes that it was given', () => {
  const bytes = new Uint8Array(10)
  makeAccessKeyId('ASIA', '123456789012', () => bytes)
  expect(bytes).toEqual(new Uint8Array(10))
})

test.each([
  ['an id of the older generation', 'AKIAIOSFODNN7EXAMPLE'],
  ['a number of 13 digits', 'AKIA7777777777777777'],
  ['another prefix', 'AROAQNZGKIQY56JQ7WML'],
  ['a short one', 'ASIAQNZGKIQY56JQ7WM'],
  ['a long one', 'ASIAQNZGKIQY56JQ7WMLA'],
  ['lower case', 'asiaqnzgkiqy56jq7wml'],
  ['nothing', ''],
])('finds no account in %s', (_, accessKeyId) => {
  expect(accountOfAccessKeyId(accessKeyId)).toBeUndefined()
})
