import { describe, expect } from 'vitest'
import { aSamlProvider } from './iam-samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeRedeemedAssertions(test: StoreTest): void {
  const { arn } = aSamlProvider()
  const now = 1_700_000_000_000
  const later = now + 60_000

  describe('redeemed SAML assertions', () => {
    test('an assertion is redeemed once', async ({ store, other }) => {
      expect(await store.redeemSamlAssertion(arn, '_1', later, now)).toBe(true)
      expect(await store.redeemSamlAssertion(arn, '_1', later, now)).toBe(false)
      expect(await other.redeemSamlAssertion(arn, '_1', later, later - 1)).toBe(false)
    })

    test('of redemptions that meet, one succeeds', async ({ store, other }) => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? store : other).redeemSamlAssertion(arn, '_1', later, now)),
      )
      expect(answers.filter((isFirst) => isFirst)).toHaveLength(1)
    })

    test('what was redeemed stays so when the database is opened again, though its provider is made anew', async ({ database }) => {
      const before = await database.open({ now: () => now })
      await before.createSamlProvider(aSamlProvider(), 'metadata')
      await before.redeemSamlAssertion(arn, '_1', later, now)
      await before.close()
      const after = await database.open({ now: () => now })
      await after.deleteSamlProvider(arn)
      await after.createSamlProvider(aSamlProvider(), 'metadata')
      const isFirst = await after.redeemSamlAssertion(arn, '_1', later, now)
      await after.close()
      expect(isFirst).toBe(false)
    })

    test('providers and assertions are told apart', async ({ store }) => {
      const pairs = [
        [arn, '_1'],
        [arn, '_2'],
        [`${arn}2`, '_1'],
        [`${arn}_`, '1'],
        [arn, ''],
        [arn, '_1\0'],
        [arn, '\ud800'],
        [arn, '\udc00'],
        [arn, '","'],
      ] as const
      for (const [provider, id] of pairs) expect(await store.redeemSamlAssertion(provider, id, later, now)).toBe(true)
      for (const [provider, id] of pairs) expect(await store.redeemSamlAssertion(provider, id, later, now)).toBe(false)
    })

    test('it is forgotten when it has expired, and not before', async ({ store }) => {
      await store.redeemSamlAssertion(arn, '_1', later, now)
      expect(await store.redeemSamlAssertion(arn, '_1', later + 9, later - 1)).toBe(false)
      expect(await store.redeemSamlAssertion(arn, '_1', later + 9, later)).toBe(true)
      expect(await store.redeemSamlAssertion(arn, '_1', later + 9, later + 8)).toBe(false)
    })

    test('however many have expired, each is forgotten', async ({ store }) => {
      const redeemAll = async (expiresAt: number, at: number) => {
        const answers = await Promise.all(
          Array.from({ length: 250 }, (_, index) => store.redeemSamlAssertion(arn, String(index), expiresAt, at)),
        )
        return answers.filter((isFirst) => isFirst).length
      }
      expect(await redeemAll(later, now)).toBe(250)
      expect(await store.redeemSamlAssertion(arn, '249', later + 1, later)).toBe(true)
      expect(await redeemAll(later + 1, later)).toBe(249)
    })
  })
}
