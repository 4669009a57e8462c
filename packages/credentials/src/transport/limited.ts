import { AbortError, TimeoutError } from '../errors/client-errors.ts'

/**
 * Runs with an end: when the time is over, or the signal fires, the promise rejects at once, and the signal that the run was given fires.
 * @param ms milliseconds
 * @throws {TimeoutError} the time is over
 * @throws {AbortError} the signal fired
 */
export async function limited<T>(run: (signal: AbortSignal) => Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  const inner = new AbortController()
  const end = () => inner.abort(signal?.reason)
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  try {
    const late = pause(ms, inner.signal).then(() => {
      throw new TimeoutError(`No answer within ${ms} ms`)
    })
    return await Promise.race([late, inner.signal.aborted ? late : run(inner.signal)])
  } finally {
    signal?.removeEventListener('abort', end)
    // Ends what is left of the run, or of the waiting.
    inner.abort()
  }
}

/** Resolves after `ms` milliseconds; rejects with `AbortError` as soon as the signal fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      reject(new AbortError('The call was aborted', { cause: signal.reason }))
    }
    // Longer times than timers can count would be none.
    const timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1))
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
