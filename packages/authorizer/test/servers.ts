import { createHash } from 'node:crypto'
import { createServer, type RequestListener, request as send } from 'node:http'
import { onTestFinished } from 'vitest'
import { listenOnFreshPort } from '../../hallpass/test/counterparts/fresh-port.ts'
import { type SigningCredentials, signRequest } from '../../hallpass/test/support/sign-request.ts'

/** Serves on a loopback port until the test has finished; returns the address. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const port = await listenOnFreshPort(server)
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  })
  return `http://127.0.0.1:${port}`
}

export interface Sending {
  readonly method?: string
  readonly path?: string
  /** What is sent. */
  readonly body?: string
  /** What is signed, if it is something else. */
  readonly signedBody?: string
  /** What the request states of its body: the hash of what is signed, unless given; null for nothing. */
  readonly stated?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** The headers of a request to this address, signed for `execute-api`. */
export function signedHeaders(url: string, credentials: SigningCredentials, sending: Sending = {}): Record<string, string> {
  const { method = 'GET', path = '/orders', body = '', signedBody = body, headers = {} } = sending
  const { stated = signedBody === '' ? null : sha256(signedBody) } = sending
  return signRequest(
    { host: new URL(url).host, ...headers, ...(stated !== null && { 'x-amz-content-sha256': stated }) },
    signedBody,
    credentials,
    { service: 'execute-api', method, path, ...(stated !== null && { payload: stated }) },
  )
}

/** Sends a request that is signed. */
export function call(url: string, credentials: SigningCredentials, sending: Sending = {}): Promise<Answer> {
  return callWith(url, signedHeaders(url, credentials, sending), sending)
}

/** Sends a request with these headers. */
export function callWith(url: string, headers: Record<string, string>, sending: Sending = {}): Promise<Answer> {
  const { method = 'GET', path = '/orders', body = '' } = sending
  return new Promise((resolve, reject) => {
    const outgoing = send(`${url}${path}`, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString(), headers: incoming.headers }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
