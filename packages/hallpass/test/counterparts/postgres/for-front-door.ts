import type { TestProject } from 'vitest/node'
import { isSkippedWithoutPostgres } from './postgres-binaries.ts'
import { type PostgresCluster, startCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the cluster whose databases front door tests keep their stores in; undefined: they are to use SQLite. */
    readonly postgresUrl: string | undefined
  }
}

// The two functions that vitest calls have no other place in common.
let cluster: PostgresCluster | undefined

/** Starts the cluster that all tests of a project share. */
export async function setup(project: TestProject): Promise<void> {
  if (isSkippedWithoutPostgres()) return
  cluster = await startCluster({ settings: { max_connections: '400' } })
  project.provide('postgresUrl', cluster.url())
}

export async function teardown(): Promise<void> {
  await cluster?.remove()
}
