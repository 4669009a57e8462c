import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { fault, type S3Fault } from '../s3/s3-fault.ts'
import { escapeXml } from '../xml/escape-xml.ts'
import { sharingHeaders } from './cors.ts'
import type { GatewayRequest } from './gateway-request.ts'
import type { GatewayContext } from './judge.ts'
import { readWhole } from './read-whole.ts'
import { discard, hostId, identity } from './refuse.ts'

/** Bytes: longer documents of these kinds there are not. */
const longestAnswer = 1024 * 1024

/**
 * Hands the store's answer on: as it is, but for request ids and host names, which are ours.
 * @returns a fault where the store does not take the gateway's key, which is not the caller's business
 */
export async function passAnswer(answer: IncomingMessage, request: GatewayRequest, ctx: GatewayContext): Promise<S3Fault | undefined> {
  const { response, body, head } = request
  const status = answer.statusCode ?? 500
  const isRewritten = isDocument(answer) && (status >= 400 || (head.method === 'POST' && /(^|&)uploadId=/.test(head.query)))
  const document = isRewritten ? await readWhole(answer, longestAnswer) : undefined
  const text = document?.toString()
  const code = text === undefined ? undefined : /<Code>([^<]*)<\/Code>/.exec(text)?.[1]
  if (status === 401 || (code !== undefined && ofOurKey.has(code))) return fault('InternalError', 500, internalError)

  const written = text === undefined ? undefined : Buffer.from(rewrite(text, request, ctx))
  const headers = passedHeaders(answer, written)
  // An answer that came before the body was read ends the connection: what follows of it would be taken for a request.
  const isUnread = !body.complete
  response.writeHead(status, {
    ...headers,
    ...identity(request.id),
    ...(isUnread && { connection: 'close' }),
    ...sharingHeaders(request.headers, ctx.origins, Object.keys(headers).concat('x-amz-request-id', 'x-amz-id-2')),
  })
  if (written !== undefined) response.end(written)
  else await pipeline(answer, response)
  if (isUnread) discard(body)
  return undefined
}

/** Refusals of a signature or key: the gateway's own. */
const ofOurKey = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken', 'RequestTimeTooSkewed'])
const internalError = 'We encountered an internal error. Please try again.'

function isDocument({ headers }: IncomingMessage): boolean {
  return /^(application|text)\/xml/.test(headers['content-type'] ?? '')
}

function rewrite(text: string, { id, headers }: GatewayRequest, { backend }: GatewayContext): string {
  return text
    .replace(/<RequestId>[^<]*<\/RequestId>/, `<RequestId>${id}</RequestId>`)
    .replace(/<HostId>[^<]*<\/HostId>/, `<HostId>${hostId}</HostId>`)
    .replaceAll(backend.origin, `http://${escapeXml(headers.host ?? '')}`)
}

function passedHeaders({ headers }: IncomingMessage, written: Buffer | undefined): Record<string, string> {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/)
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || named.includes(name) || isOurs(name)) continue
    passed[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return written === undefined ? passed : { ...passed, 'content-length': String(written.length) }
}

/** What holds for one connection only, and what the gateway says itself. */
function isOurs(name: string): boolean {
  return (
    ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'set-cookie', 'x-amz-request-id', 'x-amz-id-2'].includes(
      name,
    ) ||
    name.startsWith('access-control-') ||
    name.startsWith('proxy-')
  )
}
