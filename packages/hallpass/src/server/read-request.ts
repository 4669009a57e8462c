import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Client } from '../operation/context.ts'
import type { IncomingRequest } from './incoming-request.ts'

/**
 * The request that the framework received; whom it believes about proxies is its own setting.
 * @param receivedAt by the clock of `performance.now`, milliseconds
 * @param body where it was read
 */
export function readRequest(
  received: FastifyRequest,
  receivedAt = performance.now(),
  body: Uint8Array = new Uint8Array(),
): IncomingRequest {
  const { id, method, headers, host, raw } = received
  const target = raw.url ?? '/'
  const question = target.indexOf('?')
  return {
    id,
    receivedAt,
    method,
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers,
    rawHeaders: raw.rawHeaders,
    forwardedHost: host === (headers.host ?? '') ? undefined : host,
    client: readClient(received),
    peerAddress: plainAddress(raw.socket.remoteAddress),
    body,
  }
}

function readClient({ ip, ips, protocol, headers }: FastifyRequest): Client {
  // Nearest first; what a proxy passed on may be no address.
  const hops = (ips ?? [ip]).map(plainAddress).filter((address) => isIP(address) !== 0)
  return {
    sourceIp: hops.at(-1) ?? '',
    isSecure: protocol === 'https',
    userAgent: headers['user-agent'],
    referer: headers.referer,
  }
}

/** Without the port that some proxies add, the zone of a link-local address, and the prefix of IPv4 over an IPv6 socket. */
function plainAddress(text: string | undefined): string {
  const [, bracketed, dotted = text] = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/.exec(text ?? '') ?? []
  return (bracketed ?? dotted ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.)/i, '')
}
