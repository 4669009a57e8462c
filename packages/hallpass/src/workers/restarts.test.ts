import { expect, test } from 'vitest'
import { Restarts } from './restarts.ts'

/** The pauses before the starts after so many ends. */
function pauses(ends: number, life: number, wasKilled: boolean) {
  const restarts = new Restarts()
  return Array.from({ length: ends }, () => restarts.next(life, wasKilled))
}

test('the first end is followed by a start at once, the next ones after pauses that grow', () => {
  expect(pauses(9, 0, true)).toEqual([0, 100, 200, 400, 800, 1600, 3200, 5000, 5000])
})

test('seven ends in a row, none of them after a healthy life, are enough', () => {
  expect(pauses(7, 9_999, false).at(-1)).toBeUndefined()
})

test('who lived well is started at once', () => {
  expect(pauses(100, 10_000, false)).toEqual(Array(100).fill(0))
})

test('who is killed from outside is never given up', () => {
  expect(pauses(100, 0, true).at(-1)).toBe(5000)
})
