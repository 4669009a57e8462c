import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Identity, maxLogins } from './identity.ts'
import { changesNothing, type Linking, type LinkingRequest, link, linkLogins } from './link-logins.ts'
import { type Login, sameLogin } from './login.ts'

const developerProvider = 'developer'
const user = (provider: string, subject: string): Login => ({ provider, subject })
const key = ({ provider, subject }: Login) => `${provider}/${subject}`

// Small alphabets, so that logins meet.
const login = fc.record(
  { provider: fc.constantFrom('a', 'b', 'c', developerProvider), subject: fc.constantFrom('1', '2', '3') },
  { noNullPrototype: true },
)

/** A pool's identities: each login has one owner at most, and no identity has two users of one public provider. */
const world: fc.Arbitrary<readonly Identity[]> = fc
  .record({
    ages: fc.array(fc.nat({ max: 3 }), { maxLength: 5 }),
    given: fc.array(fc.record({ to: fc.nat({ max: 4 }), login }), { maxLength: 12 }),
  })
  .map(({ ages, given }) => {
    const identities = ages.map((createdAt, index) => ({ ...identity(`id-${index}`), createdAt, logins: [] as Login[] }))
    for (const each of given) {
      const owner = identities[each.to]
      if (owner !== undefined && !identities.some(({ logins }) => has(logins, each.login)) && fits(owner.logins, each.login)) {
        owner.logins.push(each.login)
      }
    }
    return identities
  })

const request: fc.Arbitrary<LinkingRequest> = fc
  .record({ identities: world, place: fc.option(fc.nat({ max: 4 })), logins: fc.array(login, { minLength: 1, maxLength: 5 }) })
  .map(({ identities, place, logins }) => ({
    named: place === null ? undefined : identities[place],
    logins,
    owners: identities.filter((each) => each.logins.some((held) => has(logins, held))),
    developerProvider,
  }))

