import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { Load } from '../faults/load.ts'
import { makePoolOn, nodesOn } from '../faults/nodes.ts'
import { test } from '../hallpass-process.ts'
import { command, createPostgresDatabase } from './postgres-database.ts'

let cluster: PostgresCluster

describe.skipIf(isSkippedWithoutPostgres())('hallpass migrate', () => {
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.remove())

  test('takes a service from SQLite to PostgreSQL, and tells what it did', async ({ hallpass, folder }) => {
    const sqlite = `sqlite:${join(folder, 'hallpass.db')}`
    const database = await createPostgresDatabase(cluster)
    const before = await nodesOn(sqlite, hallpass)()
    const poolId = await makePoolOn(before)
    const load = new Load([before], poolId)
    load.start(4)
    await load.untilAcknowledged(20)
    await load.stop()
    await before.process.stop('SIGTERM')

    const { exitCode, stdout, stderr } = await hallpass(['migrate', '--from', sqlite, '--to', database.url]).ended
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('The copy begins.\n')
    expect(stdout).toMatch(new RegExp(`^checked identity: ${load.acknowledged.length} rows, SHA-256 [0-9a-f]{64}$`, 'm'))
    expect(stdout).toMatch(/The copy is whole\..*\n$/)
    expect(stdout).not.toContain('\u001b')

    const after = await nodesOn(database.url, hallpass)()
    const again = new Load([after], poolId)
    again.start(1)
    await again.untilAcknowledged(1)
    await again.stop()
    expect(again.failed).toEqual([])

    const second = await hallpass(['migrate', '--from', sqlite, '--to', database.url]).ended
    expect(second.exitCode).toBe(2)
    expect(second.stderr).toContain('The second store is not empty')
  })

  test('a store that is half filled starts no service', async ({ hallpass }) => {
    const database = await createPostgresDatabase(cluster)
    const store = await database.open({ now: () => 0 })
    await store.close()
    await command(database.url, "insert into copied_table (name, rows, source) values ('pool', 0, 'x')")
    const { exitCode, stderr } = await hallpass(['serve', '--port', '0', '--store', database.url]).ended
    expect(exitCode).toBe(2)
    expect(stderr).toContain('being filled by hallpass migrate')
  })

  test.for([
    ['nothing is given', [], '--from'],
    ['the store is not there', ['--from', 'sqlite:none.db', '--to', 'sqlite:other.db'], 'There is no store at none.db.'],
  ] as const)('ends with 2 where %s', async ([, flags, told], { hallpass }) => {
    const { exitCode, stderr } = await hallpass(['migrate', ...flags]).ended
    expect(exitCode).toBe(2)
    expect(stderr).toContain(told)
  })

  test('ends with 2 where the database will not have us, and repeats no password', async ({ hallpass, folder }) => {
    const secret = randomBytes(8).toString('hex')
    const sqlite = `sqlite:${join(folder, 'hallpass.db')}`
    await (await nodesOn(sqlite, hallpass)()).process.stop('SIGTERM')
    const refusing = `postgres://me:${secret}@127.0.0.1:${cluster.port}/none`
    const { exitCode, stderr } = await hallpass(['migrate', '--from', sqlite, '--to', refusing]).ended
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/PostgreSQL cannot be used/)
    expect(stderr).not.toContain(secret)
  })
})
