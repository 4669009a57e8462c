import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Credentials } from '../../src/v2/config-types.ts'
import { implementations, ours, testOf } from './both.ts'

type Done = Parameters<Credentials['get']>[0]

/** Credentials that get keys on a later tick, or fail. */
function asking(AWS: AwsNamespace, code?: string): Credentials {
  const credentials = new AWS.Credentials()
  const failure = code && AWS.util.error(new Error(`failed: ${code}`), { code })
  vi.spyOn(credentials, 'get').mockImplementation((done?: Done) => void setImmediate(() => done?.(failure || undefined)))
  return credentials
}

describe.each(implementations)('CP-V2-11 CredentialProviderChain of $name', (implementation) => {
  const test = testOf(implementation)

  test('has its providers, and copies of the default ones where it is given none', ({ AWS }) => {
    const providers = [() => new AWS.Credentials('akid', 'secret')]
    expect(new AWS.CredentialProviderChain(providers).providers).toBe(providers)
    AWS.CredentialProviderChain.defaultProviders = providers
    const chain = new AWS.CredentialProviderChain()
    expect(chain.providers).toEqual(providers)
    expect(chain.providers).not.toBe(providers)
    expect(chain).toBeInstanceOf(AWS.Credentials)
  })

  test('has no default providers in browsers', ({ browser: { AWS } }) => {
    // The SDK is that of Node here, in a browser's surroundings.
    if (implementation === ours) expect(AWS.CredentialProviderChain.defaultProviders).toEqual([])
    expect(Array.isArray(AWS.CredentialProviderChain.defaultProviders)).toBe(true)
  })

  test('fails at once without providers', ({ AWS }) => {
    const done = vi.fn()
    const chain = new AWS.CredentialProviderChain([])
    expect(chain.resolve(done)).toBe(chain)
    expect(done).toHaveBeenCalledOnce()
    expect(done.mock.calls[0]?.[0]).toBeInstanceOf(Error)
    expect(done.mock.calls[0]?.[0].message).toBe('No providers')
  })

  test('rejects without providers', async ({ AWS }) => {
    await expect(new AWS.CredentialProviderChain([]).resolvePromise()).rejects.toThrow('No providers')
  })

  test('takes the first that gets keys, and asks no other', async ({ AWS }) => {
    const first = asking(AWS)
    const second = vi.fn(() => asking(AWS))
    expect(await new AWS.CredentialProviderChain([() => asking(AWS, 'No'), first, second]).resolvePromise()).toBe(first)
    expect(second).not.toHaveBeenCalled()
  })

  test('fails with what the last one fails with', async ({ AWS }) => {
    const chain = new AWS.CredentialProviderChain([() => asking(AWS, 'First'), asking(AWS, 'Last')])
    await expect(chain.resolvePromise()).rejects.toMatchObject({ code: 'Last', message: 'failed: Last' })
    const done = vi.fn()
    await new Promise<void>((end) => chain.resolve((...values) => end(done(...values))))
    expect(done.mock.calls).toEqual([[expect.objectContaining({ code: 'Last' }), null]])
  })

  test('answers at once where the keys are there at once', ({ AWS }) => {
    const credentials = new AWS.Credentials('akid', 'secret')
    const done = vi.fn()
    new AWS.CredentialProviderChain([() => credentials]).resolve(done)
    expect(done.mock.calls[0]?.[1]).toBe(credentials)
    expect(done.mock.calls[0]?.[0] ?? null).toBeNull()
  })

  test('takes plain keys', ({ AWS }) => {
    const keys = { accessKeyId: 'akid', secretAccessKey: 'secret' }
    for (const provider of [keys, () => keys]) {
      const done = vi.fn()
      // Credentials without methods, as programs hand them over.
      new AWS.CredentialProviderChain([provider as Credentials]).resolve(done)
      expect(done.mock.calls).toEqual([[null, keys]])
    }
  })

  test('asks once for all who wait, and again for those who come later', async ({ AWS }) => {
    const provider = vi.fn(() => asking(AWS))
    const chain = new AWS.CredentialProviderChain([provider])
    const all = await Promise.all(Array.from({ length: 10 }, () => chain.resolvePromise()))
    expect(new Set(all).size).toBe(1)
    expect(provider).toHaveBeenCalledOnce()
    await chain.resolvePromise()
    expect(provider).toHaveBeenCalledTimes(2)
  })

  test('goes by the providers that it has when it is asked', async ({ AWS }) => {
    const chain = new AWS.CredentialProviderChain([])
    const credentials = new AWS.Credentials('akid', 'secret')
    chain.providers.push(() => credentials)
    expect(await chain.resolvePromise()).toBe(credentials)
  })

  test('CP-V2-15 loses and gets its promise form', ({ AWS }) => {
    AWS.CredentialProviderChain.deletePromisesFromClass()
    expect(new AWS.CredentialProviderChain([])).not.toHaveProperty('resolvePromise')
    AWS.CredentialProviderChain.addPromisesToClass(Promise)
    expect(new AWS.CredentialProviderChain([])).toHaveProperty('resolvePromise')
  })

  test('CP-V2-12 may be called on another object', ({ AWS }) => {
    const other = {}
    Reflect.apply(AWS.CredentialProviderChain, other, [[]])
    expect(other).toMatchObject({ providers: [] })
  })
})

describe('CP-V2-11 a provider that throws', () => {
  const test = testOf(ours)

  test('ends this call, and leaves nobody of the next waiting', async ({ AWS }) => {
    const credentials = new AWS.Credentials('akid', 'secret')
    const provider = vi
      .fn(() => credentials)
      .mockImplementationOnce(() => {
        throw new Error('thrown')
      })
    const chain = new AWS.CredentialProviderChain([provider])
    expect(() => chain.resolve(vi.fn())).toThrow('thrown')
    expect(await chain.resolvePromise()).toBe(credentials)
  })
})
