import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../open-store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { openDatabase } from './open-database.ts'

/** A folder of its own for each test. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-open-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Opens and closes the store. */
async function open(path: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path }, { now: () => 0 })
  await store.close()
}

async function refusalOf(path: string): Promise<string> {
  const error = await open(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreUnavailable)
  return String(error)
}

/** Runs as a user without rights: root may do everything. */
async function asNobody<T>(run: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    return await run()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

// The engine is loaded while this process may still read its files.
beforeAll(async () => {
  ;(await openDatabase(':memory:')).close()
})

test("a new database is its owner's only, as are the files beside it", async () => {
  const path = join(makeFolder(), 'hallpass.db')
  const store = await openStore({ kind: 'sqlite', path }, { now: () => 0 })
  const modes = ['', '-wal', '-shm'].map((suffix) => statSync(path + suffix).mode & 0o777)
  await store.close()
  expect(modes).toEqual([0o600, 0o600, 0o600])
})

test('after closing, everything is in the one file', async () => {
  const path = join(makeFolder(), 'hallpass.db')
  const store = await openStore({ kind: 'sqlite', path }, { now: () => 0 })
  await store.addKey({ id: 'id', use: 'sealing', createdAt: 1, material: Uint8Array.of(1) })
  await store.close()
  const copy = join(makeFolder(), 'copy.db')
  copyFileSync(path, copy)
  const database = await openDatabase(copy)
  onTestFinished(() => database.close())
  expect(database.prepare('select id from key').all()).toMatchObject([{ id: 'id' }])
})

test('a path that reads like a URI or like memory is a file', async () => {
  const folder = makeFolder()
  const before = process.cwd()
  process.chdir(folder)
  onTestFinished(() => process.chdir(before))
  await open(':memory:')
  await open('file:x?mode=memory')
  expect([':memory:', 'file:x?mode=memory'].map((name) => existsSync(join(folder, name)))).toEqual([true, true])
})

test('stores that open a new file at once all succeed', async () => {
  const path = join(makeFolder(), 'hallpass.db')
  await expect(Promise.all(Array.from({ length: 8 }, () => open(path)))).resolves.toHaveLength(8)
})

test('a folder that does not exist is named', async () => {
  const folder = join(makeFolder(), 'missing')
  expect(await refusalOf(join(folder, 'hallpass.db'))).toContain(`The folder ${folder} does not exist. Make it`)
})

test('a file in place of the folder is named', async () => {
  const folder = join(makeFolder(), 'file')
  writeFileSync(folder, '')
  expect(await refusalOf(join(folder, 'hallpass.db'))).toContain(`The folder ${folder} does not exist.`)
})

test('a folder in place of the file is named', async () => {
  const path = join(makeFolder(), 'hallpass.db')
  mkdirSync(path)
  expect(await refusalOf(path)).toContain(`${path} is a folder. Name a file in it`)
})

test('a link to nothing is refused', async () => {
  const folder = makeFolder()
  symlinkSync(join(folder, 'missing'), join(folder, 'hallpass.db'))
  expect(await refusalOf(join(folder, 'hallpass.db'))).toContain('cannot be read and written')
})

test('a file that is no database is refused and left as it is', async () => {
  const path = join(makeFolder(), 'hallpass.db')
  const text = 'Dear diary, '.repeat(500)
  writeFileSync(path, text)
  expect(await refusalOf(path)).toContain(`${path} is not a SQLite database.`)
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test("another program's database is refused and left as it is", async () => {
  const path = join(makeFolder(), 'hallpass.db')
  const database = await openDatabase(path)
  database.exec('create table theirs (x)')
  database.close()
  const before = readFileSync(path)
  expect(await refusalOf(path)).toContain(`${path} is a database of another program.`)
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a database of a newer version is refused, with what to do', async () => {
  const path = join(makeFolder(), 'hallpass.db')
  await open(path)
  const database = await openDatabase(path)
  database.exec('pragma user_version = 99')
  database.close()
  const refusal = await refusalOf(path)
  expect(refusal).toContain(`${path} was made by a newer version of Hallpass: its schema is 99, this version knows 3.`)
  expect(refusal).toContain('Run the newer version, or restore a backup')
})

test('a file that may only be read is refused, with what to do', async () => {
  const folder = makeFolder()
  const path = join(folder, 'hallpass.db')
  await open(path)
  chmodSync(folder, 0o777)
  chmodSync(path, 0o444)
  expect(await asNobody(() => refusalOf(path))).toContain(`${path} cannot be read and written. Give it and its folder to the user`)
})

test('a folder that may only be read is refused, with what to do', async () => {
  const folder = makeFolder()
  chmodSync(folder, 0o555)
  const path = join(folder, 'hallpass.db')
  expect(await asNobody(() => refusalOf(path))).toContain(`${path} cannot be made. Let this user write in its folder`)
})
