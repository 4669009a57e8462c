import type { AccessKey } from '../identity/access-key.ts'
import { accessKeys } from './access-keys.ts'
import type { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import { identities } from './identities.ts'
import { keys } from './keys.ts'
import { managedPolicies } from './managed-policies.ts'
import { openIdConnectProviders } from './open-id-connect-providers.ts'
import { pools } from './pools.ts'
import { redeemedAssertions } from './redeemed-assertions.ts'
import { rolesAndUsers } from './roles-and-users.ts'
import { samlProviders } from './saml-providers.ts'
import type { Store } from './store.ts'
import { watchWrites } from './watch-writes.ts'

/** The store over an engine that speaks SQL. */
export function createSqlStore(given: Engine, caches: Caches): Store {
  const { engine, isWritable } = watchWrites(given)
  const recentAccessKeys = caches.create<AccessKey>()
  return {
    ...pools(engine, caches),
    ...identities(engine),
    ...openIdConnectProviders(engine, caches),
    ...rolesAndUsers(engine, caches, recentAccessKeys),
    ...accessKeys(engine, recentAccessKeys),
    ...managedPolicies(engine, caches),
    ...samlProviders(engine, caches),
    ...redeemedAssertions(engine),
    ...keys(engine),
    async ping() {
      await engine.read((db) => db.selectFrom('pool').select('id').limit(1).execute())
      await engine.checkWrites?.()
      return { isWritable: isWritable() }
    },
    close: () => engine.close(),
  }
}
