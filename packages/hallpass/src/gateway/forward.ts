import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { S3Authentication } from '../authentication/authenticate-s3.ts'
import { requestTarget } from '../s3/request-target.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { sentHeaders } from '../s3/sent-headers.ts'
import type { Backend, BackendRequest } from './backend/backend.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { toldChecksums } from './payload/checksum.ts'
import { decodePayload } from './payload/decode-payload.ts'
import { frameTrailers } from './payload/frame-trailers.ts'
import { incompleteBody } from './payload/payload-error.ts'
import type { PayloadPlan } from './payload/payload-plan.ts'
import type { PayloadRules } from './payload/payload-reader.ts'
import { readPayload, shortBody } from './payload/read-payload.ts'
import { emptyHash } from './plan-body.ts'

/** Sends a request that was allowed to the store, with its body as it comes. */
export async function forward(
  request: S3Request,
  received: GatewayRequest,
  plan: PayloadPlan | undefined,
  authentication: Pick<S3Authentication, 'chunks'>,
  backend: Backend,
): Promise<IncomingMessage> {
  const outgoing = { method: request.method, target: requestTarget(request), headers: sentHeaders(request) }
  if (plan === undefined) return backend.send({ contentSha256: emptyHash, body: undefined, ...outgoing }, received.signal)
  if (received.expectsContinue) received.response.writeContinue()
  const isShort = plan.length <= shortBody && !(plan.trailers.length > 0 && backend.profile.takesTrailers)
  const content = isShort
    ? await readPayload(received.body, payloadRules(request, plan, authentication))
    : openPayload(request, received, plan, authentication)
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
  headers.delete('x-amz-sdk-checksum-algorithm')
  const contentSha256 = createHash('sha256').update(document).digest('hex')
  const body = { length: document.length, content: document }
  return backend.send({ method: request.method, target: requestTarget(request), headers, contentSha256, body }, signal)
}

/** The body's own bytes, checked as they pass. */
export function openPayload(
  request: Pick<S3Request, 'headers' | 'method' | 'subresource'>,
  { body }: Pick<GatewayRequest, 'body'>,
  plan: PayloadPlan,
  authentication: Pick<S3Authentication, 'chunks'>,
): Readable {
  const decoded = decodePayload(payloadRules(request, plan, authentication))
  // Not `pipeline`: it ends the caller's connection with the body that does not hold, and nobody tells him why it does not.
  const cutShort = () => {
    if (!body.readableEnded) decoded.destroy(incompleteBody())
  }
  if (body.destroyed) cutShort()
  body.once('close', cutShort)
  return body.pipe(decoded)
}

function payloadRules(
  request: Pick<S3Request, 'headers' | 'method' | 'subresource'>,
  plan: PayloadPlan,
  { chunks }: Pick<S3Authentication, 'chunks'>,
): PayloadRules {
  // What completes an upload tells the checksum of the whole object.
  const completes = request.method === 'POST' && request.subresource === 'uploadId'
  return { plan, chunks, told: completes ? new Map() : toldChecksums(request.headers) }
}

function withBody(
  { method, target, headers: sent }: Pick<BackendRequest, 'method' | 'target' | 'headers'>,
  { form, length, sha256, trailers }: PayloadPlan,
  content: Readable | Buffer,
  { profile }: Backend,
): BackendRequest {
  const headers = withoutChunks(sent)
  // It announces a checksum that was checked here, and ends here.
  if (form !== 'plain') headers.delete('x-amz-sdk-checksum-algorithm')
  if (trailers.length === 0 || !profile.takesTrailers || content instanceof Uint8Array) {
    return { method, target, headers, contentSha256: sha256 ?? 'UNSIGNED-PAYLOAD', body: { length, content } }
  }
  const framed = frameTrailers(trailers, content, length)
  const encoding = headers.get('content-encoding')
  for (const [name, value] of framed.headers) headers.set(name, value)
  if (encoding !== undefined) headers.set('content-encoding', `aws-chunked,${encoding}`)
  return { method, target, headers, contentSha256: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', body: framed.body }
}

/** The headers of a body that comes in no chunks, or no longer. */
function withoutChunks(headers: ReadonlyMap<string, string>): Map<string, string> {
  const rest = new Map(headers)
  const encodings = (rest.get('content-encoding') ?? '').split(',').map((encoding) => encoding.trim())
  const kept = encodings.filter((encoding) => encoding !== '' && encoding.toLowerCase() !== 'aws-chunked')
  if (kept.length > 0) rest.set('content-encoding', kept.join(','))
  else rest.delete('content-encoding')
  return rest
}
