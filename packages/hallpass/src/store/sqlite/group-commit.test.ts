import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { GroupCommit } from './group-commit.ts'
import { openDatabase } from './open-database.ts'

/** A database with a table of numbers, and one whose rows must name numbers that are there when the transaction ends. */
async function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-commit-'))
  const database = await openDatabase(join(folder, 'test.db'))
  const reader = await openDatabase(join(folder, 'test.db'))
  onTestFinished(() => {
    reader.close()
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  database.exec(`
    pragma journal_mode = wal;
    pragma foreign_keys = on;
    create table number (n integer primary key) strict;
    create table promise (n integer references number (n) deferrable initially deferred) strict;
  `)
  const log: string[] = []
  const exec = (sql: string) => {
    if (!sql.includes('job')) log.push(sql)
    database.exec(sql)
  }
  const failures: Error[] = []
  const commits = new GroupCommit({
    db: database,
    exec,
    begin: async () => {
      const failure = failures.shift()
      if (failure !== undefined) throw failure
      exec('begin immediate')
    },
  })
  const add = (n: number) =>
    commits.run(async (db) => {
      db.prepare('insert into number values (?)').run(n)
      return n
    })
  const numbers = () =>
    reader
      .prepare('select n from number order by n')
      .all()
      .map((row) => (row as { n: number }).n)
  return { commits, add, numbers, log, failures }
}

test('writes that arrive together share one commit', async () => {
  const { add, numbers, log } = await setUp()
  expect(await Promise.all([1, 2, 3].map(add))).toEqual([1, 2, 3])
  expect(numbers()).toEqual([1, 2, 3])
  expect(log).toEqual(['begin immediate', 'commit'])
})

test('a write is acknowledged only after its commit', async () => {
  const { add, numbers } = await setUp()
  const seen = await Promise.all([1, 2].map((n) => add(n).then(numbers)))
  expect(seen).toEqual([
    [1, 2],
    [1, 2],
  ])
})

test('another connection sees nothing before the commit', async () => {
  const { commits, add, numbers } = await setUp()
  const seen = await Promise.all([add(1), commits.run(async () => numbers())])
  expect(seen).toEqual([1, []])
})

test('a job that throws takes back its own writes, and no others', async () => {
  const { commits, add, numbers } = await setUp()
  const refusal = new Error('no')
  const bad = commits.run(async (db) => {
    db.exec('insert into number values (2)')
    throw refusal
  })
  const results = await Promise.allSettled([add(1), bad, add(3)])
  expect(results).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: refusal },
    { status: 'fulfilled', value: 3 },
  ])
  expect(numbers()).toEqual([1, 3])
})

test('a job that throws before it returns a promise is refused alone', async () => {
  const { commits, add, numbers } = await setUp()
  const bad = commits.run(() => {
    throw new Error('no')
  })
  const results = await Promise.allSettled([bad, add(1)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  expect(numbers()).toEqual([1])
})

test('a job sees what the jobs before it wrote', async () => {
  const { commits, add } = await setUp()
  const count = commits.run(async (db) => db.prepare('select n from number').all().length)
  const results = await Promise.all([add(1), count])
  expect(results).toEqual([1, 0])
  expect(await commits.run(async (db) => db.prepare('select n from number').all().length)).toBe(1)
})

test('a commit that fails acknowledges nothing and changes nothing', async () => {
  const { commits, add, numbers } = await setUp()
  const broken = commits.run(async (db) => db.exec('insert into promise values (99)'))
  const results = await Promise.allSettled([add(1), broken, add(2)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(numbers()).toEqual([])
})

test('after a commit that failed the next one succeeds', async () => {
  const { commits, add, numbers } = await setUp()
  await commits.run(async (db) => db.exec('insert into promise values (99)')).catch(() => {})
  await add(1)
  expect(numbers()).toEqual([1])
})

test('a job that loses the transaction takes the group with it', async () => {
  const { commits, add, numbers, log } = await setUp()
  const full = new Error('database or disk is full')
  // As SQLite does by itself after some errors.
  const losing = commits.run(async (db) => {
    db.exec('rollback')
    throw full
  })
  const results = await Promise.allSettled([add(1), losing, add(2)])
  expect(results).toEqual(Array(3).fill({ status: 'rejected', reason: full }))
  expect(numbers()).toEqual([])
  expect(log).not.toContain('commit')
})

test('a transaction that cannot begin refuses what waits, and later writes succeed', async () => {
  const { add, numbers, failures } = await setUp()
  const locked = new Error('locked')
  failures.push(locked)
  const results = await Promise.allSettled([1, 2].map(add))
  expect(results).toEqual(Array(2).fill({ status: 'rejected', reason: locked }))
  await add(3)
  expect(numbers()).toEqual([3])
})

test('a long queue is committed in several groups, none too long', async () => {
  const { add, numbers, log } = await setUp()
  const all = Array.from({ length: 300 }, (_, n) => n)
  await Promise.all(all.map(add))
  expect(numbers()).toEqual(all)
  const group = ['begin immediate', 'commit']
  expect(log).toEqual([...group, ...group, ...group])
})

test('closing waits for what is queued, and takes no more', async () => {
  const { commits, add, numbers } = await setUp()
  const writes = Array.from({ length: 200 }, (_, n) => add(n))
  const closing = commits.close()
  await expect(add(1_000)).rejects.toThrow('closed')
  await closing
  expect(numbers()).toHaveLength(200)
  expect(await Promise.all(writes)).toHaveLength(200)
})
