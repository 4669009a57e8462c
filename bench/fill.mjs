// Many identities at once, written straight into the store's file while no service runs on it.
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { fromLogin } from '../packages/hallpass/dist/store/login-row.js'
import { openDatabase } from '../packages/hallpass/dist/store/sqlite/open-database.js'

/** The most that a run asks for of each kind: enough that no page of the database is asked for twice in a row. */
const sampleSize = 2_000

/**
 * @typedef {{ id: string, subject: string }} User
 * @typedef {{ guests: string[], users: User[], guestBytes: number, userBytes: number, seconds: number }} Filled
 *   a sample of each kind, spread over all, and what one takes on disk, in bytes
 */

/**
 * Half of them guests, the others users with one login. Ids are random, and come in the order in which they were drawn, as in a
 * store that has grown: its pages are as full as those are.
 * @param {string} path of the SQLite file
 * @param {{ poolId: string, provider: string, identities: number }} what
 * @returns {Promise<Filled>}
 */
export async function fill(path, { poolId, provider, identities }) {
  const start = performance.now()
  const database = await openDatabase(path)
  try {
    // The transaction is larger than the usual cache.
    database.exec('pragma cache_size = -2000000')
    const pages = () => {
      const [{ page_count, page_size }] = database.prepare('select page_count, page_size from pragma_page_count, pragma_page_size').all()
      return page_count * page_size
    }
    const addIdentity = database.prepare('insert into identity (id, pool_id, created_at, modified_at, disabled) values (?, ?, ?, ?, 0)')
    const addLogin = database.prepare('insert into login (pool_id, provider, subject, identity_id) values (?, ?, ?, ?)')
    const region = poolId.slice(0, poolId.indexOf(':'))
    const half = identities / 2
    const every = Math.max(1, Math.floor(half / sampleSize))
    const firstAt = Date.now() - identities
    const add = (n) => {
      const id = `${region}:${randomUUID()}`
      addIdentity.run(id, poolId, firstAt + n, firstAt + n)
      return id
    }

    const [guests, users] = [[], []]
    const sizes = [pages()]
    database.exec('begin immediate')
    for (let n = 0; n < half; n += 1) {
      const id = add(n)
      if (n % every === 0) guests.push(id)
    }
    sizes.push(pages())
    for (let n = 0; n < half; n += 1) {
      const id = add(half + n)
      const login = { provider, subject: randomUUID() }
      const columns = fromLogin(login)
      addLogin.run(poolId, columns.provider, columns.subject, id)
      if (n % every === 0) users.push({ id, subject: login.subject })
    }
    sizes.push(pages())
    database.exec('commit')
    database.exec('pragma wal_checkpoint(truncate)')
    const [empty, withGuests, withAll] = sizes
    return {
      guests,
      users,
      guestBytes: (withGuests - empty) / half,
      userBytes: (withAll - withGuests) / half,
      seconds: (performance.now() - start) / 1000,
    }
  } finally {
    database.close()
  }
}

/** @param {string} path */
export function fileBytes(path) {
  return statSync(path).size
}
