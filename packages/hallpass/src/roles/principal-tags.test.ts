import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolWith } from '../../test/support/login-bench.ts'
import type { PrincipalTagMap } from '../identity/pool.ts'
import type { Claims, VerifiedLogin } from '../logins/verification.ts'
import { principalTags } from './principal-tags.ts'

function login(provider: string, claims: Claims, ...principalTagKeys: string[]): VerifiedLogin {
  return { login: { provider, subject: 'ann' }, claims, amrDetail: '', roleMappingKey: provider, principalTagKeys }
}

const custom = (tags: Record<string, string>): PrincipalTagMap => ({ useDefaults: false, tags: new Map(Object.entries(tags)) })
const poolOf = (maps: Record<string, PrincipalTagMap>) => poolWith({ principalTagMaps: new Map(Object.entries(maps)) })
const tagsOf = (maps: Record<string, PrincipalTagMap>, ...logins: VerifiedLogin[]) =>
  Object.fromEntries(principalTags(poolOf(maps), logins))

describe('the tags of a login', () => {
  test('are none without a map, or for a guest', () => {
    expect(tagsOf({}, login('a', { sub: 'ann', aud: 'app' }, 'a'))).toEqual({})
    expect(tagsOf({ a: custom({ who: 'sub' }) })).toEqual({})
  })

  test('by default are the user and the client', () => {
    const defaults = { useDefaults: true, tags: new Map([['team', 'team']]) }
    expect(tagsOf({ a: defaults }, login('a', { sub: 'ann', aud: 'app', team: 'blue' }, 'a'))).toEqual({ username: 'ann', client: 'app' })
  })

  test('by default are what a SAML provider calls the user and the client', () => {
    const arn = 'arn:aws:iam::000000000000:saml-provider/idp'
    const claim = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`
    const claims = { sub: 'no', aud: 'no', [claim('nameidentifier')]: 'ann', [claim('name')]: ['Ann'] }
    expect(tagsOf({ [arn]: { useDefaults: true, tags: new Map() } }, login(arn, claims, arn))).toEqual({ username: 'ann', client: 'Ann' })
  })

  test('are those that the custom map names', () => {
    const map = custom({ team: 'department', absent: 'nothing' })
    expect(tagsOf({ a: map }, login('a', { sub: 'ann', department: 'blue' }, 'a'))).toEqual({ team: 'blue' })
  })

  test('are none where the map is empty', () => {
    expect(tagsOf({ a: custom({}) }, login('a', { sub: 'ann', aud: 'app' }, 'a'))).toEqual({})
  })

  test('are those of the most specific map', () => {
    const maps = { pool: custom({ k: 'sub' }), 'pool:app': custom({ k: 'aud' }) }
    const claims = { sub: 'ann', aud: 'app' }
    expect(tagsOf(maps, login('pool', claims, 'pool:app', 'pool'))).toEqual({ k: 'app' })
    expect(tagsOf({ pool: maps.pool }, login('pool', claims, 'pool:app', 'pool'))).toEqual({ k: 'ann' })
  })

  test('of several logins come from the first that has one', () => {
    const maps = { a: custom({ k: 'x', one: 'x' }), b: custom({ k: 'x', two: 'x' }) }
    expect(tagsOf(maps, login('a', { x: '1' }, 'a'), login('b', { x: '2' }, 'b'))).toEqual({ k: '1', one: '1', two: '2' })
    expect(tagsOf(maps, login('a', {}, 'a'), login('b', { x: '2' }, 'b'))).toEqual({ k: '2', two: '2' })
  })
})

describe('the value of a tag', () => {
  test.each<[unknown, string | undefined]>([
    ['blue', 'blue'],
    ['', ''],
    [42, '42'],
    [true, 'true'],
    [['blue'], 'blue'],
    [[7], '7'],
    [[], undefined],
    [['blue', 'red'], undefined],
    [[['blue']], undefined],
    [{ team: 'blue' }, undefined],
    [[{ team: 'blue' }], undefined],
    [null, undefined],
  ])('from the claim %j is %j', (claim, value) => {
    expect(tagsOf({ a: custom({ team: 'claim' }) }, login('a', { claim }, 'a'))).toEqual(value === undefined ? {} : { team: value })
  })

  test('is never what every object has', () => {
    const map = custom({ a: 'constructor', b: '__proto__', c: 'toString' })
    expect(tagsOf({ a: map }, login('a', {}, 'a'))).toEqual({})
  })
})

test('agrees with a fold of all maps, the last login first', () => {
  const names = fc.constantFrom('a', 'b', 'c')
  const claims = fc.dictionary(fc.constantFrom('x', 'y'), fc.oneof(fc.constantFrom('1', '2'), fc.constant(['3']), fc.constant([])))
  const map = fc.dictionary(fc.constantFrom('k', 'l'), fc.constantFrom('x', 'y')).map(custom)
  fc.assert(
    fc.property(fc.dictionary(names, map), fc.array(fc.tuple(names, claims), { maxLength: 3 }), (maps, given) => {
      let expected: Record<string, string> = {}
      for (const [name, each] of [...given].reverse()) {
        const entries = [...(maps[name]?.tags ?? [])].flatMap(([tag, claim]): [string, string][] => {
          const [value] = [each[claim]].flat()
          return value === undefined ? [] : [[tag, value]]
        })
        expected = { ...expected, ...Object.fromEntries(entries) }
      }
      expect(tagsOf(maps, ...given.map(([name, each]) => login(name, each, name)))).toEqual(expected)
    }),
  )
})
