import { TimeoutError } from '../errors/client-errors.ts'
import { createFlight } from './flight.ts'

/**
 * Runs with an end: when the time is over, or the signal fires, the promise rejects at once, and the run's own signal fires.
 * @param ms milliseconds
 * @throws {TimeoutError} the time is over
 * @throws {AbortError} the signal fired
 */
export function limited<T>(run: (signal: AbortSignal) => Promise<T>, ms: number, signal?: AbortSignal | undefined): Promise<T> {
  const flight = createFlight<T>()
  // A timer that is to count longer than this fires at once.
  const timer = setTimeout(() => flight.abort(new TimeoutError(`No answer within ${ms} ms`)), Math.min(ms, 2 ** 31 - 1))
  return flight.run(run, signal).finally(() => clearTimeout(timer))
}

/**
 * Resolves after `ms` milliseconds, or earlier, or rejects with `AbortError` as soon as the signal fires.
 * @param begin is told how to end the pause
 */
export function pause(ms: number, signal: AbortSignal | undefined, begin: (end: () => void) => void = () => {}): Promise<void> {
  return limited(() => new Promise<void>(begin), ms, signal).catch((error) => {
    if (signal?.aborted) throw error
  })
}
