import type { Engine } from './engine.ts'
import { identities } from './identities.ts'
import { keys } from './keys.ts'
import { openIdConnectProviders } from './open-id-connect-providers.ts'
import { pools } from './pools.ts'
import type { Store } from './store.ts'

/** The store over an engine that speaks SQL; `now` is the clock of its caches, milliseconds since the epoch. */
export function createSqlStore(engine: Engine, now: () => number): Store {
  return {
    ...pools(engine, now),
    ...identities(engine),
    ...openIdConnectProviders(engine, now),
    ...keys(engine),
    ping: () =>
      engine.read(async (db) => {
        await db.selectFrom('pool').select('id').limit(1).execute()
      }),
    close: () => engine.close(),
  }
}
