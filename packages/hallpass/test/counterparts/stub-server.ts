import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnFreshPort } from './fresh-port.ts'

/** What a provider may do wrong. */
export type Fault = 'hang' | 'hang-in-body' | 'cut' | 'status-500' | 'status-429' | 'redirect' | 'huge' | 'html' | 'list'

export const faults: readonly Fault[] = ['hang', 'hang-in-body', 'cut', 'status-500', 'status-429', 'redirect', 'huge', 'html', 'list']

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
  close(): Promise<void>
}

/** A JSON server on a loopback port of its own, which can be told to fail. */
export async function startStubServer(answer: (request: StubRequest, base: string) => StubAnswer): Promise<StubServer> {
  const asked: string[] = []
  let fault: Fault | undefined
  let base = ''
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', base)
    asked.push(url.pathname)
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString()
    if (fault === undefined) send(response, answer({ method: incoming.method ?? 'GET', url, headers: incoming.headers, body }, base))
    else misbehave(fault, response, url)
  })
  base = `http://127.0.0.1:${await listenOnFreshPort(server)}`
  return {
    url: base,
    asked,
    fail(next) {
      fault = next
    },
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
