import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { readSecretFile, UnsafeSecretFile } from './read-secret-file.ts'

async function newFile(mode: number): Promise<string> {
  const file = join(await temporaryFolder(), 'secret')
  await writeFile(file, 'hush')
  await chmod(file, mode)
  return file
}

test.each([0o600, 0o400])('reads a file of mode %o', async (mode) => {
  expect(Buffer.from((await readSecretFile(await newFile(mode))) ?? []).toString()).toBe('hush')
})

test.each([0o640, 0o604, 0o620, 0o610, 0o666])('refuses a file of mode %o, and says what to do', async (mode) => {
  const file = await newFile(mode)
  await expect(readSecretFile(file)).rejects.toThrow(UnsafeSecretFile)
  await expect(readSecretFile(file)).rejects.toThrow(`chmod 600 '${file}'`)
})

test('finds no file where there is none', async () => {
  expect(await readSecretFile(join(await temporaryFolder(), 'secret'))).toBeUndefined()
})
