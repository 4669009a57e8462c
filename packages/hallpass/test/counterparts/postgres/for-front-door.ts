import type { TestProject } from 'vitest/node'
import { isSkippedWithoutPostgres } from './postgres-binaries.ts'
import { startCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the cluster whose databases front door tests keep their stores in; undefined: they are to use SQLite. */
    readonly postgresUrl: string | undefined
  }
}

/** Starts the cluster that all tests of a project share. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (isSkippedWithoutPostgres()) return undefined
  const cluster = await startCluster({ settings: { max_connections: '400' } })
  project.provide('postgresUrl', cluster.url())
  return () => cluster.remove()
}
