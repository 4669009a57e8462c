// A process that signs in over the built store. Arguments: the database, the pool, how many times each of 20 logins.
import { randomUUID } from 'node:crypto'
import { linkLogins } from '../../dist/identity/link-logins.js'
import { openStore } from '../../dist/store/open-store.js'

const [path, poolId, times] = process.argv.slice(2)
const store = await openStore({ kind: 'sqlite', path }, { now: Date.now })

async function signIn(subject) {
  const logins = [{ provider: 'auth.example.com', subject }]
  const now = Date.now()
  const fresh = { id: `us-east-1:${randomUUID()}`, createdAt: now }
  const decide = (named, owners) => linkLogins({ named, logins, owners, developerProvider: undefined })
  return store.resolveLogins({ poolId, namedId: undefined, logins, fresh, now, decide })
}

const calls = Array.from({ length: 20 * Number(times) }, (_, index) => signIn(`user-${index % 20}`))
const resolved = await Promise.all(calls)
await store.close()
process.stdout.write(JSON.stringify(resolved.map(({ identityId }) => identityId)))
