import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { AuthorizerSettings } from '../authorizer/authorizer-settings.ts'
import { explain } from '../explain/api.ts'
import { explainCredentials } from '../explain/explain-credentials.ts'
import { explainPolicy } from '../explain/explain-policy.ts'
import type { PublishedKey } from '../keys/keys.ts'
import { Overloaded, overload } from '../limits/overloaded.ts'
import { discoveryDocument } from '../openid/discovery-document.ts'
import { ServiceError } from '../operation/service-error.ts'
import { withinTime } from '../outgoing/within-time.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { queryApis } from '../wire/query-api.ts'
import { addressBlock } from './address-block.ts'
import type { Answer } from './answer.ts'
import { answerAuthorize, answerCheck, envoyPrefix } from './answer-authorizer.ts'
import { answerJsonOperation } from './answer-json.ts'
import { queryError } from './answer-query.ts'
import type { ConnectionLimits } from './connection-limits.ts'
import { preflight } from './cors.ts'
import { createListener } from './create-listener.ts'
import { dispatch, notFound, tooLarge, tooMany } from './dispatch.ts'
import type { IncomingRequest } from './incoming-request.ts'
import { noSchemas } from './no-schemas.ts'
import { originForm } from './origin-form.ts'
import type { ServerPorts } from './perform.ts'
import { BodyCutShort, BodyTooLarge, createReadBody } from './read-body.ts'
import { readRequest } from './read-request.ts'
import { createRefusalLog } from './refusal-log.ts'
import { refuseLoad } from './refuse-load.ts'
import { sendAnswer } from './send-answer.ts'

/** How long a request may take to arrive, milliseconds. */
const requestTimeout = 30_000
/** How often it is looked for requests that take longer, milliseconds. */
const checkInterval = 1_000

/** How long a connection is kept for the next request, milliseconds. */
const keepAlive = 72_000

/** How long the database may take to answer while the service is ready, milliseconds: who asks waits not much longer. */
const longestPing = 2_000

/** What Hallpass has beside AWS's operations, each at a path of its own. */
const explanations = [
  ['/explain', explainCredentials],
  ['/explain/policy', explainPolicy],
] as const

export interface HttpServerPorts {
  readonly ports: ServerPorts
  readonly publicUrl: () => string
  readonly publicKeys: () => Promise<readonly PublishedKey[]>
  /** Addresses and CIDR blocks. */
  readonly trustedProxies: readonly string[]
  readonly connections: ConnectionLimits
  readonly authorizer: AuthorizerSettings
  readonly log: Logger
}

