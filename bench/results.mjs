// What was measured, as rows of a table.

/**
 * @typedef {object} Result
 * @property {'rate' | 'growth' | 'tail' | 'start' | 'size' | 'workers' | 'moto'} kind
 * @property {string} [operation] that it is about
 * @property {string} name
 * @property {number} [value] what was measured
 * @property {string} [unit]
 * @property {number} [baseline] what it is compared with, in the same unit
 * @property {string} [against] what that is
 * @property {number} [ratio] of the two: the median of the rounds' ratios
 * @property {number} [atLeast] target of the ratio, or of the value where there is none
 * @property {number} [atMost] the same
 * @property {number} [cpu] what a call costs of the processors, microseconds
 * @property {number} [baselineCpu] the same of the baseline
 * @property {number} [generator] the share of a core that the load generator used for the baseline
 * @property {string} [error] why there is no value
 * @property {string} [note]
 */

/** @typedef {'reached' | 'missed' | 'failed' | ''} Verdict nothing where there is no target */

/**
 * @param {Result} result
 * @returns {Verdict}
 */
export function verdict({ value, ratio = value, atLeast, atMost, error }) {
  if (error !== undefined) return 'failed'
  if (atLeast === undefined && atMost === undefined) return ''
  // What is no number reaches nothing.
  return ratio >= (atLeast ?? 0) && ratio <= (atMost ?? Number.POSITIVE_INFINITY) ? 'reached' : 'missed'
}

export const columns = ['what', 'measured', 'baseline', 'against', 'ratio', 'target', '', 'CPU a call']

/**
 * @param {Result} result
 * @returns {string[]} texts, one of each column
 */
export function toCells(result) {
  const { name, value, unit, baseline, against, ratio, atLeast, atMost, cpu, baselineCpu, error, note } = result
  if (error !== undefined) return [name, '', '', '', '', '', verdict(result), error]
  const target = atLeast === undefined ? atMost && `≤ ${atMost}` : `≥ ${atLeast}`
  const microseconds = cpu === undefined ? '' : `${Math.round(cpu)} µs${baselineCpu === undefined ? '' : `, ${Math.round(baselineCpu)} µs`}`
  return [
    name,
    `${shown(value)} ${unit}`,
    baseline === undefined ? '' : `${shown(baseline)} ${unit}`,
    against ?? '',
    ratio === undefined ? '' : ratio.toFixed(2),
    target ?? '',
    verdict(result),
    note ?? microseconds,
  ]
}

const widths = [76, 14, 14, 22, 7, 7, 8, 0]
/** Which columns are numbers. */
const toTheRight = new Set([1, 2, 4, 5])

/** @param {string[]} cells */
export function toLine(cells) {
  return cells
    .map((cell, n) => (toTheRight.has(n) ? cell.padStart(widths[n]) : cell.padEnd(widths[n])))
    .join(' ')
    .trimEnd()
}

/** @param {number} value */
export function shown(value) {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}
