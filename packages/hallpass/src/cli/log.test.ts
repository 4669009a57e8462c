import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('the lines of one turn of the event loop are in the file in the next, in their order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-log-'))
  const file = join(folder, 'log')
  const log = openLog(file)
  log.info('first')
  log.info('second')
  await setImmediate()
  log.info('third')
  await setImmediate()

  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['first', 'second', 'third'])
  await rm(folder, { recursive: true })
})
