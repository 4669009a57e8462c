import type { ClientRequest } from 'node:http'
import { AWS } from '../aws.ts'

/**
 * Ends a request whose connection does not come about in time.
 * @param milliseconds without it, there is no limit but that of the system
 */
export function limitConnecting(request: ClientRequest, milliseconds: number | undefined, failed: (error: Error) => void): void {
  if (!milliseconds) return
  request.on('socket', (socket) => {
    // That of an agent that keeps connections may have been there before.
    if (!socket.connecting) return
    const timer = setTimeout(() => {
      failed(AWS.util.error(new Error('Socket timed out without establishing a connection'), { code: 'TimeoutError' }))
      request.destroy()
    }, milliseconds)
    const clear = () => clearTimeout(timer)
    socket.once('connect', clear)
    request.once('error', clear)
    request.once('close', clear)
  })
}
