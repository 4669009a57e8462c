/** How long the lock is waited for, milliseconds. */
const patience = 5000

/**
 * Runs the task once: under an exclusive lock that the origin's tabs share, or without one where there are no locks, where they are
 * refused, or where this one is not granted within five seconds.
 * @param task told whether it was waited for, so that the world may have changed
 * @param signal ends the waiting, not the task
 * @see https://w3c.github.io/web-locks/
 */
export async function underTabLock(name: string, task: (hasWaited: boolean) => Promise<void>, signal?: AbortSignal): Promise<void> {
  const waiting = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  const run = (hasWaited: boolean) => {
    clearTimeout(timer)
    running ??= task(hasWaited)
    return running
  }

  const givenUp = new Promise<boolean>((resolve) => {
    const giveUp = () => {
      waiting.abort()
      resolve(true)
    }
    timer = setTimeout(giveUp, patience)
    signal?.addEventListener('abort', giveUp)
  })
  // Asynchronous, so that whatever is missing or throws here becomes a rejection.
  const request = async () => {
    await navigator.locks.request(name, { signal: waiting.signal }, () => run(true))
    return true
  }
  // A failure of the task itself shows again in what `run` remembers.
  return run(await Promise.race([givenUp, request().catch(() => false)]))
}
