import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { AWS } from '../aws.ts'
import { type Callbacks, clientStatics } from '../http/client-statics.ts'
import type { HttpClient as Client, HttpClientClass, HttpOptions, HttpRequest, HttpStream } from '../http-types.ts'
import { inherit } from '../inherit.ts'
import { type Agents, agentOf } from './agents.ts'
import { limitConnecting } from './limit-connecting.ts'
import { openRequest } from './open-request.ts'
import { NoTunnelError } from './tunnel.ts'

interface NodeHttpClient extends Client {
  /** The agent of requests that bring none. */
  getAgent(isSecure: boolean): Agent
}
export type NodeHttpClientClass = HttpClientClass & Agents

/**
 * Sends requests by Node's own clients, which are handed whatever else `httpOptions` hold (`agent`, `family`, …). `timeout` is the time
 * without a byte, `connectTimeout` the time until there is a connection, both in milliseconds: a `TimeoutError`, as connections are that
 * broke. Other failures keep the `code` that Node gives them.
 */
export const HttpClient: NodeHttpClientClass = Object.assign(
  inherit<new () => NodeHttpClient>({
    constructor: function HttpClient() {},

    handleRequest(request, options, ...callbacks) {
      // Node refuses what is no agent.
      const agentFor = (isSecure: boolean) => (options?.agent ?? this.getAgent(isSecure)) as Agent
      return send((usesTunnel) => openRequest(request, { ...options }, agentFor, usesTunnel), request, { ...options }, callbacks)
    },

    getAgent: (isSecure) => agentOf(HttpClient, isSecure),
  }),
  clientStatics,
  { streamsApiVersion: 2 as const },
)

type Open = (usesTunnel: boolean) => ClientRequest
type Exchange = ClientRequest & { didCallback: boolean }

function send(open: Open, request: HttpRequest, options: HttpOptions, callbacks: Callbacks, usesTunnel = true): Exchange {
  const [answered, failed] = callbacks
  const exchange = Object.assign(open(usesTunnel), { didCallback: false })
  request.stream = exchange
  let isOver = false
  const fail = (error: Error & { code?: string }) => {
    if (exchange.didCallback || isOver) return
    exchange.didCallback = true
    failed(error)
  }

  limitConnecting(exchange, options.connectTimeout, fail)
  exchange.setTimeout(options.timeout || 0, () => {
    fail(timeoutError(`Connection timed out after ${options.timeout}ms`))
    exchange.destroy()
  })
  exchange.on('response', (answer: IncomingMessage) => {
    if (exchange.didCallback) return
    answer.on('error', (error) => fail(timeoutError(error)))
    // What becomes of the connection after that is nobody's concern.
    answer.once('end', () => {
      isOver = true
    })
    // Its headers that may be lists, `set-cookie`, are no concern of this service.
    answered(answer as HttpStream)
    answer.emit('headers', answer.statusCode, answer.headers, answer.statusMessage)
  })
  exchange.on('error', (error: Error & { code?: string }) => {
    if (!(error instanceof NoTunnelError)) return fail(isBroken(error) ? timeoutError(error) : error)
    exchange.didCallback = true
    const forwarded = send(open, request, options, callbacks, false)
    forwarded.on('sendProgress', (progress) => exchange.emit('sendProgress', progress))
  })
  write(exchange, request)
  return exchange
}

function timeoutError(error: Error | string): Error {
  return AWS.util.error(typeof error === 'string' ? new Error(error) : error, { code: 'TimeoutError' })
}

function isBroken({ code = '' }: { code?: string }): boolean {
  return ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)
}

function write(exchange: ClientRequest, { body, headers }: HttpRequest): void {
  if (!body) return void exchange.end()
  const total = Number.parseInt(String(headers['Content-Length']), 10)
  exchange.once('finish', () => exchange.emit('sendProgress', { loaded: total, total }))
  exchange.end(body)
}
