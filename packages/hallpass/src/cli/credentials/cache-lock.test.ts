import { readdir, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { underLock } from './cache-lock.ts'

/** No process has it: Linux's ids end at 2^22. */
const nobody = 2 ** 30

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a lock', () => {
  test('lets one in at a time', async () => {
    const path = join(await temporaryFolder(), 'a.lock')
    let inside = 0
    const most: number[] = []
    const work = async () => {
      most.push(++inside)
      for (let turn = 0; turn < 5; turn++) await pause()
      inside--
    }
    await Promise.all(Array.from({ length: 8 }, () => underLock(path, work, pause)))
    expect(most).toEqual(Array(8).fill(1))
  })

  test('leaves nothing behind, whatever the work does', async () => {
    const folder = await temporaryFolder()
    const failing = underLock(join(folder, 'a.lock'), () => Promise.reject(new Error('no')), pause)
    await expect(failing).rejects.toThrow('no')
    expect(await readdir(folder)).toEqual([])
  })

  test.for([
    ['a process that died', JSON.stringify({ pid: nobody, host: hostname() }), 0],
    ['a process that cannot live any more', JSON.stringify({ pid: process.pid, host: 'elsewhere' }), 3600],
    ['nobody', '', 0],
  ] as const)('that %s left behind is taken over', async ([, text, age]) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'a.lock')
    await writeFile(path, text)
    const then = Date.now() / 1000 - age
    await utimes(path, then, then)
    expect(await underLock(path, async () => 'done', pause)).toBe('done')
    expect(await readdir(folder)).toEqual([])
  })

  test('lets one in at a time where several find a dead one', { repeats: 30 }, async () => {
    const path = join(await temporaryFolder(), 'a.lock')
    await writeFile(path, JSON.stringify({ pid: nobody, host: hostname() }))
    let inside = 0
    const most: number[] = []
    const work = async () => {
      most.push(++inside)
      for (let turn = 0; turn < 5; turn++) await pause()
      inside--
    }
    await Promise.all(Array.from({ length: 8 }, () => underLock(path, work, pause)))
    expect(Math.max(...most)).toBe(1)
  })

  test('that a living process holds is not waited for without end', async () => {
    const path = join(await temporaryFolder(), 'a.lock')
    await writeFile(path, JSON.stringify({ pid: process.pid, host: hostname() }))
    const waiting = underLock(path, async () => 'done', pause, 1_000)
    await expect(waiting).rejects.toMatchObject({ name: 'CredentialFailure', kind: 'unreachable' })
  })
})
