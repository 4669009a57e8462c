import type { IncomingMessage, ServerResponse } from 'node:http'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { GatewayPorts } from '../gateway/gateway-ports.ts'
import type { GatewayRequest } from '../gateway/gateway-request.ts'
import { refuse } from '../gateway/refuse.ts'
import { type Ended, serveS3 } from '../gateway/serve-s3.ts'
import { overload } from '../limits/overloaded.ts'
import { fault, slowDown } from '../s3/s3-fault.ts'
import { addressBlock } from './address-block.ts'
import type { ConnectionLimits } from './connection-limits.ts'
import { createListener } from './create-listener.ts'
import { signedHeaders } from './incoming-request.ts'
import { noSchemas } from './no-schemas.ts'
import { originForm } from './origin-form.ts'
import { readRequest } from './read-request.ts'
import { createRefusalLog } from './refusal-log.ts'

/** How long the head of a request may take to arrive, milliseconds. */
const headersTimeout = 30_000
/** How often it is looked for heads that take longer, milliseconds. */
const checkInterval = 1_000
/** How long nothing may pass over a connection, milliseconds: longer than a store may be silent. */
const silence = 150_000
/** How long a connection is kept for the next request, milliseconds. */
const keepAlive = 72_000

const busy = { ...fault('ServiceUnavailable', 503, 'Please reduce your request rate.'), retryAfterSeconds: overload.retryAfterSeconds }

export interface GatewayServerPorts {
  readonly ports: GatewayPorts
  /** Addresses and CIDR blocks. */
  readonly trustedProxies: readonly string[]
  readonly connections: ConnectionLimits
  readonly log: Logger
}

/** The listener of the S3 gateway: every path is the store's. */
export function createGatewayServer({ ports, trustedProxies, connections, log }: GatewayServerPorts): FastifyInstance {
  const expecting = new WeakSet<IncomingMessage>()
  const refusals = createRefusalLog(log)
  const refuseS3 = (request: IncomingMessage, response: ServerResponse) => {
    refusals.count('load')
    refuse(
      { id: ports.randomUuid(), head: { method: request.method ?? '', path: '/' }, headers: request.headers, body: request, response },
      busy,
      ports.origins,
    )
  }
  const server = fastify({
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // Keys are no routes: what was sent stays in `originalUrl`.
    rewriteUrl: () => '/',
    serverFactory(serve) {
      const listener = createListener({
        serve,
        refuse: refuseS3,
        connections,
        trustedProxies,
        requestTimeout: 0,
        headersTimeout,
        connectionsCheckingInterval: checkInterval,
        keepAliveTimeout: keepAlive,
      })
      listener.setTimeout(silence)
      listener.on('checkContinue', (incoming: IncomingMessage, response: ServerResponse) => {
        expecting.add(incoming)
        listener.emit('request', incoming, response)
      })
      return listener
    },
    genReqId: () => ports.randomUuid(),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    schemaController: noSchemas,
    bodyLimit: Number.MAX_SAFE_INTEGER,
  })
  server.addHook('onClose', async () => refusals.close())
  server.removeAllContentTypeParsers()
  // Bodies are taken as they come, once it is decided whether they are.
  server.addContentTypeParser('*', (_, __, done) => done(null))
  server.addHook('onRequest', async (received, reply) => {
    reply.hijack()
    const left = new AbortController()
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) left.abort()
    })
    const startedAt = performance.now()
    const request = gatewayRequest(received, reply.raw, expecting.has(received.raw), left.signal)
    const excess = ports.rateLimits.countGatewayAddress?.(addressBlock(request.client.sourceIp))
    if (excess !== undefined) {
      refusals.count(excess.limit)
      return refuse(request, slowDown(excess.retryAfterSeconds), ports.origins)
    }
    const ended = await serveS3(request, ports)
    if (ended.fault !== undefined) refuse(request, ended.fault, ports.origins)
    // A body that was cut short on its way out must not look whole.
    else if (ended.error !== undefined) reply.raw.destroy()
    logEnd(request, ended, performance.now() - startedAt, log)
  })
  server.route({ method: server.supportedMethods, url: '/', handler: () => undefined })
  return server
}

function gatewayRequest(received: FastifyRequest, response: ServerResponse, expectsContinue: boolean, signal: AbortSignal): GatewayRequest {
  const { id, method, client, headers, rawHeaders, forwardedHost } = readRequest(received)
  const target = received.originalUrl
  // What was signed is what follows the host.
  const [path = '', ...rest] = originForm(target).split('?')
  return {
    id,
    target,
    head: {
      method,
      path,
      query: rest.join('?'),
      headers: signedHeaders({ rawHeaders, forwardedHost }),
    },
    headers,
    client,
    body: received.raw,
    response,
    expectsContinue,
    signal,
  }
}

// What was asked and how it ended: never keys of objects, which say more than is anybody's business, nor signatures.
function logEnd({ id, signal, response }: GatewayRequest, { operation, fault, error }: Ended, elapsed: number, log: Logger): void {
  const entry = { requestId: id, operation, status: response.statusCode, milliseconds: Math.round(elapsed) }
  if (signal.aborted) log.info(entry, 'left')
  else if (error !== undefined) log.error({ ...entry, err: error }, 'failed')
  else if (fault !== undefined) log.info({ ...entry, error: fault.code }, 'refused')
  else log.info(entry, 'done')
}
