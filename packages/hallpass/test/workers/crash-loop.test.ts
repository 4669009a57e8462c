import { readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../hallpass-process.ts'
import { processId } from './processes.ts'

test('a process that cannot be started again ends the service with 1, and with the reason', { timeout: 60_000 }, async ({
  folder,
  hallpass,
}) => {
  const service = hallpass(['serve', '--port', '0', '--data-dir', '.', '--workers', '2'])
  const worker = await processId(service, 'worker 1')
  await service.url
  // Who has the file open goes on with it.
  const files = (await readdir(folder)).filter((name) => name.startsWith('hallpass.db'))
  for (const name of files) await rename(join(folder, name), join(folder, `former-${name}`))
  await writeFile(join(folder, 'hallpass.db'), 'This is no database, and long enough to be told from an empty one. '.repeat(20))
  process.kill(worker, 'SIGKILL')
  const { exitCode, stderr } = await service.ended
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^hallpass: The worker 1 process ends again and again, .* is not a SQLite database\./m)
})
