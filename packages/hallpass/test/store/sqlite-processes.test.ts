import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { listAll, login, makePool, signIn } from './contract/samples.ts'
import { storeTest } from './contract/store-test.ts'
import { createSqliteFile } from './sqlite-file.ts'

/** A process of its own over the built store. */
function start(script: string, ...args: readonly string[]): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  const path = fileURLToPath(new URL(script, import.meta.url))
  return spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** The identity ids that a process got. */
async function signInElsewhere(path: string, poolId: string, times: number): Promise<readonly string[]> {
  const child = start('sign-in-process.mjs', path, poolId, String(times))
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(code).toBe(0)
  // The script prints a list of ids.
  return JSON.parse(output) as string[]
}

const test = storeTest(createSqliteFile).extend('path', async ({ database }) => {
  // What createSqliteFile made.
  return (database as Awaited<ReturnType<typeof createSqliteFile>>).path
})

describe('processes that share one SQLite file', () => {
  test('agree on one identity for each login', async ({ store, path }) => {
    const poolId = await makePool(store)
    const answers = await Promise.all([1, 2].map(() => signInElsewhere(path, poolId, 100)))
    expect(answers.map((ids) => ids.length)).toEqual([2_000, 2_000])
    expect(new Set(answers.flat()).size).toBe(20)
    expect(await listAll(store, poolId)).toHaveLength(20)
  })

  test('open a new file at once', async ({ database, path }) => {
    const answers = await Promise.all([1, 2, 3].map(() => signInElsewhere(path, 'us-east-1:none', 1)))
    const store = await database.open({ now: () => 0 })
    const pools = await store.listPools('000000000000', 'us-east-1', { after: undefined, limit: 60 })
    await store.close()
    expect(answers).toHaveLength(3)
    expect(pools).toEqual([])
  })

  test('one that writes without a pause leaves another its turn', async ({ store, path }) => {
    const poolId = await makePool(store)
    const child = start('write-forever-process.mjs', path, poolId, '300')
    await once(child.stdout, 'data')
    const ids = []
    for (const subject of ['ann', 'ben', 'cid']) ids.push(await signIn(store, poolId, [login(subject)]))
    expect(child.exitCode).toBeNull()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(new Set(ids).size).toBe(3)
  })

  test.for([1, 200])('one that is killed has lost nothing that it acknowledged (%i writes at once)', async (width, { database, path }) => {
    const before = await database.open({ now: () => 0 })
    const poolId = await makePool(before)
    await before.close()

    const acknowledged: string[] = []
    for (let round = 0; round < 3; round += 1) {
      const child = start('write-forever-process.mjs', path, poolId, String(width))
      const exit = once(child, 'exit')
      let awaited = 300
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged.push(line)
        awaited -= 1
        if (awaited === 0) child.kill('SIGKILL')
      }
      await exit
    }

    const after = await database.open({ now: () => 0 })
    const found = await Promise.all(acknowledged.map((id) => after.findIdentity(id)))
    await after.close()
    expect(acknowledged.length).toBeGreaterThanOrEqual(900)
    expect(found.filter((identity) => identity === undefined)).toEqual([])
  })
})
