import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openStore } from '../../src/store/open-store.ts'
import { parsePostgresUrl } from '../../src/store/postgres/parse-postgres-url.ts'
import type { PostgresAddress } from '../../src/store/postgres/postgres-address.ts'
import type { PostgresCluster } from '../counterparts/postgres/postgres-cluster.ts'
import type { TestDatabase } from './contract/store-test.ts'

export interface PostgresDatabase extends TestDatabase {
  readonly url: string
}

/** An empty database in a cluster. */
export async function createPostgresDatabase(cluster: PostgresCluster): Promise<PostgresDatabase> {
  const name = `h${randomUUID().replaceAll('-', '')}`
  await command(cluster.url(), `create database ${name} template template0`)
  const url = cluster.url(name)
  return {
    url,
    open: (ports) => openStore(addressOf(url), ports),
    async drop() {
      await command(cluster.url(), `drop database ${name} with (force)`)
    },
  }
}

export function addressOf(url: string, connections = 10): PostgresAddress {
  const parsed = parsePostgresUrl(url)
  if (parsed.kind === 'faulty') throw new Error(parsed.problem)
  return { ...parsed.address, connections }
}

/** Runs one statement on a connection of its own. */
export async function command(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query(sql)
    return rows
  } finally {
    await client.end()
  }
}

/** Leaves the tables, and nothing in them: quicker than another database. */
export async function emptyTables(url: string): Promise<void> {
  // The query gives one row with one text.
  const [row] = await command(
    url,
    `select string_agg('delete from ' || quote_ident(tablename), ';') as statements
     from pg_tables where schemaname = 'public' and tablename <> 'hallpass_schema'`,
  )
  await command(url, (row as { statements: string }).statements)
}
