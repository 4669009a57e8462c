import { describe, expect, test } from 'vitest'
import { type FoundKey, ProviderKeys } from './provider-keys.ts'
import { VerificationKey } from './verification-key.ts'

const minute = 60_000
const header = (kid: string | undefined) => ({ alg: 'RS256', kid })

/** Keys whose material is never used, behind a provider that counts how often it is asked. */
function bench(...kids: readonly (string | undefined)[]) {
  const provider = { kids, asked: 0, isDown: false, now: 0, release: Promise.resolve() }
  const fetch = async () => {
    provider.asked++
    await provider.release
    if (provider.isDown) throw new Error('down')
    return provider.kids.map((kid) => new VerificationKey({ kty: 'RSA', n: kid, e: 'AQAB', kid }))
  }
  const keys = new ProviderKeys(fetch, () => provider.now)
  const find = async (kid?: string) => {
    const found = await keys.find(header(kid))
    return found.kind === 'key' ? found.key.kid : undefined
  }
  return { provider, keys, find }
}

describe('ProviderKeys', () => {
  test('asks once for many at once', async () => {
    const { provider, find } = bench('a')
    expect(await Promise.all(Array.from({ length: 50 }, () => find('a')))).toEqual(Array.from({ length: 50 }, () => 'a'))
    expect(provider.asked).toBe(1)
  })

  test('keeps the keys for 15 minutes', async () => {
    const { provider, find } = bench('a')
    await find('a')
    provider.now = 15 * minute - 1
    await find('a')
    expect(provider.asked).toBe(1)
    provider.now = 15 * minute
    await find('a')
    expect(provider.asked).toBe(2)
  })

  test('drops a key that was withdrawn when the keys are fetched again', async () => {
    const { provider, find } = bench('a', 'b')
    await find('a')
    provider.kids = ['b']
    provider.now = 15 * minute
    expect(await find('a')).toBeUndefined()
  })

  test('asks at once for an unknown kid, however fresh the keys are', async () => {
    const { provider, find } = bench('a')
    await find('a')
    provider.kids = ['a', 'b']
    expect(await find('b')).toBe('b')
    expect(provider.asked).toBe(2)
  })

  test('asks again for unknown kids once a minute at most', async () => {
    const { provider, find } = bench('a')
    await find('a')
    for (const kid of ['x', 'y', 'z']) await find(kid)
    expect(provider.asked).toBe(2)
    provider.now = minute
    await find('x')
    expect(provider.asked).toBe(3)
  })

  test('does not ask twice for a kid that is unknown to a first answer', async () => {
    const { provider, find } = bench('a')
    expect(await find('x')).toBeUndefined()
    expect(provider.asked).toBe(1)
  })

  test('whoever comes with a new kid while the keys are fetched again finds it', async () => {
    const { provider, find } = bench('a')
    await find('a')
    let release = () => {}
    provider.release = new Promise((resolve) => {
      release = resolve
    })
    provider.kids = ['a', 'b']
    const both = Promise.all([find('b'), find('b'), find('a')])
    release()
    expect(await both).toEqual(['b', 'b', 'a'])
    expect(provider.asked).toBe(2)
  })

  test('does not remember a failure', async () => {
    const { provider, find } = bench('a')
    provider.isDown = true
    await expect(find('a')).rejects.toThrow('down')
    provider.isDown = false
    expect(await find('a')).toBe('a')
  })

  test('uses keys up to 24 hours old while the provider is down', async () => {
    const { provider, find } = bench('a')
    await find('a')
    provider.isDown = true
    provider.now = 24 * 60 * minute - 1
    expect(await find('a')).toBe('a')
    provider.now = 24 * 60 * minute
    await expect(find('a')).rejects.toThrow('down')
  })

  test('does not ask a provider that is down for every login, but again after half a minute', async () => {
    const { provider, find } = bench('a')
    await find('a')
    provider.isDown = true
    provider.now = 15 * minute
    for (const kid of ['a', 'a', 'a']) expect(await find(kid)).toBe('a')
    expect(provider.asked).toBe(2)
    provider.now += minute / 2
    expect(await find('a')).toBe('a')
    expect(provider.asked).toBe(3)
  })

  test('has nothing to say of an unknown kid while the provider is down, and asks again as soon as it is up', async () => {
    const { provider, find } = bench('a')
    await find('a')
    provider.isDown = true
    await expect(find('b')).rejects.toThrow('down')
    provider.isDown = false
    provider.kids = ['a', 'b']
    expect(await find('b')).toBe('b')
  })

  test('without kid takes the one key that fits', async () => {
    expect(await bench('a').find()).toBe('a')
  })

  test('without kid takes none of several', async () => {
    expect(await bench('a', 'b').find()).toBeUndefined()
  })

  test('takes none of two keys of one name', async () => {
    const { keys } = bench()
    expect(await keys.find(header('a'))).toEqual({ kind: 'no-key' })
    const twins = new ProviderKeys(
      async () => [1, 2].map((n) => new VerificationKey({ kty: 'RSA', n: String(n), e: 'AQAB', kid: 'a' })),
      () => 0,
    )
    expect(await twins.find(header('a'))).toEqual({ kind: 'no-key' })
  })

  test('a known kid whose key does not fit the algorithm is not asked for again', async () => {
    const { provider, keys, find } = bench('a')
    await find('a')
    expect(await keys.find({ alg: 'ES256', kid: 'a' })).toEqual({ kind: 'unfit' })
    expect(provider.asked).toBe(1)
  })

  test('a key that stays published stays the same object', async () => {
    const { provider, keys } = bench('a')
    const keyOf = (found: FoundKey) => (found.kind === 'key' ? found.key : undefined)
    const before = keyOf(await keys.find(header('a')))
    provider.now = 15 * minute
    expect(before).toBeDefined()
    expect(keyOf(await keys.find(header('a')))).toBe(before)
    expect(provider.asked).toBe(2)
  })
})
