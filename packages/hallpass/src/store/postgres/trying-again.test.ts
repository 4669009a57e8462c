import pg from 'pg'
import { expect, test } from 'vitest'
import { StoreUnavailable } from '../store-unavailable.ts'
import { ConnectionLost, Unanswered } from './connection-lost.ts'
import { StatementFailed } from './failures.ts'
import { startingPatience, tryingAgain, usualPatience } from './trying-again.ts'

function refused(sqlState: string): StatementFailed {
  const error = new pg.DatabaseError('refused', 0, 'error')
  error.code = sqlState
  return new StatementFailed(error)
}

/** Fails as long as there are failures left; how often it was tried, and how long it waited. */
async function attempts(failures: readonly Error[], patience = usualPatience) {
  const left = [...failures]
  const seen = { tried: 0, waited: 0 }
  const pause = async (milliseconds: number) => {
    seen.waited += milliseconds
  }
  const attempt = async () => {
    seen.tried += 1
    const failure = left.shift()
    if (failure !== undefined) throw failure
    return 'done'
  }
  const outcome = await tryingAgain(attempt, { pause, random: () => 0.5 }, patience).catch((error: unknown) => error)
  return { ...seen, outcome }
}

function many<T>(value: T): readonly T[] {
  return Array.from({ length: 10_000 }, () => value)
}

test.each(['40001', '40P01', '23505', '23503'])('what met another transaction (%s) is tried again', async (state) => {
  expect(await attempts([refused(state), refused(state)])).toMatchObject({ outcome: 'done', tried: 3 })
})

test('a connection that was lost is tried again', async () => {
  expect(await attempts([new ConnectionLost('gone')])).toMatchObject({ outcome: 'done', tried: 2 })
})

test('callers learn within a second that the database has gone', async () => {
  const gone = new ConnectionLost('gone')
  const { outcome, waited } = await attempts(many(gone))
  expect(outcome).toBe(gone)
  expect(waited).toBeLessThan(1_000)
})

test('a database that gives no answer is not waited for twice, but at the start', async () => {
  const silence = new Unanswered('silent')
  expect(await attempts([silence])).toMatchObject({ outcome: silence, tried: 1 })
  expect(await attempts([silence], startingPatience)).toMatchObject({ outcome: 'done', tried: 2 })
})

test('a row that is there for good is tried four times', async () => {
  const there = refused('23505')
  expect(await attempts(many(there))).toMatchObject({ outcome: there, tried: 4 })
})

test('other transactions may go first for ten seconds', async () => {
  const { outcome, waited } = await attempts(many(refused('40001')))
  expect(outcome).toBeInstanceOf(StoreUnavailable)
  expect(waited).toBeGreaterThan(9_000)
  expect(waited).toBeLessThan(11_000)
})

test('any other failure is one', async () => {
  const failures = [refused('22021'), new StoreUnavailable('no'), new TypeError('x')]
  for (const failure of failures) expect(await attempts([failure])).toMatchObject({ outcome: failure, tried: 1 })
})
