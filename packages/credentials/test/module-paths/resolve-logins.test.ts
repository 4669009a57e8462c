import { resolveLogins } from '@hallpass/credentials/dist/v3/resolveLogins.js'
import { describe, expect, test, vi } from 'vitest'

describe('resolveLogins by its module path', () => {
  test('W25: gives the texts of texts and of functions', async () => {
    const logins = { one: 'token', two: () => Promise.resolve('later'), three: () => 'at once' }
    expect(await resolveLogins(logins)).toEqual({ one: 'token', two: 'later', three: 'at once' })
  })

  test('W25: gives nothing for nothing', async () => {
    expect(await resolveLogins({})).toEqual({})
  })

  test('W25: asks each function once, all of them before the first has answered', async () => {
    let answer: (token: string) => void = () => {}
    const slow = vi.fn(
      () =>
        new Promise<string>((resolve) => {
          answer = resolve
        }),
    )
    const quick = vi.fn(() => 'quick')
    const resolved = resolveLogins({ slow, quick })
    expect(quick).toHaveBeenCalledTimes(1)
    answer('slow')
    expect(await resolved).toEqual({ slow: 'slow', quick: 'quick' })
    expect(slow).toHaveBeenCalledTimes(1)
  })

  test('W25: rejects where a function does', async () => {
    await expect(resolveLogins({ one: () => Promise.reject(new Error('No token today.')) })).rejects.toThrow('No token today.')
  })
})
