import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeUniqueId } from './unique-id.ts'

test('has 21 characters, whatever the randomness', () => {
  for (const random of [randomBytes, (bytes: number) => Buffer.alloc(bytes), (bytes: number) => Buffer.alloc(bytes, 255)]) {
    expect(makeUniqueId('AROA', random)).toMatch(/^AROA[A-Z2-7]{17}$/)
  }
})
