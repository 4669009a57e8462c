import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { longestPause, type Waiting } from './while-busy.ts'

/**
 * How processes that write one file take turns. SQLite's lock knows no queue: a process that commits in a loop can keep another from
 * its first commit for seconds. So whoever waits leaves a mark beside the file, and whoever holds the lock steps aside when it sees one.
 */
export class Turns {
  readonly #mark: string
  readonly #waiting: Waiting

  constructor(path: string, waiting: Waiting) {
    this.#mark = `${path}-waiting`
    this.#waiting = waiting
  }

  /** Asks the process that holds the lock to step aside. */
  ask(): void {
    bestEffort(() => writeFileSync(this.#mark, '', { mode: 0o600 }))
  }

  /** After the wait: takes the mark away. Another process that waits sets it again at its next attempt. */
  taken(): void {
    bestEffort(() => rmSync(this.#mark, { force: true }))
  }

  /** Between two commits: leaves a gap that an attempt of the waiting process falls into. */
  async stepAside(): Promise<void> {
    if (!existsSync(this.#mark)) return
    this.taken()
    await this.#waiting.pause(2 * longestPause)
  }
}

/** Without marks (a full disk) the processes are less fair to each other, and as correct. */
function bestEffort(touch: () => void): void {
  try {
    touch()
  } catch {}
}
