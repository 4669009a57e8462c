/** The middle one; of an even number, the mean of the two; undefined where one is. */
export function median(values) {
  if (values.includes(undefined)) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
