// What was measured, as rows of a table.

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} [value] what was measured
 * @property {string} [unit]
 * @property {number} [baseline] what it is compared with, in the same unit
 * @property {string} [against] what that is
 * @property {number} [ratio] of the two: the median of the rounds' ratios
 * @property {number} [atLeast] target of the ratio, or of the value where there is none
 * @property {number} [atMost] the same
 * @property {string} [error] why there is no value
 * @property {string} [note]
 */

/**
 * @param {Result} result
 * @returns {boolean | undefined} undefined: there is no target
 */
export function isReached({ value, ratio = value, atLeast, atMost, error }) {
  if (error !== undefined) return false
  if (atLeast !== undefined) return ratio >= atLeast
  return atMost === undefined ? undefined : ratio <= atMost
}

/**
 * @param {Result} result
 * @returns {string} a line
 */
export function toLine(result) {
  const { name, value, unit, baseline, against, ratio, error, note } = result
  if (error !== undefined) return `${name.padEnd(nameWidth)} failed: ${error}`
  const verdict = { true: 'reached', false: 'MISSED', undefined: '' }[String(isReached(result))]
  const cells = [
    (value === undefined ? '' : `${shown(value)} ${unit}`).padStart(14),
    (baseline === undefined ? '' : `${shown(baseline)} ${unit}`).padStart(14),
    (against ?? '').padEnd(24),
    (ratio === undefined ? '' : ratio.toFixed(2)).padStart(6),
    target(result).padStart(9),
    verdict,
    note ?? '',
  ]
  return `${name.padEnd(nameWidth)} ${cells.join(' ')}`.trimEnd()
}

const nameWidth = 72

export const heading = `${'what'.padEnd(nameWidth)} ${'measured'.padStart(14)} ${'baseline'.padStart(14)} ${'against'.padEnd(24)} ${'ratio'.padStart(6)} ${'target'.padStart(9)}`

/** @param {Result} result */
export function target({ atLeast, atMost }) {
  if (atLeast !== undefined) return `≥ ${atLeast}`
  return atMost === undefined ? '' : `≤ ${atMost}`
}

/** @param {number} value */
export function shown(value) {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 })
}
