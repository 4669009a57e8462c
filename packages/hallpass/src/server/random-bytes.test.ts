import { expect, test } from 'vitest'
import { createRandomBytes } from './random-bytes.ts'

test('gives as many bytes as are asked for, however many', () => {
  const random = createRandomBytes()
  for (const bytes of [0, 1, 24, 1024, 1025, 5000, 30]) expect(random(bytes)).toHaveLength(bytes)
})

test('gives no bytes twice, and leaves alone what it gave', () => {
  const random = createRandomBytes()
  const given = Array.from({ length: 1000 }, () => random(24))
  const texts = given.map((bytes) => Buffer.from(bytes).toString('hex'))
  for (let more = 0; more < 1000; more++) random(24)
  expect(new Set(texts).size).toBe(1000)
  expect(given.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(texts)
})
