import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JsonNode, readJson } from './json-reader.ts'

describe('agrees with JSON.parse', () => {
  test('on the value of any JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 7 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        expect(parsed(text)).toStrictEqual(JSON.parse(text))
      }),
    )
  })

  test('on whether a damaged text is JSON', () => {
    const damage = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      put: fc.constantFrom('', ...'{}[]",:\\/ 01-+.eEtfnu\n\r\t\u0000\u00a0\u2028'.split('')),
    })
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.array(damage, { maxLength: 3 }), (value, damages) => {
        const text = damages.reduce((whole, { at, cut, put }) => {
          const place = at % (whole.length + 1)
          return whole.slice(0, place) + put + whole.slice(place + cut)
        }, JSON.stringify(value))
        const reading = readJson(text)
        fc.pre(reading.kind === 'value' || reading.kind === 'not-json')
        expect(reading.kind === 'value').toBe(isJson(text))
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    '"\\u0041\\n\\"\\\\\\/\\b\\f\\r\\t"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '" \u007f \u2028 é 😀"',
    '{"\\u0061":1}',
    '{"__proto__":{"a":1}}',
    '{"constructor":1,"toString":2}',
    '-0',
    '0.10',
    '1e5',
    '1E+5',
    '1.5e-7',
    '123456789012345678901234567890',
    'true',
    'null',
    ' \t\r\n[ ]\r\n',
    '{ }',
  ])('on %s', (text) => {
    expect(parsed(text)).toStrictEqual(JSON.parse(text))
  })

  test.each([
    '',
    ' ',
    '{',
    '[',
    '"',
    '"a',
    '"\\',
    '"\\x"',
    '"\\u12g4"',
    '"\\u123',
    '"\n"',
    '"\t"',
    "'a'",
    '{a:1}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1]]',
    '{}{}',
    '01',
    '-',
    '+1',
    '.5',
    '1.',
    '1e',
    '0x10',
    'NaN',
    'Infinity',
    'tru',
    'True',
    'nul',
    '\ufeff{}',
    '{}\u00a0',
    '/**/{}',
    '{} // a',
    'undefined',
  ])('in refusing %j', (text) => {
    expect(isJson(text)).toBe(false)
    expect(readJson(text).kind).toBe('not-json')
  })
})

describe('is stricter than JSON.parse', () => {
  test.each([
    ['{"a":1,"a":1}', 1, 8],
    ['{"a":1,\n  "\\u0061":2}', 2, 3],
    ['[{"b":{"":1,"":2}}]', 1, 13],
    ['{"__proto__":1,"__proto__":2}', 1, 16],
  ])('about a key that comes twice in %j', (text, line, column) => {
    expect(readJson(text)).toEqual({ kind: 'duplicate-key', position: { line, column } })
  })

  test('but takes one key in two objects', () => {
    expect(parsed('{"a":{"a":[{"a":1},{"a":1}]}}')).toEqual({ a: { a: [{ a: 1 }, { a: 1 }] } })
  })

  test.each(['[', '{"a":'])('about nesting of more than 8 %s', (open) => {
    const close = open === '[' ? ']' : '}'
    const nested = (depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`
    expect(readJson(nested(8)).kind).toBe('value')
    expect(readJson(nested(9))).toEqual({ kind: 'too-deep', position: { line: 1, column: 8 * open.length + 1 } })
    expect(readJson(open.repeat(100_000)).kind).toBe('too-deep')
  })
})

test.each([
  ['', 1, 1],
  ['\n\n ', 3, 2],
  ['{\r\n "a": x}', 2, 7],
  ['[1,\r2,\r3 4]', 3, 3],
  ['["a\n"]', 1, 4],
  ['["a\\q"]', 1, 4],
  ['{} x', 1, 4],
])('says where %j stops being JSON', (text, line, column) => {
  expect(readJson(text)).toEqual({ kind: 'not-json', position: { line, column } })
})

test('says where values and keys begin', () => {
  const reading = readJson('{\n  "a": [ "x",\r\n    2 ]\n}')
  expect(reading).toEqual({
    kind: 'value',
    node: {
      kind: 'object',
      position: { line: 1, column: 1 },
      members: new Map([
        [
          'a',
          {
            position: { line: 2, column: 3 },
            value: {
              kind: 'array',
              position: { line: 2, column: 8 },
              items: [
                { kind: 'string', position: { line: 2, column: 10 }, value: 'x' },
                { kind: 'number', position: { line: 3, column: 5 }, text: '2' },
              ],
            },
          },
        ],
      ]),
    },
  })
})

test('a refusal is at a place of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', 'a', ':', ',', '\n', '\r', ' ', '1') }), (text) => {
      const reading = readJson(text)
      fc.pre(reading.kind !== 'value')
      const lines = text.split(/\r\n|\r|\n/)
      expect(reading.position.column).toBeGreaterThanOrEqual(1)
      expect(reading.position.column).toBeLessThanOrEqual((lines[reading.position.line - 1]?.length ?? -1) + 1)
    }),
  )
})

function parsed(text: string): unknown {
  const reading = readJson(text)
  expect(reading.kind).toBe('value')
  return reading.kind === 'value' ? plain(reading.node) : undefined
}

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries([...node.members].map(([key, { value }]) => [key, plain(value)]))
    case 'array':
      return node.items.map(plain)
    case 'string':
      return node.value
    default:
      return JSON.parse(node.text)
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
