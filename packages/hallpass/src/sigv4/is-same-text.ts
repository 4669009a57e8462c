import { timingSafeEqual } from 'node:crypto'

/** Compares in constant time, so that nobody finds the right signature digit by digit. */
export function isSameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
