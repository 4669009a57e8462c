import { isTransient } from '../errors/classify.ts'
import { ConfigurationError, NetworkError } from '../errors/client-errors.ts'
import { IdentityServiceError } from '../errors/service-errors.ts'
import type { CallContext } from './call-context.ts'
import type { ClientConfig } from './client-config.ts'
import { endpointOf, type Service } from './endpoint.ts'
import { limited, pause } from './limited.ts'
import { mask } from './mask.ts'
import { type Answer, send } from './send.ts'
import { userAgentOf } from './user-agent.ts'
import { valueFrom } from './value-from.ts'

/** The headers to send, signed for this moment (milliseconds, by the service's clock); asked anew for each attempt. */
export type Signer = (
  request: { readonly url: string; readonly headers: Record<string, string>; readonly body: string },
  now: number,
) => Promise<Record<string, string>>

/** A call on the wire, and how its answers are read. */
export interface WireCall {
  readonly service: Service
  readonly operation: string
  readonly headers: Record<string, string>
  readonly body: string
  /** Whether a second time does no harm where the first one may have been done; true unless told. */
  readonly repeatable?: boolean | undefined
  readonly sign?: Signer | undefined
  /** What no message may repeat. */
  readonly secrets: readonly string[]
  /** The members that a body holds; false where it is none of the service's. */
  parse(body: string): Members | false
}

export type Members = Readonly<Record<string, unknown>>

/**
 * Performs a call, in as many attempts as it takes and is allowed, and gives the members of the answer.
 * @throws {IdentityServiceError} the service refused
 * @throws {NetworkError | TimeoutError | AbortError | ConfigurationError}
 */
export async function exchange(call: WireCall, config: ClientConfig, { clock, emit, retry = {}, signal }: CallContext): Promise<Members> {
  const { operation, body } = call
  const maxAttempts = retry.maxAttempts ?? (await valueFrom(config.maxAttempts)) ?? 3
  // 0 is the SDK's word for no limit of its own; the options of its handlers may hold one.
  const handlerOptions = config.requestHandler as { readonly requestTimeout?: number } | undefined
  const attemptTimeout = retry.attemptTimeout || config.requestTimeout || handlerOptions?.requestTimeout || 10_000
  const deadline = clock.local() + (retry.totalTimeout || Math.max(30_000, maxAttempts * attemptTimeout))
  const url = await endpointOf(call.service, config)
  const headers = { ...call.headers, ...(await userAgentOf(config)) }
  if (!config.insecure && !clock.hasWarned && /^http:\/\/(?!(localhost|127[\d.]+|\[::1])[:/])/.test(url)) {
    clock.hasWarned = true
    ;(config.logger ?? console).warn?.('The endpoint is http: use https, or insecure: true')
  }

  for (let attempt = 1, totalRetryDelay = 0; ; attempt++) {
    const startedAt = clock.local()
    let answer: Answer | undefined
    const perform = async (signal: AbortSignal) => {
      const signed = (await call.sign?.({ url, headers, body }, clock.now())) ?? headers
      const shift = clock.toLocal(0)
      let text: string
      try {
        answer = await send(url, signed, body, config, signal)
        clock.observe(answer.headers.get('date'), startedAt, clock.local())
        text = await answer.text()
      } catch (cause) {
        // What the runtime throws where an answer, or the rest of it, does not come; an application's own `fetch` may repeat the request in it.
        throw unanswered(mask(String(cause), call.secrets).includes('***') ? {} : { cause })
      }
      if (Math.abs(clock.toLocal(0) - shift) >= 5_000) emit?.('skew', { offset: clock.offset })
      return read(answer, text, call)
    }
    try {
      const members = await limited(perform, Math.min(attemptTimeout, deadline - startedAt), signal).finally(() =>
        emit?.('request', { operation, attempt, status: answer?.status, duration: clock.local() - startedAt }),
      )
      clock.retryTokens = Math.min(500, clock.retryTokens + (attempt > 1 ? 5 : 1))
      return members
    } catch (error) {
      const httpStatusCode = answer?.status
      // Ours, or a signer's.
      const { requestId } = error as { readonly requestId?: string }
      Object.assign(Object(error), { $metadata: { httpStatusCode, requestId, attempts: attempt, totalRetryDelay } })
      // The service gives seconds or a date.
      const wanted = answer?.headers.get('retry-after') ?? ''
      const wait = Number(wanted) * 1000 || Date.parse(wanted) - clock.now() || 0
      const delay = Math.min(20_000, Math.max(Math.random() * 50 * 2 ** attempt, wait))
      const isSafe = call.repeatable !== false || isTransient({ statusCode: httpStatusCode ?? 500 })
      const isWorthIt = isSafe && isTransient(error) && attempt < maxAttempts && clock.local() + delay < deadline
      if (!isWorthIt || signal?.aborted || clock.retryTokens < 5) throw error
      clock.retryTokens -= 5
      totalRetryDelay += delay
      await pause(delay, signal)
    }
  }
}

function unanswered(options?: ErrorOptions): NetworkError {
  return new NetworkError('No answer from the service', options)
}

function read({ status, headers }: Answer, body: string, call: WireCall): Members {
  // Pages are told of a redirect without its status.
  if (/^[03]/.test(`${status}`)) throw new ConfigurationError('The endpoint redirects: that is not followed')
  const members = call.parse(body)
  if (status < 300) {
    if (members) return members
    // Something on the way answered, such as a network's login page: that says nothing of the identity, and later it may be gone.
    throw unanswered()
  }
  // Those of XML are texts.
  const { __type, Code, message, Message, RequestId } = (members || {}) as Members & { readonly RequestId?: string }
  const name = `${__type || Code || ''}`.replace(/.*#/, '') || headers.get('x-amzn-errortype')?.split(':')[0] || 'UnknownError'
  const text = mask(`${message || Message || `HTTP status ${status}`}`, call.secrets)
  throw new IdentityServiceError(name, text, status, RequestId ?? headers.get('x-amzn-requestid') ?? undefined)
}
