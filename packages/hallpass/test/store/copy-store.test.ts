import { afterAll, test as base, beforeAll, describe, expect } from 'vitest'
import { Caches } from '../../src/store/caches.ts'
import { type CopiedName, copiedTables } from '../../src/store/copy/copied-tables.ts'
import { CopyDiffers, CopyRefused } from '../../src/store/copy/copy-refused.ts'
import { type CopyStep, copyStore } from '../../src/store/copy/copy-store.ts'
import { countRows } from '../../src/store/copy/table-rows.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { allow, aManagedPolicy, anAccessKey, aRole, aSamlProvider, aUser } from './contract/iam-samples.ts'
import { account, aProvider, fullPool, login, makeGuest, makePool, signIn } from './contract/samples.ts'
import { addressOf, createPostgresDatabase } from './postgres-database.ts'
import { createSqliteFile } from './sqlite-file.ts'

let cluster: PostgresCluster

interface Fixtures {
  readonly sqlite: () => Promise<Engine>
  readonly postgres: () => Promise<Engine>
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  sqlite: async ({}, use) => {
    const ends: (() => Promise<void>)[] = []
    await use(async () => {
      const file = await createSqliteFile()
      const engine = await openEngine({ kind: 'sqlite', path: file.path })
      ends.push(async () => {
        await engine.close()
        await file.drop()
      })
      return engine
    })
    for (const end of ends) await end()
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  postgres: async ({}, use) => {
    const ends: (() => Promise<void>)[] = []
    await use(async () => {
      const database = await createPostgresDatabase(cluster)
      const engine = await openEngine(addressOf(database.url))
      ends.push(async () => {
        await engine.close()
        await database.drop()
      })
      return engine
    })
    for (const end of ends) await end()
  },
})

/** Something in every table, and names that databases stumble over. */
async function fill(engine: Engine, guests = 3): Promise<void> {
  const store = createSqlStore(engine, new Caches(() => 0))
  await store.addKey({ id: 'us-east-11', use: 'signing', createdAt: 1, material: Uint8Array.of(0, 1, 255) })
  await store.createPool(fullPool())
  const poolId = await makePool(store)
  await Promise.all(Array.from({ length: guests }, (_, index) => makeGuest(store, poolId, index)))
  for (const subject of ['ann', 'Ann', 'Ä', '\0', '\ud800', '\\', `${'界'.repeat(1_024)}`, '\u{1f600}', '\uffff']) {
    await signIn(store, poolId, [login(subject), login(subject, 'other')])
  }
  const policy = aManagedPolicy()
  const user = aUser()
  await store.createManagedPolicy(policy)
  await store.createRole(aRole({ attachedPolicyArns: [policy.arn], permissionsBoundaryArn: policy.arn }))
  await store.createUser(user)
  await store.createAccessKey(anAccessKey(user.id), allow)
  await store.createOpenIdConnectProvider(aProvider())
  await store.createSamlProvider(aSamlProvider(), '<metadata/>')
  await store.redeemSamlAssertion('arn', '_1', 2, 1)
  await engine.write((db) => db.insertInto('deleted_pool').values({ id: 'us-east-1:gone' }).execute())
}

async function countsOf({ read }: Engine): Promise<Record<CopiedName, number>> {
  const counts = await Promise.all(copiedTables.map(async (table) => [table.name, await read((db) => countRows(db, table))] as const))
  // An entry for each table.
  return Object.fromEntries(counts) as Record<CopiedName, number>
}

/** Copies, and gives the digests. */
async function copy(from: Engine, to: Engine, onStep: (step: CopyStep) => void = () => undefined): Promise<readonly string[]> {
  const digests: string[] = []
  await copyStore({
    from,
    to,
    onStep(step) {
      if (step.kind === 'checked') digests.push(`${step.table} ${step.digest.sha256}`)
      onStep(step)
    },
  })
  return digests
}

