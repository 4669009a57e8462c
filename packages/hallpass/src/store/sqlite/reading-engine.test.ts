import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../engine.ts'
import { idempotent } from '../engine.ts'
import { OutcomeUnknown } from '../outcome-unknown.ts'
import type { Db } from '../schema.ts'
import type { Submit } from './attempt.ts'
import { openWriter } from './open-writer.ts'
import { openReadingEngine } from './reading-engine.ts'
import { openSqliteEngine } from './sqlite-engine.ts'

/** An engine whose writes another makes, `through` may come between the two; and one that writes the file by itself. */
async function setUp(through: (submit: Submit) => Submit = (submit) => submit) {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-reading-'))
  const path = join(folder, 'hallpass.db')
  const waiting = { pause: () => setImmediate(), random: () => 0 }
  const writer = await openWriter(path)
  const other = await openSqliteEngine(path, waiting)
  let attempts = 0
  const submit: Submit = (attempt) => {
    attempts += 1
    return through(writer.submit)(attempt)
  }
  const worker = await openReadingEngine(path, waiting, submit)
  onTestFinished(async () => {
    await worker.close()
    await other.close()
    await writer.close()
    rmSync(folder, { recursive: true })
  })
  return { other, worker, attempts: () => attempts }
}

const marks = (engine: Engine) => engine.read((db) => db.selectFrom('deleted_pool').select('id').orderBy('id').execute())

async function mark(db: Db, id: string): Promise<void> {
  await db.insertInto('deleted_pool').values({ id }).execute()
}

test('a job that nobody comes in the way of takes one attempt', async () => {
  const { other, worker, attempts } = await setUp()
  await worker.write((db) => mark(db, 'a'))
  expect([await marks(other), attempts()]).toEqual([[{ id: 'a' }], 1])
})

test('a decision is taken again where what it rested on has changed', async () => {
  const { other, worker } = await setUp()
  const seen: number[] = []
  await worker.write(async (db) => {
    const rows = await db.selectFrom('deleted_pool').select('id').execute()
    seen.push(rows.length)
    if (seen.length === 1) await other.write((db) => mark(db, 'meanwhile'))
    await mark(db, `after-${rows.length}`)
  })
  expect(seen).toEqual([0, 1])
  expect(await marks(other)).toEqual([{ id: 'after-1' }, { id: 'meanwhile' }])
})

test('what a job throws is thrown only if what it rests on holds', async () => {
  const { other, worker } = await setUp()
  let runs = 0
  const job = worker.write(async (db) => {
    const rows = await db.selectFrom('deleted_pool').select('id').execute()
    runs += 1
    if (runs === 1) await other.write((db) => mark(db, 'meanwhile'))
    if (rows.length === 0) throw new Error('nothing there')
    return rows
  })
  expect(await job).toEqual([{ id: 'meanwhile' }])
})

test('a job that throws has written nothing, and gives its caller the very error', async () => {
  const { other, worker } = await setUp()
  const error = new RangeError('no')
  const job = worker.write(async (db) => {
    await mark(db, 'a')
    throw error
  })
  await expect(job).rejects.toBe(error)
  expect(await marks(other)).toEqual([])
})

test('a job reads what it wrote, and learns how much it changed', async () => {
  const { other, worker } = await setUp()
  for (const id of ['a', 'b', 'c']) await other.write((db) => mark(db, id))
  const [deleted, left] = await worker.write(async (db) => {
    const { numDeletedRows } = await db.deleteFrom('deleted_pool').where('id', '>', 'a').executeTakeFirstOrThrow()
    return [numDeletedRows, await db.selectFrom('deleted_pool').select('id').execute()] as const
  })
  expect([deleted, left]).toEqual([2n, [{ id: 'a' }]])
})

test('jobs that all change one row all take effect', async () => {
  const { other, worker } = await setUp()
  await other.write((db) => mark(db, '0'))
  const increment = (engine: Engine) =>
    engine.write(async (db) => {
      const { id } = await db.selectFrom('deleted_pool').select('id').executeTakeFirstOrThrow()
      await db
        .updateTable('deleted_pool')
        .set({ id: String(Number(id) + 1) })
        .execute()
    })
  await Promise.all(Array.from({ length: 200 }, (_, turn) => increment(turn % 10 === 0 ? other : worker)))
  expect(await marks(other)).toEqual([{ id: '200' }])
})

test('a write whose outcome is unknown fails, unless it may be made twice', async () => {
  let lost = 0
  const { other, worker } = await setUp((submit) => async (attempt) => {
    const verdict = await submit(attempt)
    lost += 1
    if (lost === 1) throw new OutcomeUnknown('lost')
    return verdict
  })
  await expect(worker.write((db) => mark(db, 'a'))).rejects.toThrow(OutcomeUnknown)
  lost = 0
  const again = async (db: Db) => {
    await db
      .insertInto('deleted_pool')
      .values({ id: 'b' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await worker.write(again, idempotent)
  expect(await marks(other)).toEqual([{ id: 'a' }, { id: 'b' }])
})

test('writes are said to be amiss when nobody answers', async () => {
  const { worker } = await setUp(() => async () => {
    throw new OutcomeUnknown('gone')
  })
  await expect(worker.checkWrites?.()).rejects.toThrow(OutcomeUnknown)
})
