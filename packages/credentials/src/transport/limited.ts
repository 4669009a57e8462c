import { AbortError, TimeoutError } from '../errors/client-errors.ts'

/**
 * Runs with an end: when the time is over, or the signal fires, the promise rejects at once. The run's own signal fires when it is over.
 * @param ms milliseconds
 * @throws {TimeoutError} the time is over
 * @throws {AbortError} the signal fired
 */
export function limited<T>(run: (signal: AbortSignal) => Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController()
    const end = (error?: Error) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      inner.abort()
      if (error) reject(error)
    }
    const abort = () => end(new AbortError('The call was aborted', { cause: signal?.reason }))
    // A timer that is to count longer fires at once.
    const timer = setTimeout(() => end(new TimeoutError(`No answer within ${ms} ms`)), Math.min(ms, 2 ** 31 - 1))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else
      run(inner.signal)
        .finally(() => end())
        .then(resolve, reject)
  })
}

/** Resolves after `ms` milliseconds, or rejects with `AbortError` as soon as the signal fires. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return limited(() => new Promise<never>(() => {}), ms, signal).catch((error) => {
    if (signal?.aborted) throw error
  })
}
