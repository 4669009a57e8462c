// A process that makes guests over the built store until it is killed, and prints the id of each that was acknowledged.
// Arguments: the database, the pool, how many writes are under way at once.
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openStore } from '../../dist/store/open-store.js'

const [path, poolId, width] = process.argv.slice(2)
const store = await openStore({ kind: 'sqlite', path }, { now: Date.now })

async function writeForever() {
  for (;;) {
    const id = `us-east-1:${randomUUID()}`
    await store.createGuest({ id, createdAt: Date.now() }, poolId)
    writeSync(1, `${id}\n`)
  }
}

await Promise.all(Array.from({ length: Number(width) }, writeForever))
