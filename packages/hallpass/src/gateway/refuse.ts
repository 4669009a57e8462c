import { errorDocument } from '../s3/error-document.ts'
import type { S3Fault } from '../s3/s3-fault.ts'
import { sharingHeaders } from './cors.ts'
import type { GatewayRequest } from './gateway-request.ts'

/** How long a caller may go on sending a body that nobody reads, milliseconds; without that he may not see why. */
const patience = 2_000

/** Answers with S3's error document. What is left of the body is passed over for a while, then the connection ends. */
export function refuse(request: GatewayRequest, fault: S3Fault, origins: readonly string[]): void {
  const { response, body, head, id } = request
  if (response.headersSent) {
    response.destroy()
    return
  }
  const document = Buffer.from(errorDocument(fault, head.path, id, hostId))
  const isUnread = !body.complete
  response.writeHead(fault.status, {
    ...identity(id),
    'content-type': 'application/xml',
    'content-length': String(document.length),
    ...(isUnread && { connection: 'close' }),
    ...sharingHeaders(request.headers, origins, ['x-amz-request-id', 'x-amz-id-2']),
  })
  response.end(head.method === 'HEAD' ? undefined : document)
  if (isUnread) discard(body)
}

/** Which request this was. */
export function identity(id: string): Readonly<Record<string, string>> {
  return { 'x-amz-request-id': id, 'x-amz-id-2': hostId }
}

/** Passes over what is still sent, but not for ever. */
export function discard(body: GatewayRequest['body']): void {
  const deadline = setTimeout(() => body.destroy(), patience)
  body.once('close', () => clearTimeout(deadline))
  body.unpipe().resume()
}

export const hostId = 'hallpass'
