import { describe, expect, test, vi } from 'vitest'
import type { TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { createCache } from './credential-cache.ts'
import { cachingProvider } from './provider.ts'

describe('CP-PRV-4 a provider that caches', () => {
  test('is marked, with a property that copies see', () => {
    const { provider } = providerOf()
    expect(provider.memoized).toBe(true)
    expect(Object.keys(provider)).toContain('memoized')
  })

  test('gives what the cache gives, the same object', async () => {
    const { provider, load } = providerOf()
    expect(await provider()).toBe(await provider())
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('hands the options of the call on', async () => {
    const { provider, load } = providerOf()
    const callerClientConfig = { region: 'eu-west-1' }
    await provider({ callerClientConfig, forceRefresh: true })
    expect(load.mock.calls[0]?.[0]).toMatchObject({ callerClientConfig, forceRefresh: true })
  })

  test('may be called detached, and so may its functions', async () => {
    const { provider, load } = providerOf()
    const { invalidate, reportRejected } = provider
    const used = await provider.call(undefined)
    reportRejected({ name: 'ExpiredToken' }, { accessKeyId: 'another' })
    expect(await provider()).toBe(used)
    reportRejected({ name: 'ExpiredToken' }, used)
    await provider()
    invalidate()
    await provider()
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('compares a rejection with what is kept, where nobody says what was used', async () => {
    const { provider, load } = providerOf()
    await provider()
    provider.reportRejected({ name: 'ExpiredToken' })
    await provider()
    expect(load).toHaveBeenCalledTimes(2)
  })
})

function providerOf() {
  let loads = 0
  const load = vi.fn(
    async (): Promise<TemporaryCredentials> => ({
      accessKeyId: `K${++loads}`,
      secretAccessKey: 'S',
      expiration: new Date(Date.now() + 3_600_000),
    }),
  )
  const cache = createCache<TemporaryCredentials>(load, { options: true, clock: { now: () => Date.now(), local: () => Date.now() } })
  return { provider: cachingProvider(cache), load: load as typeof load & { mock: { calls: unknown[][] } } }
}
