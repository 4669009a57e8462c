import { fork } from 'node:child_process'
import type { Socket } from 'node:net'
import type { Order, Report, Task } from './messages.ts'

/** How often a child is asked whether it is there, milliseconds. */
const pingInterval = 1_000
/** A child that has left so many pings unanswered is ended. */
const mostUnanswered = 5

/** A process that the supervisor started. */
export interface Child {
  readonly pid: number | undefined
  send(order: Order, connection?: Socket): void
  kill(): void
  /** Settles when it has ended and all that it said was heard. */
  readonly gone: Promise<End>
}

export interface End {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

/** Starts a process and tells it what to be. It is ended when it does not answer any more. */
export function startChild(entry: URL, task: Task, onReport: (report: Report) => void): Child {
  // Standard output is the supervisor's, for the readiness line.
  const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  // What cannot be sent is lost with the child, of which 'close' tells.
  const ignore = () => undefined
  const send = (message: Task | Order, connection?: Socket) => {
    if (child.connected) child.send(message, connection, { keepOpen: true }, ignore)
  }
  send(task)

  let unanswered = 0
  let ping: NodeJS.Timeout | undefined
  // Who is starting has much to load, and answers nothing meanwhile.
  const beginToAsk = () => {
    ping ??= setInterval(() => {
      // Counted, not timed: a machine that slept makes nobody late.
      if (unanswered >= mostUnanswered) child.kill('SIGKILL')
      unanswered += 1
      send({ kind: 'ping' })
    }, pingInterval)
  }

  child.on('error', ignore)
  child.on('message', (message) => {
    // Children send nothing else.
    const report = message as Report
    unanswered = 0
    if (report.kind === 'ready') beginToAsk()
    if (report.kind !== 'pong') onReport(report)
  })
  const gone = new Promise<End>((resolve) => {
    child.on('close', (exitCode, signal) => {
      clearInterval(ping)
      resolve({ exitCode, signal })
    })
  })
  return { pid: child.pid, send, kill: () => child.kill('SIGKILL'), gone }
}
