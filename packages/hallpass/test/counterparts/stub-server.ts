import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { listenOnFreshPort } from './fresh-port.ts'

/** What a provider may do wrong. */
export type Fault = 'hang' | 'hang-in-body' | 'hang-trickling' | 'cut' | 'status-500' | 'status-429' | 'redirect' | 'huge' | 'html' | 'list'

export const faults: readonly Fault[] = [
  'hang',
  'hang-in-body',
  'hang-trickling',
  'cut',
  'status-500',
  'status-429',
  'redirect',
  'huge',
  'html',
  'list',
]

export interface StubRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface StubAnswer {
  readonly status?: number
  readonly body: unknown
}

export interface StubServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** The paths that were asked for, in order, without their queries. */
  readonly asked: readonly string[]
  /** From now on every request meets this fault; undefined: none. */
  fail(fault: Fault | undefined): void
  /** From now on every request is answered so much later, milliseconds. */
  delay(milliseconds: number): void
  /** How many connections there are now, and how many there ever were at once. */
  connections(): { readonly open: number; readonly most: number }
  close(): Promise<void>
}

/** A JSON server on a loopback port of its own, which can be told to fail. */
export async function startStubServer(answer: (request: StubRequest, base: string) => StubAnswer): Promise<StubServer> {
  const asked: string[] = []
  let fault: Fault | undefined
  let lateness = 0
  let base = ''
  const connections = { open: 0, most: 0 }
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', base)
    asked.push(url.pathname)
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString()
    if (lateness > 0) await setTimeout(lateness)
    if (fault === undefined) send(response, answer({ method: incoming.method ?? 'GET', url, headers: incoming.headers, body }, base))
    else misbehave(fault, response, url)
  })
  server.on('connection', (socket) => {
    connections.open += 1
    connections.most = Math.max(connections.most, connections.open)
    socket.once('close', () => {
      connections.open -= 1
    })
  })
  base = `http://127.0.0.1:${await listenOnFreshPort(server)}`
  return {
    url: base,
    asked,
    fail(next) {
      fault = next
    },
    delay(milliseconds) {
      lateness = milliseconds
    },
    connections: () => ({ ...connections }),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function send(response: ServerResponse, { status = 200, body }: StubAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function misbehave(fault: Fault, response: ServerResponse, url: URL): void {
  switch (fault) {
    case 'hang':
      break
    case 'hang-in-body':
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"keys":')
      break
    case 'hang-trickling':
      trickle(response)
      break
    case 'cut':
      response.destroy()
      break
    case 'status-500':
      send(response, { status: 500, body: { error: 'server_error' } })
      break
    case 'status-429':
      send(response, { status: 429, body: { error: 'slow_down' } })
      break
    case 'redirect':
      response.writeHead(302, { location: `${url.origin}/elsewhere` }).end()
      break
    case 'huge':
      send(response, { body: { keys: [], padding: 'x'.repeat(10 * 1024 * 1024) } })
      break
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>')
      break
    case 'list':
      send(response, { body: [] })
      break
  }
}

/** A byte now and then, and never the last. */
function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"keys":[')
  const dripping = setInterval(() => response.write(' '), 20)
  response.once('close', () => clearInterval(dripping))
}
