import * as http from 'node:http'
import * as https from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import * as tls from 'node:tls'
import { AWS } from '../aws.ts'
import type { Endpoint, HttpOptions } from '../http-types.ts'
import { hostOf } from './host-of.ts'
import { limitConnecting } from './limit-connecting.ts'
import type { ProxyServer } from './proxy.ts'

/** A proxy of this machine makes no tunnels: what it is to send on, it wants to see. */
export class NoTunnelError extends Error {}

type CreateConnection = (options: http.ClientRequestArgs, done: (error: Error | null, socket: Duplex) => void) => undefined

/** How a request gets its connection: the proxy is asked for one to the endpoint (RFC 9110 section 9.3.6), which TLS then begins in. */
export function tunnelThrough(
  proxy: ProxyServer,
  target: Endpoint,
  { agent, timeout, connectTimeout }: HttpOptions,
  signal: AbortSignal,
): CreateConnection {
  // It would keep connections to the endpoint, and this one is to the proxy; but what it knows of certificates counts.
  const { options: trust } = (agent ?? {}) as https.Agent
  const [host, { request }] = [`${target.hostname}:${target.port}`, proxy.endpoint.protocol === 'https:' ? https : http]
  // TLS knows names alone.
  const named = isIP(hostOf(target)) ? {} : { servername: hostOf(target) }
  return (options, done) => {
    const asked = request({
      host: hostOf(proxy.endpoint),
      port: proxy.endpoint.port,
      method: 'CONNECT',
      path: host,
      headers: { Host: host, ...proxy.headers },
      agent: false,
      signal,
    })
    // Without an error the socket counts, with one it is not looked at.
    const fail = (error: Error) => done(error, undefined as never)
    limitConnecting(asked, connectTimeout, fail)
    asked.setTimeout(timeout || 0, () => {
      fail(AWS.util.error(new Error(`Connection timed out after ${timeout}ms`), { code: 'TimeoutError' }))
      asked.destroy()
    })
    asked.once('error', (error: Error & { code?: string }) => {
      fail(error.code === 'ECONNRESET' && isLocal(proxy.endpoint) ? new NoTunnelError() : error)
    })
    asked.once('connect', ({ statusCode, statusMessage }, socket) => {
      if (statusCode === 200) return done(null, tls.connect({ ...trust, ...(options as object), socket, ...named }))
      socket.destroy()
      const isUnknown = statusCode === 405 || statusCode === 501
      fail(isUnknown && isLocal(proxy.endpoint) ? new NoTunnelError() : new Error(`The proxy refused: ${statusCode} ${statusMessage}`))
    })
    asked.end()
    return undefined
  }
}

// Nobody listens on the way to it.
function isLocal(endpoint: Endpoint): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/.test(hostOf(endpoint))
}
