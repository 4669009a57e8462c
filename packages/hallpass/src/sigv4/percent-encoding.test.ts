import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEscapes, encodeComponent } from './percent-encoding.ts'

/** Texts in which escapes, whole and broken, are likely. */
const texts = fc.string({ unit: fc.constantFrom('%', '2', 'f', 'F', 'g', '5', '+', ' ', 'é', '₂'), maxLength: 12 })

test('decoding changes whole escapes, and nothing else', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const expected = text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
      expect(decodeEscapes(text)).toBe(expected)
    }),
  )
})

test('what was encoded is decoded to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const text = Buffer.from(bytes).toString('latin1')
      expect(decodeEscapes(encodeComponent(text))).toBe(text)
    }),
  )
})

test('every byte but the unreserved ones is encoded, with upper-case digits', () => {
  expect(encodeComponent('az-._~09/ +\n\u00ff')).toBe('az-._~09%2F%20%2B%0A%FF')
})
