import type { IncomingHttpHeaders } from 'node:http'
import type { Client } from '../operation/context.ts'
import type { SignedRequest } from '../sigv4/signed-request.ts'

/** A request as the listener received it. */
export interface IncomingRequest {
  /** A UUID of ours. */
  readonly id: string
  /** When its head had arrived, by the clock of `performance.now`, milliseconds. */
  readonly receivedAt: number
  readonly method: string
  /** As on the wire, without the query; of a target in absolute form, what follows the host. */
  readonly path: string
  /** As on the wire, without its `?`. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** As on the wire: order, case and duplicates kept. */
  readonly rawHeaders: readonly string[]
  /** What the caller sent as `Host`, where a trusted proxy tells. */
  readonly forwardedHost: string | undefined
  readonly client: Client
  /** The other end of the connection, whatever is told of proxies; IPv4 in dotted form. */
  readonly peerAddress: string
  readonly body: Uint8Array
}

/** The request as its signature covers it. */
export function signedRequest(request: IncomingRequest): SignedRequest {
  const { method, path, query, body } = request
  return { method, path, query, headers: signedHeaders(request), body }
}

/** The headers as their signature covers them: the host is the one that the caller sent. */
export function signedHeaders({
  rawHeaders,
  forwardedHost,
}: Pick<IncomingRequest, 'rawHeaders' | 'forwardedHost'>): SignedRequest['headers'] {
  const headers: [string, string][] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
    headers.push([name, name.toLowerCase() === 'host' ? (forwardedHost ?? value) : value])
  }
  return headers
}

/** The media type of the query wire's bodies. */
export const formType = 'application/x-www-form-urlencoded'

/** The media type of the body, in lower case and without parameters; empty where none is said. */
export function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
