import type { IncomingMessage } from 'node:http'
import type { Authorizer } from './create-authorizer.ts'
import { guardBody } from './guard-body.ts'
import type { Verdict } from './hallpass.ts'
import type { Question, ReceivedRequest } from './options.ts'

/** A request of Node's server; routers that change its target keep the one that was sent. */
export type Incoming = IncomingMessage & { readonly originalUrl?: string }

/**
 * Judges a request of Node's server. What is let through has a body that is held against its signature while it is read.
 * @throws UnavailableError where it cannot be judged
 * @throws Error where somebody has read of the body before
 */
export async function authorizeIncoming(authorizer: Authorizer, incoming: Incoming, question: Question): Promise<Verdict> {
  const request = describe(incoming)
  if (request.hasBody && incoming.readableDidRead) {
    throw new Error('The body was read before the authorizer could see it: put it before whatever reads bodies.')
  }
  const verdict = await authorizer.authorize(request, question)
  const sha256 = verdict.kind === 'allowed' ? verdict.hallpass.contentSha256 : undefined
  if (sha256 !== undefined && sha256 !== 'UNSIGNED-PAYLOAD') guardBody(incoming, sha256)
  return verdict
}

function describe(incoming: Incoming): ReceivedRequest {
  const { method = '', url = '', originalUrl = url, rawHeaders } = incoming
  const headers: Record<string, string[]> = {}
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    // Of HTTP/2, the host has a name of its own.
    const name = (rawHeaders[at] ?? '').toLowerCase().replace(/^:authority$/, 'host')
    if (!name.startsWith(':')) headers[name] = [...(Object.hasOwn(headers, name) ? (headers[name] ?? []) : []), rawHeaders[at + 1] ?? '']
  }
  return { method, url: originalUrl, headers, hasBody: mayHaveBody(incoming) }
}

/** Of HTTP/2, the head does not tell. */
function mayHaveBody({ httpVersionMajor, headers }: Incoming): boolean {
  return httpVersionMajor > 1 || headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0
}
