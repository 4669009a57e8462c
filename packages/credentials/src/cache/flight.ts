import { AbortError } from '../errors/client-errors.ts'

/** One load for all who ask while it runs. Who leaves disturbs nobody; once nobody waits any longer, the load is aborted. */
export class Flight<T> {
  #latest: Loading<T> | undefined

  /** Whether somebody waits. */
  get isRunning(): boolean {
    return !!this.#latest?.callers.size
  }

  /**
   * Waits for the running load, else starts one.
   * @param load gets a signal that fires when nobody waits any longer
   * @param signal ends this caller's wait, at once, with an `AbortError`
   */
  run(load: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw aborted(signal)
      let latest = this.#latest
      if (!latest?.callers.size) this.#latest = latest = start(load)
      const { callers, controller, result } = latest
      const leave = (reason: unknown) => {
        reject(reason)
        callers.delete(leave)
        if (callers.size === 0) controller.abort()
      }
      const onAbort = () => leave(aborted(signal))
      callers.add(leave)
      signal?.addEventListener('abort', onAbort)
      result.then(resolve, reject).then(() => signal?.removeEventListener('abort', onAbort))
    })
  }

  /** Ends the wait of all callers with `reason`, and the load. The next caller starts another one. */
  abort(reason: unknown = aborted()): void {
    for (const leave of this.#latest?.callers ?? []) leave(reason)
  }
}

interface Loading<T> {
  readonly controller: AbortController
  readonly result: Promise<T>
  /** Each ends the wait of one caller. The load runs as long as there are any. */
  readonly callers: Set<(reason: unknown) => void>
}

function start<T>(load: (signal: AbortSignal) => Promise<T>): Loading<T> {
  const controller = new AbortController()
  const callers = new Set<(reason: unknown) => void>()
  // A moment later: whatever `load` does, its first caller is on board by then; and where that one has left again, nothing is asked.
  const result = Promise.resolve().then(() => {
    if (callers.size === 0) throw aborted()
    return load(controller.signal)
  })
  return { controller, result: result.finally(() => callers.clear()), callers }
}

function aborted(signal?: AbortSignal): AbortError {
  return new AbortError('The call was aborted.', { cause: signal?.reason })
}
