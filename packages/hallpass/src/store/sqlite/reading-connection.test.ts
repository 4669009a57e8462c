import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { test as base, expect } from 'vitest'
import { openDatabase, type SqliteDatabase } from './open-database.ts'
import { ReadingConnection } from './reading-connection.ts'

const test = base.extend<{ writer: SqliteDatabase; reader: SqliteDatabase }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  writer: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-reading-'))
    const writer = await openDatabase(join(folder, 'db'))
    writer.exec('pragma journal_mode = wal; create table number (value integer); insert into number values (1)')
    await use(writer)
    writer.close()
    await rm(folder, { recursive: true })
  },
  reader: async ({ writer }, use) => {
    const [{ file }] = writer.prepare('pragma database_list').all() as [{ file: string }]
    await use(await openDatabase(file))
  },
})

const sum = (connection: ReadingConnection) => connection.select('select sum(value) as sum from number', [])

test('what is read without a pause is of one moment, and what comes after it of another', async ({ writer, reader }) => {
  const connection = new ReadingConnection(reader)
  expect(sum(connection)).toEqual([{ sum: 1 }])
  writer.exec('insert into number values (10)')
  expect(sum(connection)).toEqual([{ sum: 1 }])
  await setImmediate()
  expect(sum(connection)).toEqual([{ sum: 11 }])
  connection.refresh()
  reader.close()
})

test('who asks for it reads what was committed meanwhile', ({ writer, reader }) => {
  const connection = new ReadingConnection(reader)
  sum(connection)
  writer.exec('insert into number values (10)')
  connection.refresh()
  expect(sum(connection)).toEqual([{ sum: 11 }])
  connection.refresh()
  reader.close()
})

test('a read that fails, and a transaction that SQLite has ended by itself, fail nothing later', async ({ reader }) => {
  const connection = new ReadingConnection(reader)
  expect(() => connection.select('select * from missing', [])).toThrow('no such table')
  await setImmediate()
  sum(connection)
  reader.exec('rollback')
  await setImmediate()
  expect(sum(connection)).toEqual([{ sum: 1 }])
  connection.refresh()
  reader.close()
})
