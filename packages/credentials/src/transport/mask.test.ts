import { describe, expect, test } from 'vitest'
import { mask } from './mask.ts'

describe('CP-ERR-5 mask', () => {
  test('takes every secret out of a text', () => {
    expect(mask('no: secret-one, secret-two, secret-one', ['secret-one', 'secret-two'])).toBe('no: ***, ***, ***')
  })

  test('leaves ordinary words that happen to be a test token', () => {
    expect(mask('Invalid login token.', ['token'])).toBe('Invalid login token.')
  })

  test('ends a text that does not end, after the secrets went', () => {
    const secret = 'abcdefgh'.repeat(500)
    expect(mask(`${'x'.repeat(1_990)}${secret}`, [secret])).toBe(`${'x'.repeat(1_990)}***`)
    expect(mask('x'.repeat(9_000), [])).toHaveLength(2_000)
  })
})
