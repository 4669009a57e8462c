import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import type { S3Authentication } from '../authentication/authenticate-s3.ts'
import { requestTarget } from '../s3/request-target.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { sentHeaders } from '../s3/sent-headers.ts'
import type { Backend, BackendRequest } from './backend/backend.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { toldChecksums } from './payload/checksum.ts'
import { decodePayload } from './payload/decode-payload.ts'
import { frameTrailers } from './payload/frame-trailers.ts'
import type { PayloadPlan } from './payload/payload-plan.ts'

/** Sends a request that was allowed to the store, with its body as it comes. */
export function forward(
  request: S3Request,
  received: GatewayRequest,
  plan: PayloadPlan | undefined,
  authentication: Pick<S3Authentication, 'chunks'>,
  backend: Backend,
): Promise<IncomingMessage> {
  const outgoing = { method: request.method, target: requestTarget(request), headers: sentHeaders(request) }
  if (plan === undefined) return backend.send({ ...outgoing, contentSha256: emptyHash, body: undefined }, received.signal)
  if (received.expectsContinue) received.response.writeContinue()
  const content = openPayload(request, received, plan, authentication)
  return backend.send(withBody(outgoing, plan, content, backend), received.signal)
}

/** Sends a request that was decided by its body, as it was read. */
export function forwardDocument(
  request: S3Request,
  document: Uint8Array,
  { signal }: GatewayRequest,
  backend: Backend,
): Promise<IncomingMessage> {
  const headers = withoutChunks(sentHeaders(request))
  const contentSha256 = createHash('sha256').update(document).digest('hex')
  const body = { length: document.length, content: document }
  return backend.send({ method: request.method, target: requestTarget(request), headers, contentSha256, body }, signal)
}

/** The body's own bytes, checked as they pass. */
export function openPayload(
  request: Pick<S3Request, 'headers' | 'method' | 'subresource'>,
  received: GatewayRequest,
  plan: PayloadPlan,
  { chunks }: Pick<S3Authentication, 'chunks'>,
): Readable {
  // What completes an upload tells the checksum of the whole object.
  const completes = request.method === 'POST' && request.subresource === 'uploadId'
  const decoded = decodePayload(plan, chunks, completes ? new Map() : toldChecksums(request.headers))
  // A failure shows where the stream is read.
  return pipeline(received.body, decoded, () => undefined)
}

/** Hex SHA-256 of nothing. */
export const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function withBody(
  outgoing: Pick<BackendRequest, 'method' | 'target' | 'headers'>,
  plan: PayloadPlan,
  content: Readable,
  { profile }: Backend,
): BackendRequest {
  const { length, sha256, trailers } = plan
  const [trailer] = trailers
  if (trailer !== undefined && profile.takesTrailers) {
    const framed = frameTrailers(trailers, content, length)
    const headers = new Map([...withoutChunks(outgoing.headers), ...framed.headers])
    return { ...outgoing, headers, contentSha256: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', body: framed.body }
  }
  const headers = plan.form === 'plain' ? outgoing.headers : withoutChunks(outgoing.headers)
  return { ...outgoing, headers, contentSha256: sha256 ?? 'UNSIGNED-PAYLOAD', body: { length, content } }
}

/** The headers of a body that no longer comes in chunks. */
function withoutChunks(headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const rest = new Map(headers)
  const encodings = (rest.get('content-encoding') ?? '').split(',').map((encoding) => encoding.trim())
  const kept = encodings.filter((encoding) => encoding !== '' && encoding.toLowerCase() !== 'aws-chunked')
  if (kept.length > 0) rest.set('content-encoding', kept.join(','))
  else rest.delete('content-encoding')
  // It announces a checksum that was checked here.
  rest.delete('x-amz-sdk-checksum-algorithm')
  return rest
}
