import { randomBytes } from 'node:crypto'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { InvalidMasterKey, parseMasterKey, readOrCreateMasterKey } from './master-key.ts'
import { UnsafeSecretFile } from './read-secret-file.ts'

const newFile = async () => join(await temporaryFolder(), 'master.key')

test('makes 32 random bytes at first start and finds them again', async () => {
  const file = await newFile()
  const made = await readOrCreateMasterKey(file, () => Buffer.alloc(32, 1))
  expect(made).toEqual(Buffer.alloc(32, 1))
  expect(await readFile(file)).toEqual(made)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readOrCreateMasterKey(file, () => Buffer.alloc(32, 2))).toEqual(made)
})

test('gives all that start at once on one folder the same key', async () => {
  const file = await newFile()
  const keys = await Promise.all(Array.from({ length: 16 }, () => readOrCreateMasterKey(file, (bytes) => randomBytes(bytes))))
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
})

test('refuses a file that others may read', async () => {
  const file = await newFile()
  await writeFile(file, Buffer.alloc(32))
  await chmod(file, 0o644)
  await expect(readOrCreateMasterKey(file, (bytes) => randomBytes(bytes))).rejects.toThrow(UnsafeSecretFile)
})

test.each([0, 31, 33])('refuses a file of %i bytes and does not replace it', async (length) => {
  const file = await newFile()
  await writeFile(file, Buffer.alloc(length), { mode: 0o600 })
  await expect(readOrCreateMasterKey(file, (bytes) => randomBytes(bytes))).rejects.toThrow(InvalidMasterKey)
  expect(await readFile(file)).toHaveLength(length)
})

test('reads 32 bytes in base64 and in hexadecimal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const key = Buffer.from(bytes)
      expect(parseMasterKey(key.toString('base64'))).toEqual(key)
      expect(parseMasterKey(`${key.toString('hex').toUpperCase()}\n`)).toEqual(key)
    }),
  )
})

test.each([
  ['nothing', ''],
  ['31 bytes in base64', Buffer.alloc(31).toString('base64')],
  ['33 bytes in base64', Buffer.alloc(33).toString('base64')],
  ['31 bytes in hexadecimal', '00'.repeat(31)],
  ['a password', 'correct horse battery staple'],
  ['a blank inside', `${'A'.repeat(20)} ${'A'.repeat(23)}=`],
])('refuses %s without repeating it', (_, text) => {
  expect(() => parseMasterKey(text)).toThrow(InvalidMasterKey)
  expect(() => parseMasterKey(text)).toThrow(/^HALLPASS_MASTER_KEY must be exactly 32 bytes in base64 \(44 characters\)/)
})
