import { AbortError } from '../errors/client-errors.ts'

/** One load for all who ask while it runs. Who leaves disturbs nobody; once nobody waits any longer, the load is aborted. */
export interface Flight<T> {
  /**
   * Waits for the running load, else starts one.
   * @param load gets a signal that fires when nobody waits any longer
   * @param signal ends this caller's wait, at once, with an `AbortError`
   */
  run(load: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal | undefined): Promise<T>
  /** Ends the wait of all callers with `reason`, and the load. The next caller starts another one. */
  abort(reason?: unknown): void
  /** Whether somebody waits. */
  isRunning(): boolean
}

export function createFlight<T>(): Flight<T> {
  /** Each ends the wait of one caller of the latest load. That runs as long as there are any. */
  let callers = new Set<(reason: unknown) => void>()
  let join: (signal: AbortSignal | undefined) => Promise<T>

  function start(load: (signal: AbortSignal) => Promise<T>): void {
    const mine: typeof callers = new Set()
    const controller = new AbortController()
    // A moment later: whatever `load` does, its first caller is on board by then; and where that one has left again, nothing is asked.
    const result = Promise.resolve().then(() => {
      refuseAborted(controller.signal)
      return load(controller.signal)
    })
    const ended = result.finally(() => mine.clear())
    callers = mine
    join = (signal) =>
      new Promise((resolve, reject) => {
        const leave = (reason: unknown) => {
          reject(reason)
          mine.delete(leave)
          if (!mine.size) controller.abort()
        }
        const onAbort = () => leave(abortError(signal))
        mine.add(leave)
        signal?.addEventListener('abort', onAbort)
        if (signal?.aborted) onAbort()
        ended.then(resolve, reject).then(() => signal?.removeEventListener('abort', onAbort))
      })
  }

  return {
    run(load, signal) {
      if (!callers.size) start(load)
      return join(signal)
    },
    abort(reason = abortError()) {
      for (const leave of callers) leave(reason)
    },
    isRunning: () => callers.size > 0,
  }
}

/** @throws {AbortError} the signal has fired */
export function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}

/** What ends a wait, with the signal's reason as its cause. */
export function abortError(signal?: AbortSignal): AbortError {
  return new AbortError('The call was aborted', { cause: signal?.reason })
}
