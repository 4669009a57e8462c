import type { IncomingMessage } from 'node:http'
import type { S3Request } from '../s3/s3-request.ts'
import { BackendError, BackendKeyError } from './backend/backend.ts'
import { takesKey } from './backend/takes-key.ts'
import { sharingHeaders } from './cors.ts'
import type { GatewayRequest } from './gateway-request.ts'
import type { GatewayContext } from './judge.ts'
import { withOwnHost, withOwnNames } from './own-names.ts'
import { pour } from './pour.ts'
import { readWhole } from './read-whole.ts'
import { endAnswer, identity } from './refuse.ts'

/** Bytes: longer documents of these kinds there are not. */
const longestAnswer = 1024 * 1024

/**
 * Hands the store's answer on: as it is, but for request ids and host names, which are ours.
 * @throws {BackendError} the store's answer cannot be read
 * @throws {BackendKeyError} the store does not take the gateway's key, which is not the caller's business
 */
export async function passAnswer(
  answer: IncomingMessage,
  asked: Pick<S3Request, 'method' | 'subresource'>,
  request: GatewayRequest,
  { backend, origins }: Pick<GatewayContext, 'backend' | 'origins'>,
): Promise<undefined> {
  const { response, body, head } = request
  const status = answer.statusCode ?? 500
  // What completes an upload is answered by a document that says where the object is.
  const isRewritten = isDocument(answer) && (status >= 300 || (asked.method === 'POST' && asked.subresource === 'uploadId'))
  const document = isRewritten && head.method !== 'HEAD' ? await readDocument(answer) : undefined
  const code = document === undefined ? undefined : /<Code>([^<]*)<\/Code>/.exec(document)?.[1]
  const isOfKey = status === 401 || (code !== undefined && ofOurKey.has(code))
  const mayBeOfKey = status === 403 && backend.profile.deniesUnknownKeys
  if (isOfKey || (mayBeOfKey && !(await takesKey(backend, request.signal)))) {
    answer.destroy()
    throw new BackendKeyError(`The store does not take the gateway's key: ${code ?? status}.`)
  }

  const written = document === undefined ? undefined : Buffer.from(withOwnNames(withMessage(document, code), request, backend))
  const headers = passedHeaders(answer, written)
  if (headers['location'] !== undefined) headers['location'] = withOwnHost(headers['location'], request, backend)
  // An answer that came before the body was read ends the connection.
  const isUnread = !body.complete
  const shared = sharingHeaders(request.headers, origins, Object.keys(headers).concat('x-amz-request-id', 'x-amz-id-2'))
  response.writeHead(status, Object.assign(headers, identity(request.id), isUnread && { connection: 'close' }, shared))
  if (written !== undefined) response.write(written)
  else await pour(answer, response)
  endAnswer(request)
  return undefined
}

/** Refusals of a signature or key: the gateway's own. */
const ofOurKey = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken', 'RequestTimeTooSkewed'])

function isDocument({ headers }: IncomingMessage): boolean {
  return /^(application|text)\/xml/i.test(headers['content-type'] ?? '')
}

async function readDocument(answer: IncomingMessage): Promise<string> {
  const document = await readWhole(answer, longestAnswer)
  if (document === undefined) throw new BackendError('The answer of the store is too long.')
  return document.toString()
}

/** Ceph leaves messages empty, at which the AWS command line fails without saying anything. */
function withMessage(document: string, code: string | undefined): string {
  return code === undefined ? document : document.replace('<Message></Message>', () => `<Message>${code}</Message>`)
}

function passedHeaders({ headers }: IncomingMessage, written: Buffer | undefined): Record<string, string> {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/)
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || named.includes(name) || isOurs(name)) continue
    passed[name] = Array.isArray(value) ? value.join(', ') : value
  }
  if (written !== undefined) passed['content-length'] = String(written.length)
  return passed
}

/** What holds for one connection or one host only, and what the gateway says itself. */
function isOurs(name: string): boolean {
  return ours.has(name) || name.startsWith('access-control-') || name.startsWith('proxy-')
}

const ours = new Set([
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'set-cookie', 'set-cookie2', 'alt-svc'],
  ...['strict-transport-security', 'x-amz-request-id', 'x-amz-id-2'],
])
