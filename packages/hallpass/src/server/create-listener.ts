import http, { type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { type ConnectionLimits, limitConnections } from './connection-limits.ts'
import { RequestQueue } from './request-queue.ts'

/** A request and the answer that it waits for. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

export interface ListenerSettings extends ServerOptions {
  /** Answers a request. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void
  /** Whether what a request asks for is too much at the moment, whatever else is done. */
  readonly isTooMuch?: (request: IncomingMessage) => boolean
  readonly connections: ConnectionLimits
  /** Addresses and CIDR blocks. */
  readonly trustedProxies: readonly string[]
  /** Refuses one while there are too many. */
  readonly refuse: (request: IncomingMessage, response: ServerResponse) => void
}

/** How many headers a request has at most; all together have 16 KiB at most, which is the runtime's limit. */
const mostHeaders = 256

/** What the operator's probes ask: they are to hear that the process lives, above all when it has much to do. */
const probes = new Set(['/healthz', '/readyz'])

/** A listener whose requests wait for their turn, in a queue that is never longer than callers wait. */
export function createListener({ serve, refuse, isTooMuch, connections, trustedProxies, ...options }: ListenerSettings): Server {
  const queue = new RequestQueue<Exchange>({
    serve: ({ request, response }) => serve(request, response),
    refuse: ({ request, response }) => refuse(request, response),
    // Who has said that he sends no more has left: nothing can be sent to him either.
    isGone: ({ request: { socket } }) => socket.destroyed || socket.writableEnded,
  })
  const server = http.createServer(options, (request, response) => {
    if (request.rawHeaders.length > 2 * mostHeaders) {
      response.writeHead(431, { Connection: 'close', 'Content-Length': 0 }).end()
      return
    }
    if (probes.has(request.url ?? '')) serve(request, response)
    else if (isTooMuch?.(request)) refuse(request, response)
    else queue.add({ request, response })
  })
  // Without a limit of its own, the runtime would leave out what is beyond 2,000 as if it had not been sent.
  server.maxHeadersCount = 0
  limitConnections(server, connections, trustedProxies)
  return server
}
