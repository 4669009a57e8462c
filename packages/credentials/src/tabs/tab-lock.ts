import { limited } from '../transport/limited.ts'

/** How long the lock is waited for, milliseconds. */
const patience = 5000

/**
 * Runs the task once: under an exclusive lock that the tabs of an origin share, or without one where there are no locks, where they are
 * refused, or where this one is not granted within five seconds.
 * @param task told whether it has the lock
 * @param signal ends the waiting, not the task
 * @throws what the task throws
 * @see https://w3c.github.io/web-locks/
 */
export async function underTabLock(name: string, task: (hasLock: boolean) => Promise<void>, signal?: AbortSignal): Promise<void> {
  let running: Promise<void> | undefined
  const run = (hasLock: boolean) => {
    running ??= task(hasLock)
    return running
  }
  try {
    await limited(async (waiting) => navigator.locks.request(name, { signal: waiting }, () => run(true)), patience, signal)
  } catch {
    // Whatever it was: a task that has begun is not run again, and what it throws shows below.
  }
  return run(false)
}
