import { isSafeAddress } from '../../identity/issuer.ts'
import { failureCode } from '../../outgoing/failure-code.ts'
import { readAnswer } from '../../outgoing/read-answer.ts'
import { CredentialFailure, plain } from './credential-failure.ts'

/** Time-out of one request with its answer, milliseconds. */
const timeLimit = 10_000
/** No answer of a service or a provider is longer, bytes. */
const sizeLimit = 512 * 1024

export interface LimitedRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: RequestInit['body'] | undefined
  readonly signal?: AbortSignal | undefined
  /** Whether plain http to other machines is allowed. */
  readonly isInsecureAllowed?: boolean
}

/**
 * `fetch` within limits of time and size; redirects are not followed.
 * @returns the whole answer
 * @throws {CredentialFailure} `unreachable`: no answer in time, or one that is too long; `refused`: the address is not encrypted
 */
export async function limitedFetch(address: string, request: LimitedRequest): Promise<Response> {
  const { origin } = new URL(address)
  const { isInsecureAllowed = false, signal, method = 'GET', headers = {}, body = null } = request
  if (!isInsecureAllowed && !isSafeAddress(address)) {
    throw new CredentialFailure('refused', `${plain(origin)} is not asked: it is neither https nor on this machine.`)
  }
  const limit = AbortSignal.timeout(timeLimit)
  const signals = signal === undefined ? [limit] : [limit, signal]
  try {
    const answer = await fetch(address, { method, headers, body, redirect: 'manual', signal: AbortSignal.any(signals) })
    const bytes = await readAnswer(answer, sizeLimit)
    if (bytes === undefined) throw new CredentialFailure('unreachable', `${origin} gave no usable answer (it is too long).`)
    return new Response(bytes.length === 0 ? null : bytes, { status: answer.status, headers: answer.headers })
  } catch (cause) {
    if (signal?.aborted || cause instanceof CredentialFailure) throw cause
    const why = limit.aborted ? `did not answer within ${timeLimit / 1000} seconds` : `gave no usable answer (${failureCode(cause)})`
    throw new CredentialFailure('unreachable', `${origin} ${why}.`, { cause })
  }
}
