import type { AccessKey } from '../identity/access-key.ts'
import { accessKeys } from './access-keys.ts'
import type { Engine } from './engine.ts'
import { identities } from './identities.ts'
import { keys } from './keys.ts'
import { managedPolicies } from './managed-policies.ts'
import { openIdConnectProviders } from './open-id-connect-providers.ts'
import { pools } from './pools.ts'
import { RecentReads } from './recent-reads.ts'
import { redeemedAssertions } from './redeemed-assertions.ts'
import { rolesAndUsers } from './roles-and-users.ts'
import { samlProviders } from './saml-providers.ts'
import type { Store } from './store.ts'
import { watchWrites } from './watch-writes.ts'

/** The store over an engine that speaks SQL; `now` is the clock of its caches, milliseconds since the epoch. */
export function createSqlStore(given: Engine, now: () => number): Store {
  const { engine, isWritable } = watchWrites(given)
  const recentAccessKeys = new RecentReads<AccessKey>(now)
  return {
    ...pools(engine, now),
    ...identities(engine),
    ...openIdConnectProviders(engine, now),
    ...rolesAndUsers(engine, now, recentAccessKeys),
    ...accessKeys(engine, recentAccessKeys),
    ...managedPolicies(engine, now),
    ...samlProviders(engine, now),
    ...redeemedAssertions(engine),
    ...keys(engine),
    async ping() {
      await engine.read((db) => db.selectFrom('pool').select('id').limit(1).execute())
      return { isWritable: isWritable() }
    },
    close: () => engine.close(),
  }
}
