/** The parts of `process` that signals need. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): void
}

/** Resolves at the first SIGINT or SIGTERM. From then on a further one ends the process at once, whatever is still under way. */
export function stopSignal(source: SignalSource): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false
    const stop = () => {
      if (isStopping) source.exit(1)
      isStopping = true
      resolve()
    }
    source.on('SIGINT', stop)
    source.on('SIGTERM', stop)
  })
}
