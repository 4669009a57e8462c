import { createServer, type IncomingMessage } from 'node:http'
import { listenOnFreshPort } from './fresh-port.ts'

/** A store that keeps nothing: it says yes to everything, and tells what it was asked. */
export interface AnsweringStore {
  readonly url: string
  /** In the order in which they came; those of the gateway's own that look at tags among them. */
  readonly received: StoreRequest[]
  /** What the next requests are answered with; `undefined`: 200 and no body. */
  answer: (request: StoreRequest) => StoreAnswer | undefined
  close(): Promise<void>
}

export interface StoreRequest {
  readonly method: string
  /** As on the wire. */
  readonly target: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface StoreAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export async function startAnsweringStore(): Promise<AnsweringStore> {
  const received: StoreRequest[] = []
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    try {
      // Streams without an encoding give bytes.
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const { method = '', url: target = '', headers } = incoming
    const request = { method, target, headers, body: Buffer.concat(chunks) }
    received.push(request)
    const { status = 200, headers: answered = {}, body = '' } = store.answer(request) ?? {}
    response.writeHead(status, answered).end(body)
  })
  const port = await listenOnFreshPort(server)
  const store: AnsweringStore = {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: () => undefined,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return store
}
