import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { linkLogins } from '../../../src/identity/link-logins.ts'
import type { Login } from '../../../src/identity/login.ts'
import type { Store } from '../../../src/store/store.ts'
import { IdentityGraph } from './identity-graph.ts'
import { account, freshId, listAll, makePool } from './samples.ts'
import type { StoreTest } from './store-test.ts'

/** A step of a pool's life; identities are named by their place in the order in which they were made. */
type Step =
  | { readonly kind: 'guest' }
  | { readonly kind: 'sign-in'; readonly named: number | undefined; readonly logins: readonly Login[] }
  | { readonly kind: 'unlink'; readonly of: number; readonly logins: readonly Login[] }
  | { readonly kind: 'delete'; readonly of: number }

const developerProvider = 'developer'

export function describeIdentityGraph(test: StoreTest): void {
  // Small alphabets, so that logins meet.
  const login = fc.record(
    { provider: fc.constantFrom('a', 'b', developerProvider), subject: fc.constantFrom('1', '2', '3') },
    { noNullPrototype: true },
  )
  const logins = fc.uniqueArray(login, { minLength: 1, maxLength: 3, selector: ({ provider, subject }) => `${provider}/${subject}` })
  const place = fc.nat({ max: 4 })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('guest') }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('sign-in'), named: fc.option(place, { nil: undefined }), logins }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('unlink'), of: place, logins }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete'), of: place }) },
  )

  describe('the identity graph', () => {
    test('is after any steps what the rules make of them', async ({ store }) => {
      const steps = fc.array(step, { maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(steps, async (taken) => {
          const walk = new Walk(store, await makePool(store))
          for (const each of taken) await walk.take(each)
          expect(await listAll(store, walk.poolId)).toStrictEqual(walk.graph.list())
        }),
        { numRuns: 60 },
      )
    })

    test('never holds a login twice, however the steps meet', async ({ store, other }) => {
      const steps = fc.array(step, { minLength: 2, maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(steps, async (taken) => {
          const poolId = await makePool(store)
          const walks = [new Walk(store, poolId), new Walk(other, poolId)]
          await Promise.all(taken.flatMap((each) => walks.map((walk) => walk.perform(each))))
          const identities = await listAll(store, poolId)
          const held = identities.flatMap((identity) => identity.logins).map(({ provider, subject }) => `${provider}/${subject}`)
          expect(held).toHaveLength(new Set(held).size)
          expect(identities.filter(({ disabled, logins }) => disabled && logins.length > 0)).toEqual([])
        }),
        { numRuns: 20 },
      )
    })
  })
}

/** Takes steps in the store and in the model alike. */
class Walk {
  readonly graph: IdentityGraph
  readonly poolId: string
  readonly #store: Store
  readonly #made: string[] = []
  #now = 0

  constructor(store: Store, poolId: string) {
    this.#store = store
    this.poolId = poolId
    this.graph = new IdentityGraph(poolId)
  }

  async take(step: Step): Promise<void> {
    const { inStore, inModel } = await this.perform(step)
    expect(inStore).toEqual(inModel)
  }

  /** What the store answers, and what the model does. */
  async perform(step: Step): Promise<{ inStore: unknown; inModel: unknown }> {
    this.#now += 1
    const now = this.#now
    const fresh = { id: freshId(), createdAt: now }
    switch (step.kind) {
      case 'guest':
        this.#made.push(fresh.id)
        this.graph.createGuest(fresh)
        return { inStore: await this.#store.createGuest(fresh, this.poolId), inModel: true }
      case 'sign-in': {
        const { logins } = step
        const namedId = step.named === undefined ? undefined : this.#made[step.named]
        this.#made.push(fresh.id)
        const decide: Parameters<Store['resolveLogins']>[0]['decide'] = (named, owners) =>
          linkLogins({ named, owners, logins, developerProvider })
        const request = { poolId: this.poolId, namedId, logins, fresh, now, decide }
        const inModel = this.graph.resolveLogins(request)
        return { inStore: await this.#store.resolveLogins(request), inModel }
      }
      case 'unlink': {
        const id = this.#made[step.of] ?? fresh.id
        this.graph.unlink(id, step.logins, now)
        const inModel = this.graph.list().find((identity) => identity.id === id)
        return { inStore: await this.#store.unlink(id, () => step.logins, now), inModel }
      }
      case 'delete': {
        const id = this.#made[step.of] ?? fresh.id
        this.graph.delete(id)
        return { inStore: await this.#store.deleteIdentities([id], account), inModel: [] }
      }
    }
  }
}
