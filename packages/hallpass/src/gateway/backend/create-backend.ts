import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { type Backend, BackendError, type BackendRequest } from './backend.ts'
import type { BackendProfile } from './backend-profile.ts'
import { generic } from './profiles/generic.ts'
import { profiles } from './profiles.ts'
import { type BackendKey, createBackendSigner } from './sign-backend-request.ts'

export interface BackendSettings extends BackendKey {
  /** The store's address, without a path. */
  readonly url: URL
  /** The name of a profile; undefined: found out by a first request. */
  readonly profile: string | undefined
}

/** How long a store may be silent, milliseconds. Completing a large upload takes it a while. */
const silence = 120_000
/** How long a connection is kept that nobody uses, milliseconds: less than any store keeps it, so that none is closed as it is taken. */
const idleness = 4_000

/**
 * The store at an address, over connections that are kept.
 * @param now milliseconds since the epoch
 */
export async function createBackend(settings: BackendSettings, now: () => number): Promise<Backend> {
  const { url } = settings
  const transport = url.protocol === 'https:' ? https : http
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const agent = new transport.Agent({ keepAlive: true, maxFreeSockets: 256, timeout: idleness })

  const sign = createBackendSigner(url.host, settings, now)

  const open = (request: BackendRequest, signal: AbortSignal): ClientRequest => {
    const { target, body } = request
    const length = body?.length ?? (request.method === 'PUT' || request.method === 'POST' ? 0 : undefined)
    return transport.request({
      agent,
      signal,
      method: request.method,
      hostname,
      port: url.port,
      path: target.query === '' ? target.path : `${target.path}?${target.query}`,
      headers: Object.assign(sign(request), length !== undefined && { 'content-length': String(length) }),
      timeout: silence,
    })
  }
  const send = (request: BackendRequest, signal: AbortSignal) => exchange(() => open(request, signal), request.body?.content)
  const named = settings.profile === undefined ? undefined : profiles.get(settings.profile)
  const profile = named ?? (await detectProfile(send))
  return { profile, origin: url.origin, send, close: () => agent.destroy() }
}

/** Sends what has no body once more where the store had just closed the kept connection. */
async function exchange(
  open: () => ClientRequest,
  body: NonNullable<BackendRequest['body']>['content'] | undefined,
): Promise<IncomingMessage> {
  const request = open()
  try {
    return await answer(request, body)
  } catch (error) {
    const isStale = request.reusedSocket && error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
    if (!isStale || !(body === undefined || body instanceof Uint8Array)) throw failure(error)
    return answer(open(), body).catch((again: unknown) => Promise.reject(failure(again)))
  }
}

function answer(request: ClientRequest, body: NonNullable<BackendRequest['body']>['content'] | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let [isSent, isAnswered] = [false, false]
    const take = (head: IncomingMessage) => {
      isAnswered = true
      resolve(head)
    }
    request.once('finish', () => {
      isSent = true
    })
    request.on('response', (head) => {
      // A yes to a body whose last bytes are not even checked would be a yes to another one; a no may come at any time.
      if (isSent || (head.statusCode ?? 500) >= 300) take(head)
      else request.once('finish', () => take(head))
      // What is left of the body after a no is nobody's, and so is the connection.
      head.once('end', () => {
        if (!isSent) request.destroy()
      })
    })
    request.on('error', reject)
    request.once('close', () => {
      if (!isAnswered) reject(new BackendError('The store closes the connection without an answer.'))
    })
    request.on('timeout', () => request.destroy(new BackendError('The store does not answer in time.')))
    if (body === undefined || body instanceof Uint8Array) request.end(body)
    else send(body, request, reject)
  })
}

/** The body's own failure is told first: it destroys the request, which then fails as well. */
function send(body: Readable, request: ClientRequest, fail: (error: unknown) => void): void {
  body.on('error', (error) => {
    fail(error)
    request.destroy(error)
  })
  request.once('close', () => body.destroy())
  body.pipe(request)
}

function failure(error: unknown): unknown {
  const isOfNetwork = error instanceof Error && 'code' in error && error.name !== 'AbortError' && error.name !== 'PayloadError'
  return isOfNetwork ? new BackendError('The store cannot be reached.', { cause: error }) : error
}

/** By the headers of whatever the store answers; generic where it does not answer yet. */
async function detectProfile(send: (request: BackendRequest, signal: AbortSignal) => Promise<IncomingMessage>): Promise<BackendProfile> {
  const asked = { method: 'GET', target: { path: '/', query: '' }, headers: new Map(), contentSha256: 'UNSIGNED-PAYLOAD', body: undefined }
  try {
    const { headers } = (await send(asked, AbortSignal.timeout(5_000))).resume()
    return [...profiles.values()].find(({ answers }) => answers(headers)) ?? generic
  } catch {
    return generic
  }
}
