import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromLogin, toLogin } from './login-row.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('\0', '\\', '"', '\ud800', '\udc00', 'u', '0', 'é')).map((units) => units.join('')),
)
const login = fc.record({ provider: text, subject: text }, { noNullPrototype: true })

test('any text comes back as it was', () => {
  fc.assert(
    fc.property(login, (each) => {
      expect(toLogin(fromLogin(each))).toEqual(each)
    }),
  )
})

test('a column holds neither NUL nor a lone surrogate', () => {
  fc.assert(
    fc.property(login, (each) => {
      expect(fromLogin(each).subject).toMatch(/^[^\0\p{Cs}]*$/u)
    }),
  )
})

test('plain text is kept as it is', () => {
  expect(fromLogin({ provider: 'auth.example.com/realms/x', subject: 'ann@example.com' })).toEqual({
    provider: 'auth.example.com/realms/x',
    subject: 'ann@example.com',
  })
})
