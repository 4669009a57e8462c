import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { postgresBinaries } from './postgres-binaries.ts'
import { clusterIn, freshPort, initializedFolder, type PostgresCluster, privateFolder } from './postgres-cluster.ts'

/** A primary, and a standby that has what the primary acknowledges. */
export interface PostgresPair {
  readonly primary: PostgresCluster
  readonly standby: PostgresCluster
  /** Of a database, on whichever of the two takes writes. */
  url(database?: string): string
  /** Lets the primary crash, and makes the standby the primary. */
  failOver(): Promise<void>
  remove(): Promise<void>
}

export async function startPair(): Promise<PostgresPair> {
  const folder = initializedFolder()
  appendFileSync(join(folder, 'data/pg_hba.conf'), 'host replication all 127.0.0.1/32 trust\n')
  const copy = privateFolder()
  // What was never started is a base backup of itself.
  cpSync(join(folder, 'data'), join(copy, 'data'), { recursive: true, preserveTimestamps: true })
  writeFileSync(join(copy, 'data/standby.signal'), '')
  const { uid, gid } = postgresBinaries().options
  if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${gid}`, copy])
  execFileSync('chmod', ['0700', join(copy, 'data')])

  const primary = clusterIn(folder, await freshPort(), { synchronous_standby_names: '*', wal_keep_size: '64MB' })
  await primary.start()
  const standby = clusterIn(copy, await freshPort(), {
    // No quotes: with them it never connects.
    primary_conninfo: `host=127.0.0.1 port=${primary.port} user=hallpass application_name=standby`,
  })
  await standby.start()
  return {
    primary,
    standby,
    url: (database = 'postgres') => `postgres://hallpass@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/${database}`,
    async failOver() {
      await primary.stop('immediate')
      const client = new pg.Client(standby.url())
      await client.connect()
      await client.query('select pg_promote()')
      await client.end()
    },
    async remove() {
      await primary.remove()
      await standby.remove()
    },
  }
}
