import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRefusalLog } from './refusal-log.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function startLog() {
  const lines: string[] = []
  const refusals = createRefusalLog(pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) }))
  return { refusals, told: () => lines.map((line) => (JSON.parse(line) as { refused: unknown }).refused) }
}

test('the first refusal is told at once, the others once a minute', () => {
  const { refusals, told } = startLog()
  refusals.count('address')
  expect(told()).toEqual([{ address: 1 }])
  for (let n = 0; n < 1000; n += 1) refusals.count(n % 4 === 0 ? 'pool' : 'address')
  expect(told()).toHaveLength(1)
  vi.advanceTimersByTime(60_000)
  expect(told().slice(1)).toEqual([{ pool: 250, address: 750 }])
})

test('after a minute without any, the next is told at once', () => {
  const { refusals, told } = startLog()
  refusals.count('load')
  vi.advanceTimersByTime(60_000)
  expect(vi.getTimerCount()).toBe(0)
  refusals.count('load')
  expect(told()).toEqual([{ load: 1 }, { load: 1 }])
})

test('what was not told yet is told at the end', () => {
  const { refusals, told } = startLog()
  refusals.count('account')
  refusals.count('account')
  refusals.close()
  expect(told()).toEqual([{ account: 1 }, { account: 1 }])
  expect(vi.getTimerCount()).toBe(0)
})
