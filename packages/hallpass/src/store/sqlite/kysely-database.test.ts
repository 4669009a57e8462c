import { expect, onTestFinished, test } from 'vitest'
import { kyselyDatabase } from './kysely-database.ts'
import { openDatabase } from './open-database.ts'

interface Schema {
  word: { id: number; text: string }
}

async function setUp() {
  const database = await openDatabase(':memory:')
  onTestFinished(() => database.close())
  database.exec('create table word (id integer primary key, text text not null) strict')
  return kyselyDatabase<Schema>(database)
}

test('rows come back', async () => {
  const db = await setUp()
  await db.insertInto('word').values({ id: 1, text: 'one' }).execute()
  expect(await db.selectFrom('word').selectAll().execute()).toEqual([{ id: 1, text: 'one' }])
})

test('a write tells how many rows it changed', async () => {
  const db = await setUp()
  const rows = [1, 2, 3].map((id) => ({ id, text: 'x' }))
  await db.insertInto('word').values(rows).execute()
  expect(await db.updateTable('word').set({ text: 'y' }).where('id', '>', 1).executeTakeFirst()).toMatchObject({ numUpdatedRows: 2n })
  expect(await db.deleteFrom('word').where('id', '=', 9).executeTakeFirst()).toMatchObject({ numDeletedRows: 0n })
})

test('a write with "returning" gives its rows', async () => {
  const db = await setUp()
  expect(await db.insertInto('word').values({ id: 1, text: 'one' }).returning('id').execute()).toEqual([{ id: 1 }])
})

test.for(['a\0b', '\ud800', 'x\udc00'])('text that would not come back as it was is refused (%j)', async (text) => {
  const db = await setUp()
  await expect(db.insertInto('word').values({ id: 1, text }).execute()).rejects.toThrow(TypeError)
  await expect(db.selectFrom('word').selectAll().where('text', '=', text).execute()).rejects.toThrow(TypeError)
})

test('text of any other kind comes back as it was', async () => {
  const db = await setUp()
  const text = 'é \u{1f600} \\0 " \u0001'
  await db.insertInto('word').values({ id: 1, text }).execute()
  expect(await db.selectFrom('word').select('text').execute()).toEqual([{ text }])
})

test('transactions are refused: the engine makes them', async () => {
  const db = await setUp()
  await expect(db.transaction().execute(async () => {})).rejects.toThrow('made by the engine')
})