describe('linking logins', () => {
  test('comes to the same in whatever order the owners are found', () => {
    const held = (id: string, createdAt: number, ...logins: readonly Login[]) => ({ ...identity(id), createdAt, logins })
    const [a2, a3, b1, b2] = [user('a', '2'), user('a', '3'), user('b', '1'), user('b', '2')]
    const named = held('named', 3, a3, b1)
    const owners = [held('one', 1, a2), held('other', 2, b2), named]
    const told = (found: readonly Identity[]) => linkLogins({ named, logins: [b2, a2, a3], owners: found, developerProvider })
    expect(told(owners)).toEqual({ kind: 'two-users-of-one-provider', provider: 'a' })
    expect(told([...owners].reverse())).toEqual(told(owners))
  })

  law('a second time, nothing is left to do', (given, linking) => {
    const target = after(given, linking)
    const again = linkLogins({ ...given, named: target, owners: [target] })
    expect(again).toEqual({ kind: 'linked', target, absorbed: [], added: [] })
    expect(changesNothing(again)).toBe(true)
  })

  law('the target holds the logins given and those of all that it took in, each once, and no others', (given, linking) => {
    const held = after(given, linking).logins.map(key)
    const all = [...given.logins, ...given.owners.flatMap(({ logins }) => logins), ...(given.named?.logins ?? [])].map(key)
    expect(held.toSorted()).toEqual([...new Set(all)].sort())
  })

  law('nobody holds two users of one public provider', (given, linking) => {
    const providers = after(given, linking).logins.filter(({ provider }) => provider !== developerProvider)
    expect(providers).toHaveLength(new Set(providers.map(({ provider }) => provider)).size)
  })

  law('a named identity that is authenticated keeps its id', (given, linking) => {
    fc.pre(given.named !== undefined && given.named.logins.length > 0)
    expect(linking.target).toBe(given.named)
  })

  law('else the oldest owner takes the others in', (given, linking) => {
    fc.pre((given.named === undefined || given.named.logins.length === 0) && given.owners.length > 0)
    const [oldest] = given.owners.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    expect(linking.target).toBe(oldest)
  })

  law('where nobody owns a login, the named guest or a new identity does', (given, linking) => {
    fc.pre(given.owners.length === 0)
    expect(linking).toMatchObject({ target: given.named ?? 'new', absorbed: [] })
  })

  law('all owners and the named guest become the target', (given, linking) => {
    const ids = new Set([...given.owners, ...(given.named ? [given.named] : [])].map(({ id }) => id))
    if (linking.target !== 'new') ids.delete(linking.target.id)
    expect(linking.absorbed.map(({ id }) => id).sort()).toEqual([...ids].sort())
  })

  test('a developer user of another identity is never taken over by a named one', () => {
    fc.assert(
      fc.property(request, (given) => {
        const { named, owners, logins } = given
        const isTaken = owners.some(
          (owner) => owner.id !== named?.id && owner.logins.some((held) => held.provider === developerProvider && has(logins, held)),
        )
        fc.pre(named !== undefined)
        expect(linkLogins(given).kind === 'developer-user-already-registered').toBe(isTaken)
      }),
    )
  })

  test('an authenticated identity takes only logins that come with one of its own', () => {
    const named = { ...identity('ann'), logins: [{ provider: 'a', subject: '1' }] }
    const request = { named, logins: [{ provider: 'b', subject: '1' }], owners: [], developerProvider }
    expect(linkLogins(request)).toEqual({ kind: 'logins-do-not-match' })
  })

  test('two users of one public provider are refused, and the provider is named', () => {
    const owners = [{ ...identity('ann'), logins: [{ provider: 'a', subject: '1' }] }]
    const logins = [
      { provider: 'a', subject: '1' },
      { provider: 'a', subject: '2' },
    ]
    const refusal = { kind: 'two-users-of-one-provider', provider: 'a' }
    expect(linkLogins({ named: undefined, logins, owners, developerProvider })).toEqual(refusal)
  })

  test('the developer provider may have several users in one identity', () => {
    const logins = Array.from({ length: 3 }, (_, index) => ({ provider: developerProvider, subject: String(index) }))
    const linking = linkLogins({ named: undefined, logins, owners: [], developerProvider })
    expect(linking).toEqual({ kind: 'linked', target: 'new', absorbed: [], added: logins })
  })

  test('without a developer provider none is exempt', () => {
    const logins = ['1', '2'].map((subject) => ({ provider: developerProvider, subject }))
    expect(linkLogins({ named: undefined, logins, owners: [], developerProvider: undefined }).kind).toBe('two-users-of-one-provider')
  })

  test('a login that is given twice is added once', () => {
    const ann = { provider: 'a', subject: '1' }
    const linking = linkLogins({ named: undefined, logins: [ann, { ...ann }], owners: [], developerProvider })
    expect(linking).toEqual({ kind: 'linked', target: 'new', absorbed: [], added: [ann] })
  })

  test('growth beyond the limit is refused, growth up to it is not', () => {
    fc.assert(
      fc.property(fc.nat({ max: maxLogins }), fc.nat({ max: maxLogins }), fc.nat({ max: 5 }), (held, taken, more) => {
        const target = { ...identity('target'), logins: users(held, 'p') }
        const absorbed = { ...identity('absorbed'), logins: users(taken, 'q') }
        const linking = link(target, [absorbed], users(more, 'r'), undefined)
        expect(linking.kind).toBe(held + taken + more > maxLogins ? 'too-many-logins' : 'linked')
      }),
    )
  })

  test('an identity that is beyond the limit goes on working', () => {
    const full = { ...identity('full'), logins: users(maxLogins + 3, 'p') }
    const linking = linkLogins({ named: full, logins: full.logins.slice(0, 2), owners: [full], developerProvider })
    expect(linking).toEqual({ kind: 'linked', target: full, absorbed: [], added: [] })
  })
})

/** A law of every linking that is not refused. */
function law(name: string, holds: (given: LinkingRequest, linking: Linking & { kind: 'linked' }) => void): void {
  test(name, () => {
    fc.assert(
      fc.property(request, (given) => {
        const linking = linkLogins(given)
        fc.pre(linking.kind === 'linked')
        holds(given, linking)
      }),
      { numRuns: 500 },
    )
  })
}

/** The target as it is once the linking is carried out. */
function after({ logins }: LinkingRequest, { target, absorbed, added }: Linking & { kind: 'linked' }): Identity {
  const before = target === 'new' ? identity('new') : target
  const gained = [...absorbed.flatMap((each) => each.logins), ...added]
  expect(logins.every((each) => has([...before.logins, ...gained], each))).toBe(true)
  return { ...before, logins: [...before.logins, ...gained] }
}

function identity(id: string): Identity {
  return { id, poolId: 'pool', createdAt: 0, modifiedAt: 0, disabled: false, logins: [] }
}

function users(count: number, prefix: string): Login[] {
  return Array.from({ length: count }, (_, index) => ({ provider: `${prefix}${index}`, subject: '1' }))
}

function has(logins: readonly Login[], login: Login): boolean {
  return logins.some((other) => sameLogin(other, login))
}

function fits(logins: readonly Login[], { provider }: Login): boolean {
  return provider === developerProvider || logins.every((other) => other.provider !== provider)
}
