import { errorDocument } from '../s3/error-document.ts'
import type { S3Fault } from '../s3/s3-fault.ts'
import { sharingHeaders } from './cors.ts'
import type { GatewayRequest } from './gateway-request.ts'

/** How long a caller may go on sending a body that nobody reads, milliseconds. */
const patience = 2_000

/** As much of a request as is needed to refuse it. */
export type Refusable = Pick<GatewayRequest, 'id' | 'headers' | 'body' | 'response'> & {
  readonly head: Pick<GatewayRequest['head'], 'method' | 'path'>
}

/** Answers with S3's error document. */
export function refuse(request: Refusable, fault: S3Fault, origins: readonly string[]): void {
  const { response, body, head, id } = request
  if (response.headersSent) {
    response.destroy()
    return
  }
  const document = Buffer.from(errorDocument(fault, head.path, id, hostId))
  response.writeHead(fault.status, {
    'content-type': 'application/xml',
    'content-length': String(document.length),
    ...identity(id),
    ...(fault.retryAfterSeconds !== undefined && { 'retry-after': String(fault.retryAfterSeconds) }),
    ...(!body.complete && { connection: 'close' }),
    ...sharingHeaders(request.headers, origins, ['x-amz-request-id', 'x-amz-id-2']),
  })
  if (head.method === 'HEAD') response.flushHeaders()
  else response.write(document)
  endAnswer(request)
}

/** Which request this was. */
export function identity(id: string): Readonly<Record<string, string>> {
  return { 'x-amz-request-id': id, 'x-amz-id-2': hostId }
}

/**
 * Ends an answer that is written. What is still sent of the request is passed over for a while before: a connection that is closed over
 * unread bytes is reset, and the answer may be lost with it.
 */
export function endAnswer({ response, body }: Pick<GatewayRequest, 'response' | 'body'>): void {
  if (body.complete || body.destroyed) {
    response.end()
    return
  }
  const end = () => {
    clearTimeout(deadline)
    response.end()
  }
  const deadline = setTimeout(end, patience)
  body.once('end', end).once('close', end)
  body.unpipe().resume()
}

export const hostId = 'hallpass'
