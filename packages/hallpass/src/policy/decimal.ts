/** A decimal number, exact: `sign` × 0.`digits` × 10^`magnitude`. Of zero, the digits are empty. */
export interface Decimal {
  readonly sign: 1 | -1
  /** Neither the first nor the last is 0. */
  readonly digits: string
  readonly magnitude: number
}

/** Reads a number with a sign, a fraction and an exponent, each if present; undefined where the text is none. */
export function readDecimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,9}))?$/i.exec(text) ?? []
  if (sign === undefined) return undefined
  const written = whole + fraction
  let first = 0
  while (written[first] === '0') first++
  let end = written.length
  while (end > first && written[end - 1] === '0') end--
  if (first === end) return { sign: 1, digits: '', magnitude: 0 }
  return { sign: sign === '-' ? -1 : 1, digits: written.slice(first, end), magnitude: whole.length - first + Number(exponent) }
}

/** Below, at or above 0: the first is less than, equal to or greater than the second. */
export function compareDecimals(first: Decimal, second: Decimal): number {
  if (signOf(first) !== signOf(second)) return signOf(first) - signOf(second)
  if (first.magnitude !== second.magnitude) return first.sign * (first.magnitude - second.magnitude)
  if (first.digits === second.digits) return 0
  return first.sign * (first.digits < second.digits ? -1 : 1)
}

function signOf({ sign, digits }: Decimal): number {
  return digits === '' ? 0 : sign
}
