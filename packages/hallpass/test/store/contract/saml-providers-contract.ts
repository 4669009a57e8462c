import { describe, expect } from 'vitest'
import { aSamlProvider } from './iam-samples.ts'
import { account } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeSamlProviders(test: StoreTest): void {
  /** With what another store might take for an escape, an entity or a line end of its own. */
  const metadata = '<?xml version="1.0"?>\r\n<EntityDescriptor entityID="é\u{1f600}&#13;\\u0000">\n\t%00 \r</EntityDescriptor>\n'

  describe('SAML providers', () => {
    test('a provider comes back as it was, and its metadata character for character', async ({ store, other }) => {
      const provider = aSamlProvider()
      expect(await store.createSamlProvider(provider, metadata)).toBe('created')
      expect(await other.findSamlProvider(provider.arn)).toStrictEqual(provider)
      expect(await other.findSamlMetadata(provider.arn)).toBe(metadata)
    })

    test('the end of its validity comes back as it was', async ({ store, other }) => {
      const provider = aSamlProvider({ idp: { entityId: 'urn:idp', signingKeys: ['pem'], validUntil: 4_102_444_800_000 } })
      await store.createSamlProvider(provider, metadata)
      expect(await other.findSamlProvider(provider.arn)).toStrictEqual(provider)
    })

    test('metadata may have ten million characters', async ({ database }) => {
      const provider = aSamlProvider()
      const large = metadata + 'é<x>\r\n'.repeat(1_700_000).slice(0, 10_000_000 - metadata.length)
      const before = await database.open({ now: () => 0 })
      await before.createSamlProvider(provider, large)
      await before.close()
      const after = await database.open({ now: () => 0 })
      const found = await after.findSamlMetadata(provider.arn)
      await after.close()
      expect(found?.length).toBe(10_000_000)
      expect(found === large).toBe(true)
    })

    test('a second provider of the same ARN is refused and changes nothing', async ({ store }) => {
      const provider = aSamlProvider()
      await store.createSamlProvider(provider, metadata)
      expect(await store.createSamlProvider(aSamlProvider(), 'evil')).toBe('exists')
      expect(await store.findSamlProvider(provider.arn)).toStrictEqual(provider)
      expect(await store.findSamlMetadata(provider.arn)).toBe(metadata)
    })

    test('of processes that create one provider at once, one does, with its own metadata', async ({ store, other }) => {
      const rivals = [store, other].map((each) => ({ each, provider: aSamlProvider() }))
      const answers = await Promise.all(rivals.map(({ each, provider }) => each.createSamlProvider(provider, provider.uuid)))
      expect([...answers].sort()).toEqual(['created', 'exists'])
      const winner = rivals[answers.indexOf('created')]?.provider
      expect(await store.findSamlMetadata(aSamlProvider().arn)).toBe(winner?.uuid)
    })

    test('a change is returned, and seen at once; the metadata stays', async ({ store }) => {
      const provider = aSamlProvider()
      await store.createSamlProvider(provider, metadata)
      await store.findSamlProvider(provider.arn)
      const changed = { ...provider, tags: new Map([['a', 'b']]) }
      expect(await store.updateSamlProvider(provider.arn, () => changed)).toStrictEqual(changed)
      expect(await store.findSamlProvider(provider.arn)).toStrictEqual(changed)
      expect(await store.findSamlMetadata(provider.arn)).toBe(metadata)
    })

    test('a change may bring new metadata', async ({ store }) => {
      const provider = aSamlProvider()
      await store.createSamlProvider(provider, metadata)
      const changed = { ...provider, idp: { entityId: 'urn:new', signingKeys: ['new'], validUntil: 1 } }
      expect(await store.updateSamlProvider(provider.arn, () => changed, 'new')).toStrictEqual(changed)
      expect(await store.findSamlProvider(provider.arn)).toStrictEqual(changed)
      expect(await store.findSamlMetadata(provider.arn)).toBe('new')
    })

    test('no change makes it another provider', async ({ store }) => {
      const provider = aSamlProvider()
      await store.createSamlProvider(provider, metadata)
      const another = aSamlProvider({ name: 'another', accountId: '111111111111', createdAt: 1 })
      expect(await store.updateSamlProvider(provider.arn, () => another)).toStrictEqual(provider)
      expect(await store.findSamlProvider(provider.arn)).toStrictEqual(provider)
    })

    test('a change that throws changes nothing, and its error reaches the caller', async ({ store }) => {
      const provider = aSamlProvider()
      await store.createSamlProvider(provider, metadata)
      const refusal = new Error('no')
      const change = () => {
        throw refusal
      }
      await expect(store.updateSamlProvider(provider.arn, change, 'new')).rejects.toBe(refusal)
      expect(await store.findSamlProvider(provider.arn)).toStrictEqual(provider)
      expect(await store.findSamlMetadata(provider.arn)).toBe(metadata)
    })

    test("another process's change is seen one second later at most", async ({ store, other, clock }) => {
      const { arn } = aSamlProvider()
      await store.createSamlProvider(aSamlProvider(), metadata)
      await store.findSamlProvider(arn)
      await other.deleteSamlProvider(arn)
      clock.now += 1_000
      expect(await store.findSamlProvider(arn)).toBeUndefined()
    })

    test('a provider that is not there cannot be found, changed or deleted', async ({ store }) => {
      const { arn } = aSamlProvider()
      expect(await store.findSamlProvider(arn)).toBeUndefined()
      expect(await store.findSamlMetadata(arn)).toBeUndefined()
      expect(await store.updateSamlProvider(arn, (provider) => provider, 'new')).toBeUndefined()
      expect(await store.deleteSamlProvider(arn)).toBe(false)
      expect(await store.findSamlMetadata(arn)).toBeUndefined()
    })

    test('a deleted provider is gone at once, with its metadata', async ({ store }) => {
      const { arn } = aSamlProvider()
      await store.createSamlProvider(aSamlProvider(), metadata)
      await store.findSamlProvider(arn)
      expect(await store.deleteSamlProvider(arn)).toBe(true)
      expect(await store.findSamlProvider(arn)).toBeUndefined()
      expect(await store.findSamlMetadata(arn)).toBeUndefined()
      expect(await store.createSamlProvider(aSamlProvider(), 'new')).toBe('created')
    })

    test('providers are listed oldest first, of one account only', async ({ store }) => {
      const [young, old] = [aSamlProvider({ name: 'a', createdAt: 2 }), aSamlProvider({ name: 'b', createdAt: 1 })]
      for (const provider of [young, old, aSamlProvider({ accountId: '111111111111' })]) await store.createSamlProvider(provider, metadata)
      expect(await store.listSamlProviders(account)).toStrictEqual([old, young])
    })
  })
}
