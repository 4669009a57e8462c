import type { Logger } from 'pino'
import type { DoorName } from '../server/door.ts'
import { type Child, type End, startChild } from './child.ts'
import type { Doorkeeper } from './doorkeeper.ts'
import { ForgetRounds } from './forget-rounds.ts'
import { type Kept, keepRunning } from './keep-running.ts'
import type { MeetingPlace } from './meeting-place.ts'
import type { NewRootAccessKey, Report, SentSettings, Task } from './messages.ts'

export interface CrewPorts {
  readonly settings: SentSettings
  /** Of SQLite, which one process writes for all; undefined: each worker writes for itself. */
  readonly file: string | undefined
  readonly urls: Readonly<Record<DoorName, string | undefined>>
  readonly workers: number
  /** The module that children run. */
  readonly entry: URL
  readonly doorkeeper: Doorkeeper
  readonly meetingPlace: MeetingPlace
  readonly log: Logger
}

/** What becomes of the crew. */
export interface CrewEvents {
  /** A worker is ready; with the root access key if it was made just now. */
  onReady(worker: number, newRootAccessKey: NewRootAccessKey | undefined): void
  /** A child says why it cannot start. */
  onRefusal(name: string, message: string, exitCode: 1 | 2): void
  /** A child has ended, and is started again unless it is given up. */
  onEnd(name: string, end: End, isGivenUp: boolean): void
}

/** The processes of one service: the workers, and one that writes for them if there is a file to write. Who ends is replaced. */
export class Crew {
  readonly #ports: CrewPorts
  readonly #events: CrewEvents
  readonly #rounds = new ForgetRounds()
  readonly #running = new Set<Child>()
  readonly #writer: Kept | undefined
  readonly #workers: readonly Kept[]
  #writerSocket: string | undefined

  constructor(ports: CrewPorts, events: CrewEvents) {
    this.#ports = ports
    this.#events = events
    const { file } = ports
    this.#writer = file === undefined ? undefined : this.#keep('writer', (onReady) => this.#startWriter(file, onReady))
    this.#workers = Array.from({ length: ports.workers }, (_, index) => {
      const worker = index + 1
      return this.#keep(`worker ${worker}`, (onReady) => this.#startWorker(worker, onReady))
    })
  }

  /** Lets the workers end what is under way, then the writer. */
  async drain(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.drain()))
    await this.#writer?.drain()
  }

  kill(): void {
    this.#writer?.kill()
    for (const worker of this.#workers) worker.kill()
  }

  #keep(name: string, start: (onReady: () => void) => Child): Kept {
    const { log } = this.#ports
    return keepRunning({
      start: (onReady) => {
        const child = start(() => {
          log.info({ process: name, pid: child.pid }, 'ready')
          onReady()
        })
        return child
      },
      onEnd: (child, end, pause) => {
        log.error({ process: name, pid: child.pid, ...end, startsAgainIn: pause }, 'ended')
        this.#events.onEnd(name, end, pause === undefined)
      },
      clock: () => performance.now(),
    })
  }

  #startWriter(file: string, onReady: () => void): Child {
    const { settings, meetingPlace } = this.#ports
    const socketPath = meetingPlace.freshSocket()
    return this.#start('writer', { kind: 'write', settings, file, socketPath }, () => {
      this.#writerSocket = socketPath
      for (const worker of this.#running) worker.send({ kind: 'writer', socketPath })
      onReady()
    })
  }

  #startWorker(worker: number, onReady: () => void): Child {
    const { settings, urls, doorkeeper } = this.#ports
    const child = this.#start(`worker ${worker}`, { kind: 'serve', worker, settings, urls }, (newRootAccessKey) => {
      this.#rounds.add(child)
      doorkeeper.add(child)
      this.#events.onReady(worker, newRootAccessKey)
      onReady()
    })
    this.#running.add(child)
    if (this.#writerSocket !== undefined) child.send({ kind: 'writer', socketPath: this.#writerSocket })
    void child.gone.then(() => {
      this.#running.delete(child)
      this.#rounds.remove(child)
      doorkeeper.remove(child)
    })
    return child
  }

  #start(name: string, task: Task, onReady: (newRootAccessKey: NewRootAccessKey | undefined) => void): Child {
    const { entry, doorkeeper } = this.#ports
    const onReport = (report: Report) => {
      switch (report.kind) {
        case 'ready':
          return onReady(report.newRootAccessKey)
        case 'failed':
          return this.#events.onRefusal(name, report.message, report.exitCode)
        case 'taken':
          return doorkeeper.taken(child, report.id)
        case 'left':
          return doorkeeper.left(child)
        case 'forget':
          return this.#rounds.begin(child, report.id, report.key)
        case 'forgot':
          return this.#rounds.forgot(child, report.id)
      }
    }
    const child = startChild(entry, task, onReport)
    return child
  }
}
