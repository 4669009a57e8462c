import type { Child, End } from './child.ts'
import { Restarts } from './restarts.ts'

export interface Kept {
  /** Asks it to end, and lets it: resolves when it is gone. */
  drain(): Promise<void>
  /** Ends it at once. */
  kill(): void
}

export interface Keeping {
  /** Starts the child, and calls back once it is ready. */
  start(onReady: () => void): Child
  /** Told when a child has ended that was not asked to; `pause` in milliseconds until the next start, undefined: there is none. */
  onEnd(child: Child, end: End, pause: number | undefined): void
  /** Milliseconds; only differences count. */
  clock(): number
}

/** Keeps one child running: who ends is replaced, at once or after a pause that grows, until it is given up. */
export function keepRunning({ start, onEnd, clock }: Keeping): Kept {
  const restarts = new Restarts()
  let isEnding = false
  let child: Child
  let timer: NodeJS.Timeout | undefined

  const launch = () => {
    let readyAt: number | undefined
    child = start(() => {
      readyAt = clock()
    })
    const current = child
    void current.gone.then((end) => {
      if (isEnding) return
      const life = readyAt === undefined ? 0 : clock() - readyAt
      const pause = restarts.next(life, end.signal === 'SIGKILL')
      onEnd(current, end, pause)
      if (pause !== undefined && !isEnding) timer = setTimeout(launch, pause)
    })
  }
  launch()
  return {
    async drain() {
      isEnding = true
      clearTimeout(timer)
      child.send({ kind: 'drain' })
      await child.gone
    },
    kill() {
      isEnding = true
      clearTimeout(timer)
      child.kill()
    },
  }
}
