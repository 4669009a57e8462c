import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boolean, integer, list, map, optional, string, structure } from '../operation/shape.ts'
import { QueryError } from './query-errors.ts'
import { readQueryParameters } from './query-parameters.ts'
import { readQuery } from './read-query.ts'

const tag = structure({ Key: string(), Value: optional(string()) })
const shape = structure({
  Name: string(),
  Count: optional(integer()),
  Flag: optional(boolean),
  Names: optional(list(string())),
  Tags: optional(list(tag)),
  Inner: optional(structure({ Deep: optional(list(structure({ Numbers: list(integer()) }))) })),
  Map: optional(map(string(), tag)),
})

const read = (query: string) => readQuery(shape, readQueryParameters(new Uint8Array(), query))
const malformed = expect.objectContaining({ type: 'MalformedInput', status: 400 })

describe('readQuery', () => {
  test('reads scalars', () => {
    expect(read('Name=x&Count=-12&Flag=true')).toEqual({ Name: 'x', Count: -12, Flag: true })
  })

  test('keeps the empty text apart from the absent one', () => {
    expect(read('Name=')).toEqual({ Name: '' })
    expect(read('')).toEqual({})
  })

  test('ignores what the shape does not name', () => {
    expect(read('Name=x&Action=Y&name=z&Other.member.99999999=1&__proto__=1&Tags.member.1.Key=k&Tags.member.1.Color=red')).toEqual({
      Name: 'x',
      Tags: [{ Key: 'k' }],
    })
  })

  test('orders a list by number and closes its gaps up', () => {
    expect(read('Names.member.10=c&Names.member.2=a&Names.member.9=b')).toEqual({ Names: ['a', 'b', 'c'] })
  })

  test('reads the bare name as the empty list', () => {
    expect(read('Names=&Tags=&Map=')).toEqual({ Names: [], Tags: [], Map: new Map() })
  })

  test('reads structures in lists in structures', () => {
    expect(read('Inner.Deep.member.1.Numbers.member.1=7&Inner.Deep.member.1.Numbers.member.2=8')).toEqual({
      Inner: { Deep: [{ Numbers: [7, 8] }] },
    })
  })

  test('reads maps', () => {
    expect(read('Map.entry.1.key=a&Map.entry.1.value.Key=k')).toEqual({ Map: new Map([['a', { Key: 'k' }]]) })
  })

  test.each(['1.5', '', '1e3', '0x10', '+1', ' 1', '٣', '9007199254740993', 'NaN'])('refuses %j as an integer', (text) => {
    expect(() => read(`Count=${encodeURIComponent(text)}`)).toThrow(malformed)
  })

  test.each(['', 'True', '1', 'yes'])('refuses %j as a boolean', (text) => {
    expect(() => read(`Flag=${text}`)).toThrow(malformed)
  })

  test.each(['0', '01', '-1', '1.5', 'x', '', '10001', '100000', '1e1'])('refuses %j as a list index', (index) => {
    expect(() => read(`Names.member.${index}=a`)).toThrow(malformed)
  })

  test.each([
    ['a structure for a scalar', 'Name.x=1'],
    ['a scalar that goes on', 'Name=1&Name.member.1=2'],
    ['a scalar for a list', 'Names=a'],
    ['a list that is empty and is not', 'Names=&Names.member.1=a'],
    ['a list without its infix', 'Names.1=a'],
    ['a list with a value of its own', 'Names.member=a'],
    ['a list with two infixes', 'Names.member.1=a&Names.entry.1=a'],
    ['a list in a list of scalars', 'Names.member.1.member.1=a'],
    ['a scalar for a structure', 'Inner=x'],
    ['a scalar for a structure in a list', 'Tags.member.1=x'],
    ['a map without values', 'Map.entry.1.key=a'],
    ['a map without keys', 'Map.entry.1.value.Key=a'],
    ['a map with one key twice', 'Map.entry.1.key=a&Map.entry.1.value.Key=k&Map.entry.2.key=a&Map.entry.2.value.Key=k'],
  ])('refuses %s', (_, query) => {
    expect(() => read(query)).toThrow(malformed)
  })

  test('reads back whatever a client sends, in any order', () => {
    const text = fc.string({ unit: 'binary' })
    const tags = fc.record({ Key: text, Value: text }, { requiredKeys: ['Key'] })
    const numbers = fc.array(fc.maxSafeInteger(), { maxLength: 3 })
    const input = fc.record(
      {
        Name: text,
        Count: fc.maxSafeInteger(),
        Flag: fc.boolean(),
        Names: fc.array(text, { maxLength: 12 }),
        Tags: fc.array(tags, { maxLength: 12 }),
        Inner: fc.record({ Deep: fc.array(fc.record({ Numbers: numbers }), { minLength: 1, maxLength: 3 }) }),
        Map: fc.uniqueArray(fc.tuple(text, tags), { selector: ([key]) => key, maxLength: 4 }).map((entries) => new Map(entries)),
      },
      { requiredKeys: [] },
    )
    const sent = input.chain((value) => {
      const pairs = encode('', value)
      return fc.record({ value: fc.constant(value), pairs: fc.shuffledSubarray(pairs, { minLength: pairs.length }) })
    })
    fc.assert(
      fc.property(sent, ({ value, pairs }) => {
        const body = Buffer.from(new URLSearchParams(pairs).toString())
        expect(readQuery(shape, readQueryParameters(body, ''))).toEqual({ ...value })
      }),
    )
  })

  test('refuses what does not fit, and fails in no other way', () => {
    const part = fc.constantFrom(
      'Name',
      'Count',
      'Names',
      'Tags',
      'Map',
      'Inner',
      'Deep',
      'Numbers',
      'member',
      'entry',
      'key',
      'value',
      '1',
      '2',
      '',
    )
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.constantFrom('', '1', 'x'))), (pairs) => {
        try {
          expect(readQuery(shape, new Map(pairs))).toBeTypeOf('object')
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError)
        }
      }),
    )
  })
})

/** As botocore serialises an input for the query protocol. */
function encode(prefix: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [[prefix, '']]
    return value.flatMap((member, index) => encode(`${prefix}.member.${index + 1}`, member))
  }
  if (value instanceof Map) {
    if (value.size === 0) return [[prefix, '']]
    return [...value].flatMap(([key, held], index) => [
      ...encode(`${prefix}.entry.${index + 1}.key`, key),
      ...encode(`${prefix}.entry.${index + 1}.value`, held),
    ])
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, member]) => encode(prefix === '' ? name : `${prefix}.${name}`, member))
  }
  return [[prefix, String(value)]]
}
