import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RecordedCall, readCall } from './recorded-call.ts'

export interface RecordingProxy {
  readonly url: string
  /** In the order in which they were answered. */
  readonly calls: readonly RecordedCall[]
  close(): Promise<void>
}

/** Hands requests on as they are, their `Host` and signature too, and keeps what was said. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const calls: RecordedCall[] = []
  const server = createServer(async (incoming, response) => {
    const body = await readAll(incoming)
    const answer = await handOn(target, incoming, body)
    const text = await readAll(answer)
    const status = answer.statusCode ?? 0
    calls.push(readCall(incoming.headersDistinct['x-amz-target']?.[0], body, status, text))
    response.writeHead(status, answer.headers).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // A TCP server that listens has an address of this form.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function handOn(target: string, { method, url = '/', headers }: IncomingMessage, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target)
    request({ hostname, port, method, path: url, headers, setHost: false }, resolve).on('error', reject).end(body)
  })
}

async function readAll(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
