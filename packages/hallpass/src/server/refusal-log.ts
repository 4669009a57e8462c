import type { Logger } from 'pino'
import type { Excess } from '../limits/rate-limits.ts'

/** What requests are refused for before they are looked at. */
export type Refused = Excess['limit'] | 'load'

export interface RefusalLog {
  count(what: Refused): void
  /** Logs what was counted since the last line. */
  close(): void
}

/** How long nothing is logged after a line, milliseconds. */
const silence = 60_000

/** Counts what limits refuse, and logs it: the first at once, then the sums of a minute, so that who is refused does not fill the log. */
export function createRefusalLog(log: Logger): RefusalLog {
  const counted = new Map<Refused, number>()
  let pause: NodeJS.Timeout | undefined
  const tell = () => {
    pause = undefined
    if (counted.size === 0) return
    log.warn({ refused: Object.fromEntries(counted) }, 'limits')
    counted.clear()
    pause = setTimeout(tell, silence).unref()
  }
  return {
    count(what) {
      counted.set(what, (counted.get(what) ?? 0) + 1)
      if (pause === undefined) tell()
    },
    close() {
      clearTimeout(pause)
      tell()
      clearTimeout(pause)
    },
  }
}
