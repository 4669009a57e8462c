import { once } from 'node:events'
import { connect } from 'node:net'

/** A connection that sends bytes as they are. */
export interface RawConnection {
  write(data: string | Uint8Array): Promise<void>
  /** All that was received, once the server has closed the connection. */
  readonly received: Promise<string>
  /** Resolves once a text like this was received. */
  seen(pattern: RegExp): Promise<void>
  /** Closes the connection without a word. */
  destroy(): void
}

export async function openConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('latin1')
  // Registered before the listeners of `seen`, so that they find the text complete.
  socket.on('data', (data: string) => {
    text += data
  })
  // A reset by the server ends the connection too.
  socket.on('error', () => undefined)
  const received = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  await once(socket, 'connect')
  return {
    received,
    write: (data) => new Promise((resolve) => socket.write(data, () => resolve())),
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => (pattern.test(text) ? resolve() : undefined)
        socket.on('data', look)
        socket.on('close', () => reject(new Error(`Closed after: ${text}`)))
        look()
      }),
    destroy: () => socket.destroy(),
  }
}

/** Sends one request over a connection of its own and returns the whole answer as text. */
export async function exchange(url: string, request: string | Uint8Array): Promise<string> {
  const connection = await openConnection(url)
  await connection.write(request)
  return connection.received
}

/** The head of a request of the JSON wire, its last line included, which asks to close the connection afterwards. */
export function rawHead(url: string, operation: string, headers: readonly string[]): string {
  const lines = [
    'POST / HTTP/1.1',
    `Host: ${new URL(url).host}`,
    'Content-Type: application/x-amz-json-1.1',
    `X-Amz-Target: AWSCognitoIdentityService.${operation}`,
    ...headers,
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
