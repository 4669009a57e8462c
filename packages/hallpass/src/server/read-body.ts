import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AuthenticationPorts } from '../authentication/authenticate.ts'
import { findHolder } from '../authentication/find-holder.ts'
import { Overloaded } from '../limits/overloaded.ts'
import { readAuthorization } from '../sigv4/read-authorization.ts'
import { QueryError } from '../wire/query-errors.ts'
import { BodyBudget, freeBytes } from './body-budget.ts'
import { formType, type IncomingRequest, mediaType, signedRequest } from './incoming-request.ts'

/** The longest body but of IAM, bytes: ten logins of 50,000 characters fit. */
export const usualBody = 1024 * 1024

/** The longest body, bytes: SAML metadata of 10,000,000 characters fits. */
const largestBody = 12 * usualBody

/** How many bodies over the usual limit are held at once. */
const maxLargeBodies = 4

/** The body is over its limit. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** The caller left before the end of the body: nothing of ours has failed. */
export class BodyCutShort extends Error {
  override readonly name = 'BodyCutShort'
}

/**
 * Reads the body of a request.
 * @param head the same request, without its body
 * @throws BodyTooLarge, BodyCutShort, Overloaded, QueryError `ServiceUnavailable`: what is left of the body was not read
 */
export type ReadBody = (incoming: IncomingMessage, head: () => IncomingRequest, response: ServerResponse) => Promise<Uint8Array>

/**
 * Reads bodies as bytes, whatever their type, up to their limit. It is over the usual one for forms alone that say to be signed for IAM
 * with a key of ours that is good: nobody else can make us hold so much. That the signature holds is seen once the body is there.
 */
export function createReadBody(ports: AuthenticationPorts): ReadBody {
  const budget = new BodyBudget()
  let held = 0

  async function limitOf(length: number, head: () => IncomingRequest, response: ServerResponse): Promise<number> {
    if (length <= usualBody || !(await isFormForIam(head(), ports)) || response.destroyed) return usualBody
    if (held >= maxLargeBodies) throw new QueryError('ServiceUnavailable', 'Too many large requests at once. Please try again.')
    held += 1
    response.once('close', () => {
      held -= 1
    })
    return largestBody
  }

  return async (incoming, head, response) => {
    const { 'content-length': said, 'transfer-encoding': coding } = incoming.headers
    // Of a body in chunks, which is never a long one, nothing is said.
    const length = Number(said ?? 0)
    if (length === 0 && coding === undefined) return nothing
    const limit = await limitOf(length, head, response)
    // Refused before it is sent.
    if (length > limit) throw new BodyTooLarge()
    const isCounted = limit === usualBody && (length > freeBytes || coding !== undefined)
    return collect(incoming, limit, isCounted ? budget.open(response) : () => true)
  }
}

const nothing = new Uint8Array()

async function isFormForIam(request: IncomingRequest, ports: AuthenticationPorts): Promise<boolean> {
  if (request.method !== 'POST' || request.path !== '/' || mediaType(request.headers) !== formType) return false
  const now = ports.now()
  const authorization = readAuthorization(signedRequest(request), { service: 'iam', now, toleranceMinutes: 15 })
  if (authorization.kind !== 'signed') return false
  const holder = await findHolder(authorization, ports)
  return holder !== undefined && now < (holder.expiresAt ?? Number.POSITIVE_INFINITY) * 1000
}

/** @param fits whether it may be as long as this, bytes, besides the others */
function collect(incoming: IncomingMessage, limit: number, fits: (length: number) => boolean): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    incoming.on('data', (chunk: Uint8Array) => {
      length += chunk.length
      if (!fits(length)) {
        chunks.length = 0
        reject(new Overloaded('Too many long bodies at once.'))
      } else if (length <= limit) chunks.push(chunk)
      // What still comes is passed over, until the refusal closes the connection.
      else reject(new BodyTooLarge())
    })
    incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)))
    incoming.on('error', (cause) => reject(new BodyCutShort(undefined, { cause })))
  })
}
