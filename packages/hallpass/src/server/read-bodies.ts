import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AuthenticationPorts } from '../authentication/authenticate.ts'
import { findHolder } from '../authentication/find-holder.ts'
import { Overloaded } from '../limits/overloaded.ts'
import { readAuthorization } from '../sigv4/read-authorization.ts'
import { QueryError } from '../wire/query-errors.ts'
import { BodyBudget, freeBytes } from './body-budget.ts'
import { formType, type IncomingRequest, mediaType, signedRequest } from './incoming-request.ts'
import { readRequest } from './read-request.ts'

/** The longest body but of IAM, bytes: ten logins of 50,000 characters fit. */
export const usualBody = 1024 * 1024

/** The longest body, bytes: SAML metadata of 10,000,000 characters fits. */
const largestBody = 12 * usualBody

/** How many bodies over the usual limit are held at once. */
const maxLargeBodies = 4

/**
 * Reads bodies as bytes, whatever their type, up to their limit. It is over the usual one for forms alone that say to be signed for IAM
 * with a key of ours that is good: nobody else can make us hold so much. That the signature holds is seen once the body is there.
 */
export function readBodies(server: FastifyInstance, ports: AuthenticationPorts): void {
  const large = new WeakSet<FastifyRequest>()
  const budget = new BodyBudget()
  const responses = new WeakMap<FastifyRequest, ServerResponse>()
  let held = 0

  async function admit(received: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!(await isFormForIam(readRequest(received), ports)) || reply.raw.destroyed) return
    if (held >= maxLargeBodies) throw new QueryError('ServiceUnavailable', 'Too many large requests at once. Please try again.')
    held += 1
    reply.raw.once('close', () => {
      held -= 1
    })
    large.add(received)
  }

  // With callbacks, as everything here that each request passes: the framework gets on at once.
  server.addHook('preParsing', (received, reply, _payload, done) => {
    if (saidLength(received) > freeBytes || received.headers['transfer-encoding'] !== undefined) responses.set(received, reply.raw)
    if (saidLength(received) <= usualBody) done()
    else admit(received, reply).then(() => done(), done)
  })

  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (received, payload, done) => {
    const limit = large.has(received) ? largestBody : usualBody
    const response = limit === usualBody ? responses.get(received) : undefined
    // Refused before it is sent.
    if (saidLength(received) > limit) done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
    else readBody(payload, limit, response === undefined ? () => true : budget.open(response), done)
  })
}

/** Bytes; 0 of a body in chunks, which is never a long one. */
function saidLength({ headers }: FastifyRequest): number {
  return Number(headers['content-length'] ?? 0)
}

async function isFormForIam(request: IncomingRequest, ports: AuthenticationPorts): Promise<boolean> {
  if (request.method !== 'POST' || request.path !== '/' || mediaType(request.headers) !== formType) return false
  const now = ports.now()
  const authorization = readAuthorization(signedRequest(request), { service: 'iam', now, toleranceMinutes: 15 })
  if (authorization.kind !== 'signed') return false
  const holder = await findHolder(authorization, ports)
  return holder !== undefined && now < (holder.expiresAt ?? Number.POSITIVE_INFINITY) * 1000
}

/**
 * Calls `done` once.
 * @param fits whether it may be as long as this, bytes, besides the others
 */
function readBody(
  payload: Readable,
  limit: number,
  fits: (length: number) => boolean,
  done: (error: Error | null, body?: Uint8Array) => void,
): void {
  const chunks: Uint8Array[] = []
  let length = 0
  let isDone = false
  const end = (error: Error | null, body?: Uint8Array) => {
    if (!isDone) done(error, body)
    isDone = true
  }
  payload.on('data', (chunk: Uint8Array) => {
    length += chunk.length
    if (!fits(length)) {
      chunks.length = 0
      end(new Overloaded('Too many long bodies at once.'))
    } else if (length <= limit) chunks.push(chunk)
    // What still comes is passed over, until the refusal closes the connection.
    else end(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
  })
  payload.on('end', () => end(null, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
  // The caller has left before the end: nothing of ours has failed.
  payload.on('error', () => end(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH()))
}
