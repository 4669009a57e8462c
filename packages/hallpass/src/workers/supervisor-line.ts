import { Socket } from 'node:net'
import type { Order, Report, Task } from './messages.ts'

/** A child's line to its supervisor. */
export interface SupervisorLine {
  report(report: Report): void
  /** Resolves with the first message. */
  readonly task: Promise<Task>
  /** Called for each message after the task; a connection comes with some. One listener. */
  onOrder(listener: OnOrder): void
  /** Resolves when the supervisor asks for the end, or is gone itself. */
  readonly drained: Promise<void>
}

type OnOrder = (order: Order, connection: Socket | undefined) => void

export function supervisorLine(): SupervisorLine {
  const early: Parameters<OnOrder>[] = []
  // Orders may come on the heels of the task, before anybody listens.
  let listener: OnOrder = (...order) => early.push(order)
  let isFirst = true
  let start: (task: Task) => void = () => undefined
  let drain: () => void = () => undefined
  const task = new Promise<Task>((resolve) => {
    start = resolve
  })
  const drained = new Promise<void>((resolve) => {
    drain = resolve
  })
  const report = (message: Report) => {
    // Where the supervisor is gone, 'disconnect' tells it.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  }
  process.on('disconnect', () => drain())
  // Signals are the supervisor's: a terminal, or a service manager, sends them to all.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.on('message', (message: unknown, handle: unknown) => {
    if (isFirst) {
      isFirst = false
      // The supervisor sends the task first.
      start(message as Task)
      return
    }
    // And orders from then on.
    const order = message as Order
    if (order.kind === 'ping') report({ kind: 'pong' })
    if (order.kind === 'drain') drain()
    listener(order, handle instanceof Socket ? handle : undefined)
  })
  return {
    report,
    task,
    drained,
    onOrder(wanted) {
      listener = wanted
      for (const order of early.splice(0)) wanted(...order)
    },
  }
}