describe.skipIf(isSkippedWithoutPostgres())('a copy between SQLite and PostgreSQL', () => {
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.remove())

  test('there and back is what was there before', async ({ sqlite, postgres }) => {
    const [first, second, third] = [await sqlite(), await postgres(), await sqlite()]
    await fill(first)
    const there = await copy(first, second)
    const back = await copy(second, third)
    expect(back).toEqual(there)
    expect(await countsOf(third)).toEqual(await countsOf(first))
    expect(Math.min(...Object.values(await countsOf(second)))).toBeGreaterThan(0)
  })

  test('the copy is a store: who was known is known', async ({ sqlite, postgres }) => {
    const [first, second] = [await sqlite(), await postgres()]
    await fill(first)
    await copy(first, second)
    const [before, after] = [createSqlStore(first, new Caches(() => 0)), createSqlStore(second, new Caches(() => 0))]
    const pools = await before.listPools(account, 'us-east-1', { after: undefined, limit: 9 })
    const listed = await Promise.all(
      [before, after].map((store) =>
        Promise.all(pools.map(({ id }) => store.listIdentities(id, { after: undefined, limit: 99, hideDisabled: false }))),
      ),
    )
    expect(listed[1]).toEqual(listed[0])
    expect(listed.flat(2).length).toBeGreaterThan(20)
  })

  test('a copy that was broken off goes on where it ended', async ({ sqlite, postgres }) => {
    const [first, second] = [await sqlite(), await postgres()]
    await fill(first, 2_500)
    const breakOff = (step: CopyStep) => {
      if (step.kind === 'copying' && step.table === 'identity' && step.done === 1_000) throw new Error('broken off')
    }
    await expect(copy(first, second, breakOff)).rejects.toThrow('broken off')
    const steps: CopyStep[] = []
    await copy(first, second, (step) => steps.push(step))
    expect(steps[0]).toEqual({ kind: 'resumed' })
    expect(steps.find((step) => step.kind === 'copying' && step.table === 'identity')).toMatchObject({ done: 1_000 })
    expect(await countsOf(second)).toEqual(await countsOf(first))
  })

  test('a store that is not empty is left as it is', async ({ sqlite, postgres }) => {
    const [first, second] = [await sqlite(), await postgres()]
    await Promise.all([fill(first), fill(second)])
    const before = await countsOf(second)
    await expect(copy(first, second)).rejects.toThrow(CopyRefused)
    expect(await countsOf(second)).toEqual(before)
  })

  test('a copy of another store is not gone on with', async ({ sqlite, postgres }) => {
    const [first, other, second] = [await sqlite(), await sqlite(), await postgres()]
    await Promise.all([fill(first), fill(other)])
    await createSqlStore(other, new Caches(() => 0)).addKey({ id: 'another', use: 'sealing', createdAt: 2, material: Uint8Array.of(2) })
    const breakOff = () => {
      throw new Error('broken off')
    }
    await expect(copy(first, second, breakOff)).rejects.toThrow('broken off')
    await expect(copy(other, second)).rejects.toThrow(/half filled from another store/)
  })

  test('a store that was written to meanwhile is found out', async ({ sqlite, postgres }) => {
    const [first, second] = [await sqlite(), await postgres()]
    await fill(first)
    const store = createSqlStore(first, new Caches(() => 0))
    let renamed: Promise<unknown> = Promise.resolve()
    const rename = (step: CopyStep) => {
      if (step.kind !== 'copying' || step.table !== 'login') return
      renamed = store
        .listPools(account, 'us-east-1', { after: undefined, limit: 1 })
        .then(([pool]) => (pool === undefined ? undefined : store.updatePool(pool.id, (old) => ({ ...old, name: 'Changed' }))))
    }
    const copied = copy(first, second, rename)
    await expect(copied).rejects.toThrow(CopyDiffers)
    await expect(copied).rejects.toThrow(/differs in pool/)
    await renamed
  })

  test('nobody uses a store that is half filled', async ({ sqlite, postgres }) => {
    const [first, second] = [await sqlite(), await postgres()]
    await fill(first)
    const breakOff = () => {
      throw new Error('broken off')
    }
    await expect(copy(first, second, breakOff)).rejects.toThrow('broken off')
    const left = await second.read((db) => db.selectFrom('copied_table').select('name').execute())
    expect(left).toHaveLength(copiedTables.length)
  })

  test('a store that was never used is not copied', async ({ sqlite, postgres }) => {
    await expect(copy(await sqlite(), await postgres())).rejects.toThrow(/nothing to copy/)
  })
})
