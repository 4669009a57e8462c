import { createServer, type Server, type Socket } from 'node:net'
import type { Address, DoorName } from '../server/door.ts'
import { listeningUrl } from '../server/listening-url.ts'
import type { Child } from './child.ts'

/** A worker that has not taken a connection for this long, milliseconds, gets others only where no other worker is there. */
const longestTaking = 250

/**
 * How long a worker may take to take a connection, milliseconds. Where it has no room for another file, the connection is lost on its way,
 * and nobody is told.
 */
const longestHanding = 10_000

/** How many connections wait at most while there is no worker. */
const mostWaiting = 1_000

/** How many connections are on their way to workers at most. */
const mostHanding = 10_000

interface Visitor {
  readonly door: DoorName
  readonly socket: Socket
  /** When it was sent to a worker, milliseconds of a clock that only goes forward. */
  sentAt: number
  /** Runs out when the worker has taken too long. */
  handing: NodeJS.Timeout | undefined
}

/** What a worker has: connections that were sent to it, and how many it took and has still. */
interface Load {
  readonly sent: Map<number, Visitor>
  open: number
}

/**
 * Listens for all workers, and hands each connection to the one that has the fewest. Nothing is read here, and a connection is kept
 * until a worker has taken it: one that is sent to a worker that dies goes to another.
 */
export class Doorkeeper {
  readonly #servers: Server[] = []
  readonly #loads = new Map<Child, Load>()
  readonly #waiting: Visitor[] = []
  readonly #onError: (error: unknown) => void
  #lastId = 0

  /** @param onError told of what goes wrong with a listening socket */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  /** The address that is listened at. Rejects where the port is not to be had. */
  async listen(door: DoorName, { host, port }: Address): Promise<string> {
    const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      // A client that is gone is found out by who serves it.
      socket.on('error', () => socket.destroy())
      this.#hand({ door, socket, sentAt: 0, handing: undefined })
    })
    server.maxConnections = mostHanding
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host, port }, resolve)
    })
    server.on('error', this.#onError)
    this.#servers.push(server)
    return listeningUrl(host, server.address())
  }

  /** A worker is ready. */
  add(worker: Child): void {
    this.#loads.set(worker, { sent: new Map(), open: 0 })
    for (const visitor of this.#waiting.splice(0)) this.#hand(visitor)
  }

  /** A worker is gone; what it had not taken goes to others. */
  remove(worker: Child): void {
    const load = this.#loads.get(worker)
    this.#loads.delete(worker)
    for (const visitor of load?.sent.values() ?? []) this.#hand(visitor)
  }

  /** The worker has the connection. */
  taken(worker: Child, id: number): void {
    const load = this.#loads.get(worker)
    if (load === undefined) return
    load.open += 1
    // Ours is a second handle on the connection, which stays open at the worker's.
    this.#letGo(load, id)
  }

  /** A connection of the worker's is closed. */
  left(worker: Child): void {
    const load = this.#loads.get(worker)
    if (load !== undefined) load.open -= 1
  }

  /** Takes no more connections; those that wait are still handed on. */
  close(): void {
    for (const server of this.#servers) server.close()
  }

  #hand(visitor: Visitor): void {
    clearTimeout(visitor.handing)
    const now = performance.now()
    const inOrder = (one: Load, other: Load) => Number(isSlow(one, now)) - Number(isSlow(other, now)) || sizeOf(one) - sizeOf(other)
    const [least] = [...this.#loads].sort(([, one], [, other]) => inOrder(one, other))
    if (least === undefined) {
      if (this.#waiting.length < mostWaiting) this.#waiting.push(visitor)
      else visitor.socket.destroy()
      return
    }
    const [worker, load] = least
    this.#lastId += 1
    const id = this.#lastId
    visitor.sentAt = now
    visitor.handing = setTimeout(() => this.#letGo(load, id), longestHanding).unref()
    load.sent.set(id, visitor)
    worker.send({ kind: 'connection', id, door: visitor.door }, visitor.socket)
  }

  #letGo({ sent }: Load, id: number): void {
    const visitor = sent.get(id)
    if (visitor === undefined) return
    clearTimeout(visitor.handing)
    sent.delete(id)
    visitor.socket.destroy()
  }
}

function sizeOf({ sent, open }: Load): number {
  return sent.size + open
}

/** What was sent first comes first. */
function isSlow({ sent }: Load, now: number): boolean {
  const [first] = sent.values()
  return first !== undefined && now - first.sentAt > longestTaking
}
