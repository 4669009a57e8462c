import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDecimals, readDecimal } from './decimal.ts'

test.each([
  ['0', '-0', 0],
  ['0', '0e9', 0],
  ['10', '10.0', 0],
  ['+10', '1e1', 0],
  ['.5', '0.50', 0],
  ['5.', '5', 0],
  ['1E3', '1000', 0],
  ['120', '12e1', 0],
  ['-1', '-1.00', 0],
  ['9', '10', -1],
  ['-10', '-9', -1],
  ['-1', '0', -1],
  ['0', '0.001', -1],
  ['0.1', '0.11', -1],
  ['9007199254740992', '9007199254740993', -1],
  ['0.1', '0.10000000000000000001', -1],
  ['1e308', '1e400', -1],
  ['-1e400', '1e-400', -1],
])('puts %s and %s in order: %i', (first, second, order) => {
  expect(Math.sign(compare(first, second))).toBe(order)
  expect(Math.sign(compare(second, first))).toBe(order === 0 ? 0 : -order)
})

test.each([
  '',
  ' ',
  '1 ',
  'ten',
  '1,5',
  '1_000',
  '0x10',
  '1e',
  'e1',
  '.',
  '-',
  '+-1',
  '--1',
  '1.2.3',
  'NaN',
  'Infinity',
  '1e1.5',
  '１',
  '1\n',
])('reads no number in %j', (text) => {
  expect(readDecimal(text)).toBeUndefined()
})

test('orders as numbers are ordered', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (first, second) => {
        expect(Math.sign(compare(String(first), String(second)))).toBe(Math.sign(Number(first > second) - Number(first < second)))
      },
    ),
  )
})

test('reads numbers of any length', () => {
  expect(compare(`${'0'.repeat(100_000)}1${'0'.repeat(100_000)}`, `1${'0'.repeat(100_000)}`)).toBe(0)
  expect(readDecimal(`${'1'.repeat(100_000)}x`)).toBeUndefined()
})

function compare(first: string, second: string): number {
  const [one, other] = [readDecimal(first), readDecimal(second)]
  return one === undefined || other === undefined ? expect.unreachable(`${first} or ${second} is unreadable.`) : compareDecimals(one, other)
}
