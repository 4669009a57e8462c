import { pino } from 'pino'
import type { RunningServer } from '../src/server/serve.ts'
import type { ServeOptions } from '../src/server/serve-options.ts'
import { supervise } from '../src/workers/supervise.ts'

/** How many processes the servers of the tests have, by the environment variable; 1 unless it is set. */
export const testWorkers = Number(process.env['HALLPASS_TEST_WORKERS'] ?? '1')

/** A server as `serve` makes it, of several processes. They have the machine's clock, and log to standard error. */
export async function serveTogether({ now: _, log: __, company: ___, openDoor: ____, ...settings }: ServeOptions): Promise<RunningServer> {
  const entry = new URL('../dist/cli/serve-child.js', import.meta.url)
  const service = await supervise({ settings, workers: testWorkers, entry, log: pino({ level: 'silent' }) })
  const { rootAccessKey = service.newRootAccessKey } = settings
  if (rootAccessKey === undefined) throw new Error('The tests give a root access key.')
  return { ...service, rootAccessKey, rootAccessKeyIsNew: service.newRootAccessKey !== undefined }
}
