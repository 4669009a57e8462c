import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { listenOnFreshPort } from './fresh-port.ts'

/** A store in memory: it takes and gives objects of any name, checks nothing, and tells what it saw of every request from its first byte. */
export interface MemoryStore {
  readonly url: string
  readonly seen: SeenRequest[]
  /** By path. What came whole, and nothing else. */
  readonly kept: Map<string, Buffer>
  /** How many connections are open. */
  connections(): number
  /** Answers in place of the store; false: the store does. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean
  close(): Promise<void>
}

export interface SeenRequest {
  readonly method: string
  /** As on the wire. */
  readonly target: string
  readonly headers: IncomingMessage['headers']
  /** Settles when the request is over; whether it came whole. */
  readonly whole: Promise<boolean>
}

export async function startMemoryStore(): Promise<MemoryStore> {
  const [seen, kept, sockets]: [SeenRequest[], Map<string, Buffer>, Set<Socket>] = [[], new Map(), new Set()]
  const server = createServer((request, response) => {
    const { method = '', url: target = '', headers } = request
    const whole = new Promise<boolean>((resolve) => request.once('close', () => resolve(request.complete)))
    seen.push({ method, target, headers, whole })
    if (!store.answer(request, response)) serve(request, response, kept)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const port = await listenOnFreshPort(server)
  const store: MemoryStore = {
    url: `http://127.0.0.1:${port}`,
    seen,
    kept,
    connections: () => sockets.size,
    answer: () => false,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return store
}

async function serve(request: IncomingMessage, response: ServerResponse, kept: Map<string, Buffer>): Promise<void> {
  const chunks: Buffer[] = []
  try {
    // Streams without an encoding give bytes.
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    return
  }
  const path = request.url?.split('?')[0] ?? ''
  if (request.method === 'PUT') kept.set(path, Buffer.concat(chunks))
  if (request.method === 'DELETE') kept.delete(path)
  const body = request.method === 'GET' || request.method === 'HEAD' ? kept.get(path) : Buffer.alloc(0)
  const length = { 'content-length': String(body?.length ?? 0) }
  response.writeHead(body === undefined ? 404 : 200, { ...length, etag: '"0"' }).end(request.method === 'HEAD' ? undefined : body)
}
