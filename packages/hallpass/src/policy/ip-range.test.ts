import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInRange, readIpAddress, readIpRange } from './ip-range.ts'

test.each([
  ['203.0.113.77', '203.0.113.0/24', true],
  ['203.0.114.1', '203.0.113.0/24', false],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.8', '203.0.113.7', false],
  ['203.0.113.8', '203.0.113.8/32', true],
  ['203.0.113.200', '203.0.113.5/24', true],
  ['10.1.2.3', '10.0.0.0/15', true],
  ['10.2.2.3', '10.0.0.0/15', false],
  ['10.127.0.1', '10.64.0.0/10', true],
  ['1.2.3.4', '0.0.0.0/0', true],
  ['2001:db8:1234:5678::9', '2001:DB8:1234:5678::/64', true],
  ['2001:db8:1234:5679::9', '2001:DB8:1234:5678::/64', false],
  ['2001:db8::1', '2001:0db8:0:0:0:0:0:1', true],
  ['2001:db8::2', '2001:db8::1', false],
  ['::1', '::/0', true],
  ['2001:db8:8000::1', '2001:db8:8000::/33', true],
  ['2001:db8:7000::1', '2001:db8:8000::/33', false],
  // The families never match each other.
  ['1.2.3.4', '::/0', false],
  ['::1', '0.0.0.0/0', false],
  ['::1.2.3.4', '1.2.3.4', false],
  // A mapped IPv4 address is one.
  ['::ffff:203.0.113.7', '203.0.113.0/24', true],
  ['::FFFF:cb00:7107', '203.0.113.7', true],
  ['203.0.113.7', '::ffff:203.0.113.0/120', true],
  ['203.0.114.7', '::ffff:203.0.113.0/120', false],
  ['203.0.113.7', '::ffff:203.0.113.7', true],
  ['203.0.113.7', '::ffff:0:0/96', true],
  ['203.0.113.7', '::ffff:0:0/95', false],
])('finds %s in %s: %s', (text, range, expected) => {
  const [address, known] = [readIpAddress(text), readIpRange(range)]
  expect(address !== undefined && known !== undefined && isInRange(address, known)).toBe(expected)
  expect([address, known]).not.toContain(undefined)
})

test.each([
  ...[
    '',
    ' ',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4 ',
    '1.2.3.x',
    '0x1.2.3.4',
    '1.2.3.-4',
    '1.2..4',
    '16909060',
  ],
  ...[
    ':',
    ':::',
    '::1::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '::1%eth0',
    '[::1]',
    '1:',
  ],
  ...[':1', '::1.2.3', '::1.2.3.256', '1.2.3.4::', '::1.2.3.4:5', '1:2:3:4:5:6:7:1.2.3.4', '::ffff:01.2.3.4'],
])('reads no address in %j', (text) => {
  expect(readIpAddress(text)).toBeUndefined()
})

test.each([
  '1.2.3.4/',
  '1.2.3.4/33',
  '1.2.3.4/-1',
  '1.2.3.4/08',
  '1.2.3.4/8/8',
  '1.2.3.4/255.0.0.0',
  '::/129',
  '::/x',
  '/8',
  '1.2.3/8',
  '1.2.3.4/ 8',
])('reads no range in %j', (text) => {
  expect(readIpRange(text)).toBeUndefined()
})

test('reads no range for an address', () => {
  expect(readIpAddress('1.2.3.4/32')).toBeUndefined()
})

test('reads every address that is made', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      expect(readIpAddress(text)).toBeDefined()
    }),
  )
})

test('holds an address in every range that begins with it', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.nat({ max: 128 }), (text, prefix) => {
      const [address, range] = [readIpAddress(text), readIpRange(`${text}/${prefix}`)]
      const isOther = address?.length === 4 && prefix < 96
      expect(address !== undefined && range !== undefined && isInRange(address, range)).toBe(!isOther)
    }),
  )
})
