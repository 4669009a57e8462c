import type { IncomingHttpHeaders } from 'node:http'
import type { SignedRequest } from '../sigv4/signed-request.ts'

/** A request as the listener received it. */
export interface IncomingRequest {
  /** A UUID of ours. */
  readonly id: string
  readonly method: string
  /** As on the wire, without its `?`. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** As on the wire: order, case and duplicates kept. */
  readonly rawHeaders: readonly string[]
  readonly body: Uint8Array
}

/** The request as its signature covers it. */
export function signedRequest({ method, query, rawHeaders, body }: IncomingRequest): SignedRequest {
  const headers: [string, string][] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  return { method, path: '/', query, headers, body }
}

/** The media type of the body, in lower case and without parameters; empty where none is said. */
export function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