/** The listener: the services at `/`, what verifiers of our tokens need below `/.well-known/`, and the health of the process. */
export function createHttpServer({
  ports,
  publicUrl,
  publicKeys,
  trustedProxies,
  connections,
  authorizer: settings,
  log,
}: HttpServerPorts): FastifyInstance {
  const logs = { log, refusals: createRefusalLog(log) }
  const refuse = (error: unknown, received: FastifyRequest, reply: FastifyReply, receivedAt?: number) => {
    const request = readRequest(received, receivedAt)
    return sendAnswer(frameworkRefusal(error, request), request, reply, logs)
  }
  const server = fastify({
    // What the framework refuses before there is a route, such as a broken URL.
    frameworkErrors: refuse,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    rewriteUrl: ({ url = '/' }) => originForm(url),
    serverFactory: (serve) =>
      createListener({
        serve,
        // Those tokens are signed by other threads, of which the queue of this one tells nothing.
        isTooMuch: ({ headers }) => ports.openIdTokens.isBusy && String(headers['x-amz-target']).includes('.GetOpenIdToken'),
        refuse(request, response) {
          logs.refusals.count('load')
          refuseLoad(request, response)
        },
        connections,
        trustedProxies,
        keepAliveTimeout: keepAlive,
        // Node takes the longer of the two for whole requests, and looks after them only so often.
        requestTimeout,
        headersTimeout: requestTimeout,
        connectionsCheckingInterval: checkInterval,
      }),
    genReqId: () => ports.randomUuid(),
    forceCloseConnections: 'idle',
    // What still comes over an open connection while the server closes is answered, and closes the connection.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    schemaController: noSchemas,
  })
  // Who says that nothing more comes still waits for his answer. Node's server has this member, though its types and manual do not.
  Object.assign(server.server, { httpAllowHalfOpen: true })
  server.addHook('onClose', async () => logs.refusals.close())
  // Bodies are read below: the framework would have a parser for each type, and refuse types that it cannot read.
  for (const method of server.supportedMethods) server.addHttpMethod(method, { hasBody: false, overrideExisting: true })
  const readBody = createReadBody(ports)
  const { countAddress } = ports.rateLimits

  const answering =
    (answer: (request: IncomingRequest) => Promise<Answer> | Answer) => async (received: FastifyRequest, reply: FastifyReply) => {
      const receivedAt = performance.now()
      const head = () => readRequest(received, receivedAt)
      if (countAddress !== undefined && isCall(received)) {
        const request = head()
        const excess = countAddress(addressBlock(request.client.sourceIp))
        if (excess !== undefined) return sendAnswer(tooMany(request, excess), request, reply, logs)
      }
      let body: Uint8Array | undefined
      try {
        body = await readBody(received.raw, head, reply.raw)
        const request = readRequest(received, receivedAt, body)
        return sendAnswer(await answer(request), request, reply, logs)
      } catch (error) {
        // What is left of the body is not read.
        if (body === undefined) reply.raw.setHeader('Connection', 'close')
        return refuse(error, received, reply, receivedAt)
      }
    }

  server.route({ method: ['GET', 'POST'], url: '/', handler: answering((request) => dispatch(request, ports)) })
  for (const [path, operation] of explanations) {
    server.post(
      path,
      // Not for pages of other origins: it is an administrator's.
      answering(async (request) => ({ ...(await answerJsonOperation(explain, operation, request, ports)), isShared: false })),
    )
  }
  server.route({ method: 'OPTIONS', url: '/', handler: answering(({ headers }) => preflight(headers)) })
  const authorizer = { ports: { ...ports, publicUrl }, settings }
  server.route({ method: ['GET', 'POST'], url: '/authorize', handler: answering((request) => answerAuthorize(request, authorizer)) })
  server.all(
    '/authorize/traefik',
    answering((request) => answerCheck('traefik', request, authorizer)),
  )
  server.all(
    `${envoyPrefix}/*`,
    answering((request) => answerCheck('envoy', request, authorizer)),
  )
  server.get(
    '/.well-known/openid-configuration',
    answering(() => json(discoveryDocument(publicUrl()))),
  )
  server.get(
    '/.well-known/jwks.json',
    answering(async () => json({ keys: await publicKeys() })),
  )
  server.get(
    '/healthz',
    answering(() => json({ status: 'ok' })),
  )
  server.get(
    '/readyz',
    answering(() => readiness(ports)),
  )
  server.setNotFoundHandler(answering(() => notFound))
  server.setErrorHandler(refuse)
  return server
}

/** What counts as a call of its address: health and preflights do not, nor what the authorizer's callers ask, who are admitted otherwise. */
function isCall({ method, routeOptions: { url } }: FastifyRequest): boolean {
  return method !== 'OPTIONS' && (url === '/' || explanations.some(([path]) => path === url))
}

/** What ends before there is an operation. */
function frameworkRefusal(error: unknown, request: IncomingRequest): Answer {
  if (error instanceof BodyTooLarge) return tooLarge(request)
  if (error instanceof Overloaded) return tooMany(request, overload)
  if (error instanceof ServiceError) return queryError(queryApis.iam, error, request.id)
  if (error instanceof BodyCutShort) return { ...notFound, status: 400, error }
  return { ...notFound, status: hasStatus(error) ? error.statusCode : 500, error }
}

function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value), isShared: true }
}

async function readiness({ store }: ServerPorts): Promise<Answer> {
  try {
    const { isWritable } = await withinTime(longestPing, () => store.ping(), noAnswer)
    // Reads go on, and with them most logins: it stays in service.
    return json({ status: 'ready', ...(!isWritable && { writes: 'failing' }) })
  } catch (error) {
    return { ...json({ status: 'unavailable' }, 503), error }
  }
}

function noAnswer(): never {
  throw new StoreUnavailable(`The database gave no answer for ${longestPing / 1000} seconds.`)
}

function hasStatus(error: unknown): error is Error & { statusCode: number } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
}
