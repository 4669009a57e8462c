import fc from 'fast-check'
import type { ApiShape } from '../../src/v2/params/api-shape.ts'

const misfits = fc.constantFrom<unknown[]>(
  '',
  'x',
  '7',
  '07',
  '1e3',
  0,
  7,
  1.5,
  Number.NaN,
  true,
  false,
  [],
  ['x'],
  {},
  { x: 1 },
  new Date(0),
)
const lengths = ['', 'a', 'ab', 'us-east-1:0', 'a'.repeat(20), 'é'.repeat(129)]

/** Parameters that fit the shape, or nearly so: members that are missing, null, unknown, of another type, too many, too long. */
export function nearParams(shape: ApiShape): fc.Arbitrary<unknown> {
  const { type, members = {}, member = {}, key = {}, value = {}, enum: values = [] } = shape
  switch (type) {
    case 'structure':
      return fc
        .tuple(
          fc.record(mapValues(members, near), { requiredKeys: [] }),
          fc.dictionary(fc.constantFrom('Nope', 'x', '0'), unknowns, { maxKeys: 1 }),
        )
        .map(([known, unknown]) => ({ ...known, ...unknown }))
    case 'list':
      return fc.array(near(member), { maxLength: 3 })
    case 'map':
      return fc.array(fc.tuple(keys(key), near(value)), { maxLength: 3 }).map((entries) => Object.fromEntries(entries))
    case 'integer':
      return fc.oneof(fc.integer({ min: -1, max: 100_000 }), fc.constantFrom(0.5, '12', '1.5', '1e3'))
    case 'boolean':
      return fc.boolean()
    default:
      return fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom(...lengths, ...values))
  }
}

/** Not `__proto__`: the SDK loses such an entry, ours keeps it (CP-SEC-5). */
function keys(shape: ApiShape): fc.Arbitrary<string> {
  return nearParams(shape)
    .map(String)
    .filter((key) => key !== '__proto__')
}

const unknowns = fc.option(misfits, { freq: 3 })

function near(shape: ApiShape): fc.Arbitrary<unknown> {
  // A structure that is null makes the SDK fail by accident.
  const nothing = shape.type === 'structure' ? [] : [{ weight: 1, arbitrary: fc.constantFrom(null, undefined) }]
  return fc.oneof({ weight: 8, arbitrary: nearParams(shape) }, { weight: 1, arbitrary: misfits }, ...nothing)
}

function mapValues<A, B>(object: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]))
}
