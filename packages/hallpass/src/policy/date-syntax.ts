import { readDate } from './date.ts'

/**
 * Whether AWS takes this text for a date in a policy: one that can be read, and whose epoch seconds are a number of 64 bits.
 * Source: documents that the real service took and refused.
 */
export function isDate(text: string): boolean {
  if (readDate(text) === undefined) return false
  return !/^-?\d+$/.test(text) || BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}
