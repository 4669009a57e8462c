import type { Engine } from '../engine.ts'
import { OutcomeUnknown } from '../outcome-unknown.ts'
import type { Db, Schema } from '../schema.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { Waiting } from '../waiting.ts'
import type { Attempt, Step, Submit } from './attempt.ts'
import { kyselyOver } from './kysely-database.ts'
import { openForReading } from './open-connection.ts'
import type { SqliteDatabase } from './open-database.ts'
import { ReadingConnection } from './reading-connection.ts'
import { Rehearsals } from './rehearsals.ts'
import { whileBusy } from './while-busy.ts'

/** How often a job may be overtaken by others that change what it rests on. */
const mostAttempts = 1_000
/** After so many attempts a job goes in single file with others like it: what all of them change, only one can at a time. */
const attemptsAbreast = 2

/** How long who writes may take to answer that he is there, milliseconds. */
const longestSilence = 1_000

/** An attempt without statements: the write lock is taken, and nothing written. */
const nothing: Attempt = { steps: [], keeps: true }

/**
 * Opens a file that another process has opened to write it for this one, in an engine whose writes are that process's: jobs are rehearsed here, on a connection that only reads, and carried out there if they
 * would come to the same. Decisions stay in this process, with whatever they throw.
 */
export async function openReadingEngine(path: string, waiting: Waiting, submit: Submit): Promise<Engine> {
  return engineOver(await openForReading(path, waiting), waiting, submit)
}

function engineOver(reader: SqliteDatabase, waiting: Waiting, submit: Submit): Engine {
  const connection = new ReadingConnection(reader)
  const db = kyselyOver<Schema>(connection)
  const rehearsals = new Rehearsals(connection)
  const underWay = new Set<Promise<unknown>>()
  let singleFile: Promise<unknown> = Promise.resolve()
  let isClosed = false

  async function write<T>(job: (db: Db) => Promise<T>): Promise<T> {
    const attempt = attempts(job)
    for (let made = 0; made < attemptsAbreast; made += 1) {
      const value = await attempt()
      if (value !== undefined) return value.of
    }
    const settled = singleFile.then(async () => {
      for (let made = attemptsAbreast; made < mostAttempts; made += 1) {
        const value = await attempt()
        if (value !== undefined) return value.of
      }
      throw new StoreUnavailable('Too many writes at once change the same thing. Try again later.')
    })
    singleFile = settled.catch(() => undefined)
    return settled
  }

  /** One attempt after the other, each knowing what the former found; undefined: it was overtaken. */
  function attempts<T>(job: (db: Db) => Promise<T>): () => Promise<{ readonly of: T } | undefined> {
    let known: readonly Step[] = []
    return async () => {
      const { steps, outcome } = await whileBusy(() => rehearsals.run(job, known), waiting)
      const verdict = await submit({ steps, keeps: outcome.kind === 'ended' })
      if (verdict.kind === 'differs') {
        known = learn(steps, verdict.gave)
        return undefined
      }
      if (outcome.kind === 'threw') throw outcome.error
      return { of: outcome.value }
    }
  }

  async function writeAgain<T>(job: (db: Db) => Promise<T>, isIdempotent: boolean): Promise<T> {
    for (;;) {
      try {
        return await write(job)
      } catch (error) {
        // Who writes was lost meanwhile; the next attempt waits for who comes after it.
        if (!isIdempotent || !(error instanceof OutcomeUnknown)) throw error
      }
    }
  }

  return {
    read: (query) => whileBusy(() => query(db), waiting),
    write(job, traits) {
      if (isClosed) return Promise.reject(new Error('The store is closed.'))
      const written = writeAgain(job, traits?.isIdempotent ?? false)
      underWay.add(written)
      return written.finally(() => underWay.delete(written))
    },
    async checkWrites() {
      const silence = waiting.pause(longestSilence).then(() => {
        throw new StoreUnavailable('The process that writes does not answer.')
      })
      await Promise.race([submit(nothing), silence])
    },
    async close() {
      if (isClosed) return
      isClosed = true
      await Promise.allSettled(underWay)
      connection.refresh()
      reader.close()
    },
  }
}

/** What the first statements give, as it is known now. */
function learn(steps: readonly Step[], gave: readonly Step['gave'][]): readonly Step[] {
  return gave.flatMap((given, index) => {
    const step = steps[index]
    return step === undefined ? [] : [{ ...step, gave: given }]
  })
}
