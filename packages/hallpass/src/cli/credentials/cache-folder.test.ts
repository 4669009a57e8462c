import { execFileSync } from 'node:child_process'
import { chmod, chown, lchown, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { cacheFolder, cachePath } from './cache-folder.ts'

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the path', () => {
  test.each([
    [{ HOME: '/home/ann' }, '/home/ann/.cache/hallpass'],
    [{ HOME: '/home/ann', XDG_CACHE_HOME: '/var/cache/ann' }, '/var/cache/ann/hallpass'],
    [{ HOME: '/home/ann', XDG_CACHE_HOME: 'relative' }, '/home/ann/.cache/hallpass'],
    [{ HOME: '/home/ann', XDG_CACHE_HOME: '' }, '/home/ann/.cache/hallpass'],
    [{}, join(homedir(), '.cache/hallpass')],
  ])('of %j', (env, path) => {
    expect(cachePath(env)).toBe(path)
  })
})

describe('the folder', () => {
  test('gives what was written, until it is removed', async () => {
    const folder = cacheFolder(join(await temporaryFolder(), 'a', 'b'), pause)
    expect(await folder.names()).toEqual([])
    expect(await folder.read('one')).toBeUndefined()
    await folder.write('one', { text: 'ü' })
    expect(await folder.read('one')).toEqual({ text: 'ü' })
    expect(await folder.names()).toEqual(['one'])
    await folder.remove('one')
    await folder.remove('one')
    expect(await folder.read('one')).toBeUndefined()
  })

  test('is closed to others where it was open', async () => {
    const path = await temporaryFolder()
    await chmod(path, 0o755)
    await cacheFolder(path, pause).write('one', 1)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  test('is whole at any moment, and holds no drafts afterwards', async () => {
    const path = await temporaryFolder()
    const folder = cacheFolder(path, pause)
    const texts = ['a', 'b'].map((letter) => letter.repeat(50_000))
    await folder.write('one', texts[0])
    const writing = Promise.all(Array.from({ length: 40 }, (_, turn) => folder.write('one', texts[turn % 2])))
    for (let turn = 0; turn < 40; turn++) expect(texts).toContain(await folder.read('one'))
    await writing
    expect(await readdir(path)).toEqual(['one.json'])
  })

  test('gets rid of what was left half written', async () => {
    const path = await temporaryFolder()
    const folder = cacheFolder(path, pause)
    await folder.write('one', 1)
    await writeFile(join(path, 'one.0.tmp'), 'half')
    await folder.removeDrafts()
    expect(await readdir(path)).toEqual(['one.json'])
  })

  test.runIf(process.getuid?.() === 0)("is not written to where it is somebody else's, though root could", async () => {
    const path = join(await temporaryFolder(), 'theirs')
    await mkdir(path, { mode: 0o700 })
    await chown(path, 12_345, 12_345)
    const link = `${path}-link`
    await symlink(await temporaryFolder(), link)
    await lchown(link, 12_345, 12_345)
    for (const place of [path, link]) {
      const folder = cacheFolder(place, pause)
      await expect(folder.write('one', 1)).rejects.toThrow("somebody else's")
      await expect(folder.locked('one', async () => 1)).rejects.toMatchObject({ code: 'EACCES' })
      expect(await readdir(place)).toEqual([])
    }
  })

  test('may be a link of its owner', async () => {
    const link = join(await temporaryFolder(), 'link')
    await symlink(await temporaryFolder(), link)
    const folder = cacheFolder(link, pause)
    await folder.write('one', 1)
    expect(await folder.read('one')).toBe(1)
  })

  test('is not held up by a pipe', async () => {
    const path = await temporaryFolder()
    execFileSync('mkfifo', ['-m', '600', join(path, 'one.json')])
    expect(await cacheFolder(path, pause).read('one')).toBeUndefined()
  })

  test('follows no link, and believes nothing that is too long', async () => {
    const path = await temporaryFolder()
    const folder = cacheFolder(path, pause)
    await writeFile(join(path, 'elsewhere'), '1', { mode: 0o600 })
    await symlink(join(path, 'elsewhere'), join(path, 'link.json'))
    await writeFile(join(path, 'long.json'), JSON.stringify('x'.repeat(600_000)), { mode: 0o600 })
    await mkdir(join(path, 'folder.json'))
    expect(await Promise.all(['link', 'long', 'folder'].map((name) => folder.read(name)))).toEqual([undefined, undefined, undefined])
  })
})
