import { expect, test } from 'vitest'
import { addressBlock } from './address-block.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['2001:db8:1:2::7', '20010db800010002/64'],
  ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '20010db800010002/64'],
  ['2001:db8:1:3::7', '20010db800010003/64'],
  ['::1', '0000000000000000/64'],
  ['', ''],
])('%s counts as %s', (address, block) => {
  expect(addressBlock(address)).toBe(block)
})
