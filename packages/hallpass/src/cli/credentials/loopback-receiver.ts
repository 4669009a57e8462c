import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CredentialFailure } from './credential-failure.ts'

/** How long a person may take to sign in, milliseconds. */
const timeLimit = 600_000

/** How long the last answer may take to arrive, milliseconds. */
const grace = 500

/** Waits on this machine for the provider to send the browser back. */
export interface LoopbackReceiver {
  /** `http://127.0.0.1:PORT/callback` */
  readonly redirectUri: string
  /**
   * The address that the browser came back to.
   * @throws {CredentialFailure} nobody came in time
   */
  readonly answer: Promise<URL>
  close(): Promise<void>
}

/**
 * Listens on the loopback interface. Only an answer with this `state` counts: any page can send the browser here.
 * Source: RFC 8252, sections 7.3 and 8.3.
 * @param port 0 picks a free one
 * @param limit milliseconds
 */
export async function receiveOnLoopback(state: string, port: number, limit: number = timeLimit): Promise<LoopbackReceiver> {
  let arrive: (address: URL) => void = () => undefined
  let give: (error: Error) => void = () => undefined
  const answer = new Promise<URL>((resolve, reject) => {
    arrive = resolve
    give = reject
  })
  // Who closes before it comes does not care for it.
  answer.catch(() => undefined)
  let origin = ''
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 32 * 1024 }, (request, response) => {
    const address = `${origin}${request.url}`
    const isOurs = `http://${request.headers.host}` === origin && URL.canParse(address) && new URL(address).pathname === path
    const isAnswer = isOurs && request.method === 'GET' && new URL(address).searchParams.get('state') === state
    const text = isAnswer ? 'This window can be closed: the command line goes on.' : 'This is no answer to the sign-in under way.'
    response.writeHead(isAnswer ? 200 : 404, headers)
    response.end(`<!doctype html><title>hallpass</title><p>${text}</p>\n`)
    if (isAnswer) arrive(new URL(address))
  })
  await listen(server, port)
  // A TCP server that listens has an address of this form.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const timer = setTimeout(() => give(new CredentialFailure('refused', `Nobody signed in within ${limit / 60_000} minutes.`)), limit)
  return {
    redirectUri: `${origin}${path}`,
    answer,
    close() {
      clearTimeout(timer)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      // Browsers open connections that they may need, and keep them.
      setTimeout(() => server.closeAllConnections(), grace).unref()
      return closed
    },
  }
}

const path = '/callback'
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  connection: 'close',
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new CredentialFailure('refused', `Port ${port} of this machine cannot be opened: choose another --callback-port.`, { cause })),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}
