import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test as base, expect } from 'vitest'
import { openLog } from '../src/cli/log.ts'

const test = base.extend<{ file: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  file: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-log-'))
    await use(join(folder, 'log'))
    await rm(folder, { recursive: true })
  },
})

test('lines are soon in the file, in their order', async ({ file }) => {
  const log = openLog(file)
  log.info('first')
  log.info('second')
  await expect.poll(() => messages(file)).toEqual(['first', 'second'])
  log.info('third')
  await expect.poll(() => messages(file)).toEqual(['first', 'second', 'third'])
})

test('many lines are not held back', async ({ file }) => {
  const log = openLog(file)
  const long = 'x'.repeat(1_000)
  for (let count = 0; count < 100; count += 1) log.info(long)
  expect((await messages(file)).length).toBeGreaterThan(50)
  await expect.poll(async () => (await messages(file)).length).toBe(100)
})

for (const end of ['process.exit(0)', 'throw new Error()', 'process.exitCode = 0']) {
  test(`no line is lost of a process that ends by ${end}`, async ({ file }) => {
    const module = new URL('../dist/cli/log.js', import.meta.url).href
    const program = `import { openLog } from ${JSON.stringify(module)}; openLog(${JSON.stringify(file)}).info('last'); ${end}`
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]).catch(() => undefined)
    expect(await messages(file)).toEqual(['last'])
  })
}

async function messages(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).msg]))
}
