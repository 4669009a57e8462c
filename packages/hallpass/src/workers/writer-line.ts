import { createConnection, type Socket } from 'node:net'
import { OutcomeUnknown } from '../store/outcome-unknown.ts'
import type { Attempt, Verdict } from '../store/sqlite/attempt.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { Frames } from './frames.ts'
import type { Failure, Reply } from './write-messages.ts'

/** How long a write waits for a writer that is being replaced, milliseconds. */
const patience = 5_000

interface Pending {
  readonly resolve: (verdict: Verdict) => void
  readonly reject: (error: unknown) => void
}

interface Connection {
  readonly socket: Socket
  readonly frames: Frames
  readonly pending: Map<number, Pending>
}

/** A worker's line to the writer, and to those that come after it. */
export class WriterLine {
  readonly #waiting = new Set<(connection: Connection) => void>()
  #connection: Connection | undefined
  #lastId = 0

  /** Connects to a writer; what waited for one goes to it. */
  connect(path: string): void {
    this.close()
    const pending = new Map<number, Pending>()
    const socket = createConnection(path)
    const frames = new Frames(socket, (message) => {
      // Only the writer answers, and sends nothing else.
      settle(pending, message as Reply)
    })
    const connection = { socket, frames, pending }
    socket.on('connect', () => {
      this.#connection = connection
      for (const goOn of this.#waiting) goOn(connection)
      this.#waiting.clear()
    })
    // What follows is 'close'.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (this.#connection === connection) this.#connection = undefined
      for (const { reject } of pending.values()) reject(new OutcomeUnknown('The process that writes has gone.'))
    })
  }

  /** Rejects with `OutcomeUnknown` where the writer goes before it has answered, and with `StoreUnavailable` where there is none. */
  async submit(attempt: Attempt): Promise<Verdict> {
    const { frames, pending } = this.#connection ?? (await this.#nextConnection())
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject })
      frames.send({ id, attempt })
    })
  }

  close(): void {
    this.#connection?.socket.destroy()
    this.#connection = undefined
  }

  #nextConnection(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const goOn = (connection: Connection) => {
        clearTimeout(timer)
        resolve(connection)
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(goOn)
        reject(new StoreUnavailable('The process that writes is not there. It is being started again; the log says what ended it.'))
      }, patience)
      this.#waiting.add(goOn)
    })
  }
}

function settle(pending: Map<number, Pending>, { id, result }: Reply): void {
  const waiting = pending.get(id)
  pending.delete(id)
  if (result.kind === 'verdict') waiting?.resolve(result.verdict)
  else waiting?.reject(errorOf(result.failure))
}

function errorOf({ message, isUnavailable, errcode }: Failure): Error {
  const error = isUnavailable ? new StoreUnavailable(message) : new Error(message)
  return errcode === undefined ? error : Object.assign(error, { errcode })
}
