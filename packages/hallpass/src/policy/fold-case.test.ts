import { expect, test } from 'vitest'
import { foldCase } from './fold-case.ts'

test.each([
  ['Dev', 'dEV'],
  ['ÄÖÜ', 'äöü'],
  ['ΣΑΣ', 'σας'],
  ['ſ', 'S'],
  ['K', 'k'],
  ['µ', 'Μ'],
  ['ẞ', 'ß'],
  ['𐐀', '𐐨'],
])('folds %s and %s alike', (one, other) => {
  expect(foldCase(one)).toBe(foldCase(other))
})

test.each([
  ['ß', 'ss'],
  ['ı', 'i'],
  ['İ', 'i'],
  ['\u00e9', 'e'],
  ['\u00e9', 'e\u0301'],
  ['a ', 'a'],
])('folds %s and %s apart', (one, other) => {
  expect(foldCase(one)).not.toBe(foldCase(other))
})

test('folds apart and together as Unicode does', () => {
  const letters = Array.from({ length: 0x1_e944 }, (_, point) => point).filter((point) => point < 0xd800 || point > 0xdfff)
  const wrong = letters.filter((point) => {
    const [letter, folded] = [String.fromCodePoint(point), foldCase(String.fromCodePoint(point))]
    const isSame = new RegExp(`^\\u{${folded.codePointAt(0)?.toString(16)}}$`, 'iu').test(letter)
    return !isSame || [...folded].length !== 1
  })
  expect(wrong).toEqual([])
})
