import { test } from 'vitest'
import type { Store } from '../../../src/store/store.ts'

/** A database of an engine, empty at first. */
export interface TestDatabase {
  /** Each call is a process of its own as far as the store can tell. */
  open(ports: { readonly now: () => number }): Promise<Store>
  /** After all of its stores were closed. */
  drop(): Promise<void>
}

/** Milliseconds since the epoch; stands still unless moved. */
export interface Clock {
  now: number
}

export interface StoreFixtures {
  readonly clock: Clock
  /** A store on a database that was made for this test. */
  readonly store: Store
  /** Another store on the same database. */
  readonly other: Store
  readonly database: TestDatabase
}

export type StoreTest = ReturnType<typeof storeTest>

/** `test` with a store; each test has a database of its own. */
export function storeTest(create: () => Promise<TestDatabase>) {
  return test.extend<StoreFixtures>({
    clock: async ({ task: _ }, use) => use({ now: 1_700_000_000_000 }),
    database: async ({ task: _ }, use) => {
      const database = await create()
      await use(database)
      await database.drop()
    },
    store: async ({ database, clock }, use) => {
      const store = await database.open({ now: () => clock.now })
      await use(store)
      await store.close()
    },
    other: async ({ database, clock }, use) => {
      const store = await database.open({ now: () => clock.now })
      await use(store)
      await store.close()
    },
  })
}
