/**
 * What the work comes to, or what is made of its being late. The race, and not the signal alone, makes sure that nobody waits longer.
 * @param milliseconds from now to the end of the work
 * @param work is told by the signal that nobody waits any more
 */
export async function withinTime<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
  late: () => Result,
): Promise<Result> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => {
      resolve('late')
      abort.abort()
    }, milliseconds)
  })
  try {
    const first = await Promise.race([work(abort.signal).then((result) => ({ result })), end])
    return first === 'late' ? late() : first.result
  } finally {
    clearTimeout(timer)
  }
}
