/** What is used of `navigator.locks`: exclusive locks by name, granted in turn, as browsers do it. */
export class FakeLocks {
  readonly #tails = new Map<string, Promise<void>>()
  /** The names that were asked for, and were granted, in order. */
  readonly asked: string[] = []
  readonly granted: string[] = []

  async request(name: string, options: { signal?: AbortSignal }, callback: (lock: { name: string }) => unknown): Promise<unknown> {
    this.asked.push(name)
    const before = this.#tails.get(name) ?? Promise.resolve()
    const { promise: held, resolve: release } = deferred<void>()
    this.#tails.set(
      name,
      before.then(() => held),
    )
    try {
      await Promise.race([before, aborted(options.signal)])
      options.signal?.throwIfAborted()
      this.granted.push(name)
      return await callback({ name })
    } finally {
      release()
    }
  }
}

export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let settle: Pick<ReturnType<typeof deferred<T>>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject }
  })
  if (!settle) throw new Error('A promise calls its executor at once')
  return { promise, ...settle }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}
