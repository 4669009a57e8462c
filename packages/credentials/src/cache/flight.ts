import { AbortError } from '../errors/client-errors.ts'

/** One load for all who ask while it runs. Who leaves disturbs nobody; once nobody waits any longer, the load is aborted. */
export class Flight<T> {
  #running: Running<T> | undefined

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /**
   * Waits for the running load, else starts one.
   * @param load gets a signal that fires when nobody waits any longer
   * @param signal ends this caller's wait, at once, with an `AbortError`
   */
  run(load: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(aborted(signal.reason))
    this.#running ??= this.#start(load)
    const running = this.#running

    return new Promise((resolve, reject) => {
      const onAbort = () => leave(aborted(signal?.reason))
      const leave = (reason: unknown) => {
        reject(reason)
        done()
        if (running.callers.size > 0) return
        this.#end(running)
        running.controller.abort(reason)
      }
      const done = () => {
        running.callers.delete(leave)
        signal?.removeEventListener('abort', onAbort)
      }
      running.callers.add(leave)
      signal?.addEventListener('abort', onAbort)
      running.result.then(resolve, reject).then(done)
    })
  }

  /** Ends the wait of all callers with `reason`, and the load. The next caller starts another one. */
  abort(reason: unknown = aborted()): void {
    for (const leave of [...(this.#running?.callers ?? [])]) leave(reason)
  }

  #start(load: (signal: AbortSignal) => Promise<T>): Running<T> {
    const controller = new AbortController()
    // A moment later, so that the caller is on board whatever `load` does, and one who has left again by then costs no request.
    const loaded = Promise.resolve().then(() => {
      if (controller.signal.aborted) throw controller.signal.reason
      return load(controller.signal)
    })
    const running: Running<T> = { controller, callers: new Set(), result: loaded.finally(() => this.#end(running)) }
    return running
  }

  #end(running: Running<T>): void {
    if (this.#running === running) this.#running = undefined
  }
}

interface Running<T> {
  readonly controller: AbortController
  readonly result: Promise<T>
  /** Each ends the wait of one caller. */
  readonly callers: Set<(reason: unknown) => void>
}

function aborted(cause?: unknown): AbortError {
  return new AbortError('The call was aborted.', { cause })
}
