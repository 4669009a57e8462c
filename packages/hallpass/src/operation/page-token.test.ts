import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { memoryKeys } from '../../test/support/memory-keys.ts'
import { createPageTokens, type PageTokens } from './page-token.ts'

let tokens: PageTokens
beforeAll(async () => {
  tokens = createPageTokens(await memoryKeys())
})

const scope = ['ListIdentities', '000000000000', 'us-east-1:pool']
const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 20 })
const scopes = fc.array(fc.constantFrom('', 'a', 'b', 'a,b', '"', 'a","b'), { maxLength: 3 })

test('opens to any position for the same scope', async () => {
  const roundTrip = fc.asyncProperty(text, scopes, async (position, given) => {
    expect(await tokens.open(tokens.seal(position, given), given)).toBe(position)
  })
  await fc.assert(roundTrip)
})

test('opens for no other scope', async () => {
  const refusal = fc.asyncProperty(scopes, scopes, async (given, other) => {
    fc.pre(JSON.stringify(given) !== JSON.stringify(other))
    expect(await tokens.open(tokens.seal('position', given), other)).toBeUndefined()
  })
  await fc.assert(refusal)
})

test('is of 1 to 65,535 characters without blanks, and shows no position', () => {
  const token = tokens.seal('developer user '.repeat(70), scope)
  expect(token).toMatch(/^[\w-]{1,65535}$/)
  expect(Buffer.from(token, 'base64url').includes('d\0e\0v\0')).toBe(false)
})

test('opens nothing that was changed in any character', async () => {
  const token = tokens.seal('position', scope)
  for (const at of Array(token.length).keys()) {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect(await tokens.open(token.slice(0, at) + other + token.slice(at + 1), scope)).toBeUndefined()
  }
})

test('opens no other text', async () => {
  const refusal = fc.asyncProperty(fc.oneof(text, fc.base64String()), async (other) => {
    expect(await tokens.open(other, scope)).toBeUndefined()
  })
  await fc.assert(refusal)
})
