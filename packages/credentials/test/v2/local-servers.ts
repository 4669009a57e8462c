import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net'

export interface LocalServer {
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Of all connections so far. */
  readonly connections: number
  close(): Promise<void>
}

/** A server of this test alone, whose connections are cut when it closes. */
export async function listen(server: TcpServer): Promise<LocalServer> {
  const sockets: Socket[] = []
  server.on('connection', (socket) => sockets.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get connections() {
      return sockets.length
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** One that answers when the request has been read. */
export function afterBody(listener: RequestListener): Server {
  return createServer((request, response) => {
    request.resume()
    request.on('end', () => listener(request, response))
  })
}

export const giveId: RequestListener = (_request, response) => response.end('{"IdentityId":"an-id"}')
