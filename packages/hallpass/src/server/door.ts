import type { FastifyInstance } from 'fastify'
import { closeServer } from './close-server.ts'
import { listeningUrl } from './listening-url.ts'

/** What a server is reached at, and how it stops. */
export interface Door {
  /** `http://HOST:PORT` with the port really bound. */
  readonly url: string
  /** Takes no new requests, and waits up to ten seconds for those under way. */
  close(): Promise<void>
}

/** Which of the two servers of a process it is. */
export type DoorName = 'service' | 'gateway'

export interface Address {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
}

/** Lets connections in to a server. */
export type OpenDoor = (name: DoorName, server: FastifyInstance, address: Address) => Promise<Door>

/** The process listens by itself. */
export const listen: OpenDoor = async (_, server, { host, port }) => {
  await server.listen({ host, port })
  return { url: listeningUrl(host, server.server.address()), close: () => closeServer(server) }
}
