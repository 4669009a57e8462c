/** Runs what is asked of somebody; undefined: as much is under way with him as may be. */
export type LimitFlights = <Result>(whom: string, work: () => Promise<Result>) => Promise<Result> | undefined

/** Keeps somebody who hangs from holding all that we have: whoever comes past the limit is told at once. */
export function createFlightLimit(mostAtOnce: number): LimitFlights {
  const underWay = new Map<string, number>()
  return (whom, work) => {
    const count = underWay.get(whom) ?? 0
    if (count >= mostAtOnce) return undefined
    underWay.set(whom, count + 1)
    return work().finally(() => underWay.set(whom, (underWay.get(whom) ?? 1) - 1))
  }
}
