import { isTransient } from '../errors/classify.ts'
import { ConfigurationError, NetworkError } from '../errors/client-errors.ts'
import { type IdentityServiceError, toServiceError } from '../errors/service-errors.ts'
import type { CallContext } from './call-context.ts'
import type { CallState } from './call-state.ts'
import type { ClientConfig } from './client-config.ts'
import { type Address, endpointOf, type Service } from './endpoint.ts'
import { limited, pause } from './limited.ts'
import { mask } from './mask.ts'
import { type Answer, send, urlOf } from './send.ts'
import { userAgentOf } from './user-agent.ts'
import { valueFrom } from './value-from.ts'

/** The headers to send, signed for this moment (milliseconds, by the service's clock); asked anew for each attempt. */
export type Signer = (
  request: { readonly url: string; readonly headers: Record<string, string>; readonly body: string },
  now: number,
) => Promise<Record<string, string>>

/** A call on the wire, and how its answers are read. */
export interface WireCall<T> {
  readonly service: Service
  readonly operation: string
  readonly headers: Record<string, string>
  readonly body: string
  /** Whether a second time does no harm where the first one may have been done. */
  readonly isRepeatable: boolean
  readonly sign?: Signer | undefined
  /** What no message may repeat. */
  readonly secrets: readonly string[]
  /** The result; undefined where the text is no answer of the service's. */
  result(text: string): T | undefined
  refusal(text: string): Refusal
}

/** What the body of an error says. */
export interface Refusal {
  readonly name?: string | undefined
  readonly message?: string | undefined
  readonly requestId?: string | undefined
}

/**
 * Performs a call, in as many attempts as it takes and is allowed.
 * @throws {IdentityServiceError} the service refused
 * @throws {NetworkError | TimeoutError | AbortError | ConfigurationError}
 */
export async function exchange<T>(call: WireCall<T>, config: ClientConfig, context: CallContext): Promise<T> {
  const { state, emit, retry = {} } = context
  const { clock, bucket } = state
  const maxAttempts = retry.maxAttempts ?? (await valueFrom(config.maxAttempts)) ?? 3
  // An SDK handler's options may say so too; 0 is the SDK's word for no limit of its own.
  const handlerOptions = config.requestHandler as { readonly requestTimeout?: number } | undefined
  const attemptTimeout = retry.attemptTimeout || config.requestTimeout || handlerOptions?.requestTimeout || 10_000

  async function attempts(signal: AbortSignal): Promise<T> {
    const address = await endpointOf(call.service, config)
    warnIfOpen(address, config, state)
    const headers = { ...call.headers, ...(await userAgentOf(config)) }
    let totalRetryDelay = 0
    let isSignedAgain = false
    for (let attempt = 1; ; attempt++) {
      const startedAt = clock.local()
      const { offset } = clock
      let answer: Answer | undefined
      const outcome = await limited(
        async (signal) => {
          const signed = call.sign ? await call.sign({ url: urlOf(address), headers, body: call.body }, clock.now()) : headers
          answer = await arrival(send(address, signed, call.body, config, signal), call)
          noteTime(answer, startedAt, context)
          return read(answer, call)
        },
        attemptTimeout,
        signal,
      ).then(
        (value) => ({ value }),
        // What is thrown here is an error: ours, or a signer's.
        (error: Error) => ({ error }),
      )
      const status = answer?.status
      const duration = clock.local() - startedAt
      emit?.('request', { operation: call.operation, attempt, status, duration })
      if (!('error' in outcome)) {
        bucket.putBack(attempt > 1)
        return outcome.value
      }
      const { error } = outcome
      Object.assign(error, { $metadata: { ...(error as Partial<IdentityServiceError>).$metadata, attempts: attempt, totalRetryDelay } })
      if (call.sign && !isSignedAgain && clock.offset !== offset && /Signature|Skewed|^Request(Exp|InThe)/.test(error.name)) {
        isSignedAgain = true
        continue
      }
      const isSafe = call.isRepeatable || !status || status === 429 || status >= 500
      if (!isSafe || attempt >= maxAttempts || signal.aborted || !isTransient(error) || !bucket.takeRetry()) throw error
      const delay = Math.max(Math.random() * 100 * 2 ** (attempt - 1), retryAfter(answer, clock.now()))
      totalRetryDelay += Math.min(delay, 20_000)
      await pause(Math.min(delay, 20_000), signal)
    }
  }
  return limited(attempts, retry.totalTimeout || Math.max(1, maxAttempts) * attemptTimeout, context.signal)
}

function warnIfOpen({ protocol, hostname }: Address, { insecure, logger }: ClientConfig, state: CallState): void {
  if (insecure || state.hasWarned || protocol === 'https:' || /^(localhost|.*\.localhost|127\.[\d.]+|\[::1])$/i.test(hostname)) return
  state.hasWarned = true
  const warning = `Login tokens and credentials travel unencrypted to http://${hostname}: use https, or say { insecure: true }`
  ;(logger ?? globalThis.console)?.warn?.(warning)
}

/** What the runtime throws where an answer, or the rest of it, does not come. */
async function arrival<R>(coming: Promise<R>, { operation, secrets }: WireCall<unknown>): Promise<R> {
  try {
    return await coming
  } catch (error) {
    const text = String(error)
    const shown = mask(text, secrets)
    throw new NetworkError(`${operation} got no answer: ${shown}`, shown === text ? { cause: error } : undefined)
  }
}

function noteTime({ header }: Answer, startedAt: number, { emit, state: { clock } }: CallContext): void {
  const before = clock.offset
  clock.observe(header('date'), startedAt, clock.local())
  const { offset } = clock
  if (Math.abs(offset) >= 300_000 && Math.abs(offset - before) >= 5_000) emit?.('skew', { offset })
}

async function read<T>({ status, header, text }: Answer, call: WireCall<T>): Promise<T> {
  if (status >= 300 && status < 400) {
    throw new ConfigurationError('The endpoint answered with a redirect, which is not followed: set `endpoint` to where the service is')
  }
  const body = await arrival(text(), call)
  if (status < 300) {
    const result = call.result(body)
    // Something on the way answered, such as a network's login page: of the identity that says nothing, and later it may be gone.
    if (!result) throw new NetworkError(`${call.operation} got an answer that is not the service's`)
    return result
  }
  const { name, message, requestId } = call.refusal(body)
  throw toServiceError({
    name: mask(name || header('x-amzn-errortype')?.split(':')[0] || 'UnknownError', call.secrets),
    message: mask(message || `HTTP status ${status}`, call.secrets),
    status,
    requestId: requestId || header('x-amzn-requestid') || undefined,
  })
}

/** Milliseconds that the service asks to wait: it gives seconds or a date. */
function retryAfter(answer: Answer | undefined, now: number): number {
  const value = answer?.header('retry-after')
  return value ? Number(value) * 1000 || Date.parse(value) - now || 0 : 0
}
