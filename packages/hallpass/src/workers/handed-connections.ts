import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { DoorName, OpenDoor } from '../server/door.ts'

/** How long requests under way may take when a server is closed, milliseconds. */
const closingTime = 10_000
/** How often it is looked for connections that have become idle meanwhile, milliseconds. */
const sweepInterval = 100

/** Doors of a process that does not listen itself: connections are handed to it. */
export class HandedConnections {
  readonly #urls: Readonly<Record<DoorName, string | undefined>>
  readonly #servers = new Map<DoorName, { readonly server: FastifyInstance; readonly open: Set<Socket> }>()
  readonly #onClosed: () => void

  /**
   * @param urls where connections are taken
   * @param onClosed called for each connection that is closed
   */
  constructor(urls: Readonly<Record<DoorName, string | undefined>>, onClosed: () => void) {
    this.#urls = urls
    this.#onClosed = onClosed
  }

  readonly open: OpenDoor = async (name, server) => {
    await server.ready()
    // As if it listened: from here on Node looks after slow and idle connections.
    server.server.emit('listening')
    const open = new Set<Socket>()
    this.#servers.set(name, { server, open })
    return { url: this.#urls[name] ?? '', close: () => closeHanded(server, open) }
  }

  /** Serves a connection, of which nothing was read before. */
  take(name: DoorName, socket: Socket): void {
    const door = this.#servers.get(name)
    socket.once('close', () => {
      door?.open.delete(socket)
      this.#onClosed()
    })
    // Node counts the connections that it accepts itself, which these are not.
    if (door === undefined || door.open.size >= door.server.server.maxConnections) {
      socket.destroy()
      return
    }
    // As Node's own connections of HTTP are: HTTP decides what the end of a request's half means.
    socket.allowHalfOpen = true
    door.open.add(socket)
    door.server.server.emit('connection', socket)
    socket.resume()
  }
}

/** Takes no new requests, and waits up to ten seconds for those under way. */
async function closeHanded(server: FastifyInstance, open: ReadonlySet<Socket>): Promise<void> {
  const deadline = setTimeout(() => server.server.closeAllConnections(), closingTime)
  await server.close()
  await new Promise<void>((resolve) => {
    const sweep = setInterval(() => {
      server.server.closeIdleConnections()
      if (open.size > 0) return
      clearInterval(sweep)
      resolve()
    }, sweepInterval)
  })
  clearTimeout(deadline)
}
