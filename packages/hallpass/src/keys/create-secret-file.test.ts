import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { createSecretFile } from './create-secret-file.ts'

test('makes a file that only its owner may read', async () => {
  const file = join(await temporaryFolder(), 'secret')
  expect(await createSecretFile(file, Buffer.from('hush'))).toBe('created')
  expect(await readFile(file, 'utf8')).toBe('hush')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('leaves a file alone that is there', async () => {
  const file = join(await temporaryFolder(), 'secret')
  await writeFile(file, 'first')
  expect(await createSecretFile(file, Buffer.from('second'))).toBe('exists')
  expect(await readFile(file, 'utf8')).toBe('first')
})

test('lets one of many win, and leaves nothing else behind', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'secret')
  const names = Array.from({ length: 16 }, (_, index) => `writer ${index}`)
  const outcomes = await Promise.all(names.map((name) => createSecretFile(file, Buffer.from(name))))
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
  expect(await readFile(file, 'utf8')).toBe(names[outcomes.indexOf('created')])
  expect(await readdir(folder)).toEqual(['secret'])
})

test('rejects where there is no folder', async () => {
  const file = join(await temporaryFolder(), 'missing', 'secret')
  await expect(createSecretFile(file, Buffer.from('hush'))).rejects.toMatchObject({ code: 'ENOENT' })
})
