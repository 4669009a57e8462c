/**
 * Does `task` once the time is up and the page is shown: a page that nobody looks at asks for nothing, and catches up when it is shown again.
 * Where there are no pages, the time alone counts. It keeps no process alive.
 * @param left milliseconds that are left; asked again whenever it may be time, since clocks are set and machines sleep
 */
export function shownTimer(left: () => number, task: () => void): { start(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(): void {
    stop()
    // A second at least: credentials that hardly live must not make a storm. And no more than timers can count.
    timer = setTimeout(check, Math.min(Math.max(left(), 1000), 2 ** 31 - 1))
    // Timers are numbers in browsers, and objects that can do this in Node.
    ;(timer as { unref?(): void }).unref?.()
    page()?.addEventListener?.('visibilitychange', check)
  }

  function stop(): void {
    clearTimeout(timer)
    page()?.removeEventListener?.('visibilitychange', check)
  }

  function check(): void {
    if (page()?.visibilityState === 'hidden') return
    if (left() > 0) {
      start()
    } else {
      stop()
      task()
    }
  }

  return { start, stop }
}

function page(): Document | undefined {
  try {
    return globalThis.document
  } catch {
    return undefined
  }
}
