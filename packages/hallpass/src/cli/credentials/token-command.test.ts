import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { outputOf } from './token-command.ts'

describe('a token command', () => {
  test('gives what it prints', async () => {
    expect(await outputOf('printf "a b" | tr a c')).toBe('c b')
  })

  test('ends with all that it started when it takes too long', async () => {
    const fifo = join(await temporaryFolder(), 'fifo')
    const running = outputOf(`mkfifo ${fifo}; cat ${fifo} & wait`, 300)
    await expect(running).rejects.toThrow('The command of --token-command did not end within 0.3 seconds.')
    // ENXIO: nobody reads it any more.
    const isRead = () => open(fifo, constants.O_WRONLY | constants.O_NONBLOCK)
    await vi.waitFor(() => expect(isRead()).rejects.toMatchObject({ code: 'ENXIO' }))
  })

  test('has no standard input to wait for', async () => {
    expect(await outputOf('cat; echo done')).toBe('done\n')
  })

  test('that is killed is told of', async () => {
    await expect(outputOf('kill -9 $$')).rejects.toThrow('was ended by SIGKILL')
  })
})
