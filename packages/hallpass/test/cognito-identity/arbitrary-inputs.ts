import fc, { type Arbitrary } from 'fast-check'
import type { Shape, StringShape } from '../../src/operation/shape.ts'
import { findViolations } from '../../src/operation/violation.ts'
import { accountId, region } from '../hallpass.ts'
import { unknownId } from '../support/json-wire.ts'
import { membersOf } from './shape-examples.ts'

/** What inputs are made of when they name the pool and the identity that exist; replaced by their ids before a call. */
export const poolPlaceholder = `${region}:aaaa`
export const identityPlaceholder = `${region}:bbbb`

/** Inputs of every kind for an operation, most of them nearly right. */
export function arbitraryInput(shape: Shape): Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: shaped(shape) }, { weight: 1, arbitrary: fc.jsonValue() })
}

const words = [
  ...[poolPlaceholder, poolPlaceholder, identityPlaceholder, identityPlaceholder, unknownId, `${region}:`, 'x:0', ''],
  ...['login.shop', 'graph.facebook.com', 'accounts.google.com', 'api.twitter.com', 'example.com', 'cognito-identity.amazonaws.com'],
  ...[`arn:aws:iam::${accountId}:oidc-provider/example.com`, `arn:aws:iam::${accountId}:saml-provider/corp`],
  ...[`arn:aws:iam::${accountId}:role/User`, 'arn:aws:iam::999999999999:role/User', `arn:aws:iam::${accountId}:role/`],
  `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${poolPlaceholder}`,
  ...['authenticated', 'unauthenticated', accountId, 'eyJhbGciOiJub25lIn0.e30.', 'a;b', 'aws:x'],
  ...['__proto__', 'constructor', 'toString', 'a\u0000b', '\r\n', "';--", '\ud800', '𝄞', 'é', '%s', '../..', 'null'],
]

const numbers = [0, 1, 60, 61, -1, 0.5, -0, 86_400, 86_401, 2 ** 31, 2 ** 53, 1e308, 5e-324]

function shaped(shape: Shape): Arbitrary<unknown> {
  switch (shape.kind) {
    case 'boolean':
      return mostly(fc.boolean())
    case 'integer':
      return mostly(
        fc.oneof(
          { weight: 1, arbitrary: fc.constantFrom(...numbers) },
          { weight: 5, arbitrary: fc.integer({ min: 1, max: shape.max ?? 100 }) },
        ),
      )
    case 'string':
      return mostly(text(shape))
    case 'list':
      return mostly(fc.array(shaped(shape.member), { maxLength: 4 }))
    case 'map':
      return mostly(fc.dictionary(text(shape.key), shaped(shape.value), { maxKeys: 4 }))
    case 'structure': {
      const members = membersOf(shape)
      const requiredKeys = members.filter(({ isRequired }) => isRequired).map(({ name }) => name)
      const record = Object.fromEntries(members.map(({ name, member }) => [name, shaped(member)]))
      return fc.oneof(
        { weight: 6, arbitrary: fc.record(record, { requiredKeys }) },
        { weight: 1, arbitrary: fc.record(record, { requiredKeys: [] }) },
      )
    }
  }
}

function text(shape: StringShape): Arbitrary<string> {
  const { values = [], max = 100 } = shape
  const fitting = [...words, ...values].filter((word) => findViolations(shape, word).length === 0)
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    { weight: 1, arbitrary: fc.constantFrom(max, max + 1).map((length) => 'a'.repeat(length)) },
  )
}

function mostly(right: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: fc.constant(null) })
}
