import { describe, expect } from 'vitest'
import { account, aProvider } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeProviders(test: StoreTest): void {
  describe('OpenID Connect providers', () => {
    test('a provider comes back as it was', async ({ store, other }) => {
      const provider = aProvider()
      expect(await store.createOpenIdConnectProvider(provider)).toBe('created')
      expect(await other.findOpenIdConnectProvider(provider.arn)).toStrictEqual(provider)
    })

    test('a second provider of the same ARN is refused and changes nothing', async ({ store }) => {
      const provider = aProvider()
      await store.createOpenIdConnectProvider(provider)
      expect(await store.createOpenIdConnectProvider({ ...provider, clientIds: ['evil'] })).toBe('exists')
      expect(await store.findOpenIdConnectProvider(provider.arn)).toStrictEqual(provider)
    })

    test('of processes that create one provider at once, one does', async ({ store, other }) => {
      const provider = aProvider()
      const answers = await Promise.all([store, other].map((each) => each.createOpenIdConnectProvider(provider)))
      expect(answers.sort()).toEqual(['created', 'exists'])
    })

    test('a change is returned, and seen at once', async ({ store }) => {
      const provider = aProvider()
      await store.createOpenIdConnectProvider(provider)
      await store.findOpenIdConnectProvider(provider.arn)
      const changed = { ...provider, clientIds: ['desktop'], tags: new Map() }
      expect(await store.updateOpenIdConnectProvider(provider.arn, () => changed)).toStrictEqual(changed)
      expect(await store.findOpenIdConnectProvider(provider.arn)).toStrictEqual(changed)
    })

    test('a change that throws changes nothing, and its error reaches the caller', async ({ store }) => {
      const provider = aProvider()
      await store.createOpenIdConnectProvider(provider)
      const refusal = new Error('no')
      const change = () => {
        throw refusal
      }
      await expect(store.updateOpenIdConnectProvider(provider.arn, change)).rejects.toBe(refusal)
      expect(await store.findOpenIdConnectProvider(provider.arn)).toStrictEqual(provider)
    })

    test("another process's change is seen one second later at most", async ({ store, other, clock }) => {
      const { arn } = aProvider()
      await store.createOpenIdConnectProvider(aProvider({ arn }))
      await store.findOpenIdConnectProvider(arn)
      await other.deleteOpenIdConnectProvider(arn)
      clock.now += 1_000
      expect(await store.findOpenIdConnectProvider(arn)).toBeUndefined()
    })

    test('a provider that is not there cannot be found, changed or deleted', async ({ store }) => {
      const { arn } = aProvider()
      expect(await store.findOpenIdConnectProvider(arn)).toBeUndefined()
      expect(await store.updateOpenIdConnectProvider(arn, (provider) => provider)).toBeUndefined()
      expect(await store.deleteOpenIdConnectProvider(arn)).toBe(false)
    })

    test('a deleted provider is gone at once', async ({ store }) => {
      const provider = aProvider()
      await store.createOpenIdConnectProvider(provider)
      await store.findOpenIdConnectProvider(provider.arn)
      expect(await store.deleteOpenIdConnectProvider(provider.arn)).toBe(true)
      expect(await store.findOpenIdConnectProvider(provider.arn)).toBeUndefined()
    })

    test('providers are listed oldest first, of one account only', async ({ store }) => {
      const [young, old] = [aProvider({ createdAt: 2 }), aProvider({ createdAt: 1 })]
      for (const provider of [young, old, aProvider({ accountId: '111111111111' })]) await store.createOpenIdConnectProvider(provider)
      expect(await store.listOpenIdConnectProviders(account)).toStrictEqual([old, young])
    })
  })
}
