import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MappingRule, MatchType } from '../identity/pool.ts'
import { claimTexts, matchesRule, scalarText } from './match-rule.ts'

const rule = (matchType: MatchType, value: string, claim = 'dept'): MappingRule => ({ claim, matchType, value, roleArn: 'arn' })

describe('a text claim', () => {
  test.each<[MatchType, string, boolean]>([
    ['Equals', 'research', true],
    ['Equals', 'Research', false],
    ['Equals', 'resear', false],
    ['Equals', 'research ', false],
    ['NotEqual', 'sales', true],
    ['NotEqual', 'research', false],
    ['NotEqual', 'Research', true],
    ['StartsWith', 'rese', true],
    ['StartsWith', 'research', true],
    ['StartsWith', 'esearch', false],
    ['StartsWith', 'Rese', false],
    ['Contains', 'sear', true],
    ['Contains', 'SEAR', false],
    ['Contains', 'r*h', false],
  ])('%s %s: %s', (matchType, value, matches) => {
    expect(matchesRule(rule(matchType, value), { dept: 'research' })).toBe(matches)
  })
})

describe('a missing claim meets no rule', () => {
  test.each<[MatchType]>([['Equals'], ['NotEqual'], ['StartsWith'], ['Contains']])('%s', (matchType) => {
    for (const claims of [{}, { dept: null }, { dept: undefined }, { dept: {} }, { dept: { name: 'x' } }]) {
      expect(matchesRule(rule(matchType, 'x'), claims)).toBe(false)
    }
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('though every object has a %s', (claim) => {
    expect(matchesRule(rule('NotEqual', 'x', claim), {})).toBe(false)
  })

  test('and a name with dots is no path', () => {
    expect(matchesRule(rule('Equals', 'x', 'address.city'), { address: { city: 'x' } })).toBe(false)
    expect(matchesRule(rule('Equals', 'x', 'address.city'), { 'address.city': 'x' })).toBe(true)
  })
})

describe('numbers and booleans', () => {
  test.each<[unknown, string]>([
    [42, '42'],
    [1.5, '1.5'],
    [-0, '0'],
    [1e21, '1e+21'],
    [true, 'true'],
    [false, 'false'],
  ])('%j is the text %s', (claim, text) => {
    expect(scalarText(claim)).toBe(text)
    expect(matchesRule(rule('Equals', text), { dept: claim })).toBe(true)
    expect(matchesRule(rule('NotEqual', text), { dept: [claim] })).toBe(false)
  })
})

const scalar = fc.oneof(fc.constantFrom('a', 'b', 'ab', 'ba', '', 'A', '1', 'true'), fc.constantFrom(1, 0, 1.5), fc.boolean())
const element = fc.oneof(scalar, fc.constant(null), fc.constant({ a: 'a' }), fc.constant(['a']))
const claim = fc.oneof(element, fc.array(element, { maxLength: 4 }))
const matchType = fc.constantFrom<MatchType>('Equals', 'NotEqual', 'StartsWith', 'Contains')
const value = fc.constantFrom('a', 'b', 'ab', 'A', '1', 'true')

/** What a claim is compared by, written down in another way: undefined where there is nothing. */
function naiveTexts(given: unknown): string[] | undefined {
  const texts: string[] = []
  for (const each of [given].flat()) {
    if (['string', 'number', 'boolean'].includes(typeof each)) texts.push(`${each}`)
  }
  return texts.length > 0 || Array.isArray(given) ? texts : undefined
}

const patterns: Readonly<Record<Exclude<MatchType, 'NotEqual'>, (value: string) => RegExp>> = {
  Equals: (text) => new RegExp(`^${text}$`),
  StartsWith: (text) => new RegExp(`^${text}`),
  Contains: (text) => new RegExp(text),
}

describe('any claim', () => {
  test('meets a rule just when a pattern of the rule finds it', () => {
    fc.assert(
      fc.property(claim, matchType, value, (given, type, text) => {
        const texts = naiveTexts(given)
        const found = texts?.some((each) => patterns[type === 'NotEqual' ? 'Equals' : type](text).test(each))
        const expected = texts !== undefined && (type === 'NotEqual' ? found === false : found === true)
        expect(matchesRule(rule(type, text), { dept: given })).toBe(expected)
      }),
    )
  })

  test('that is there is either Equals or NotEqual', () => {
    fc.assert(
      fc.property(claim, value, (given, text) => {
        const [equal, unequal] = [rule('Equals', text), rule('NotEqual', text)].map((each) => matchesRule(each, { dept: given }))
        expect(equal !== unequal).toBe(claimTexts(given) !== undefined)
      }),
    )
  })
})
