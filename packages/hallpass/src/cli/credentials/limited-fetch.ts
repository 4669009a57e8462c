import { isSafeAddress } from '../../identity/issuer.ts'
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
    const bytes = await readWithin(sizeLimit, answer)
    return new Response(bytes.length === 0 ? null : bytes, { status: answer.status, headers: answer.headers })
  } catch (cause) {
    if (signal?.aborted) throw cause
    const why = limit.aborted ? `did not answer within ${timeLimit / 1000} seconds` : `gave no usable answer (${reasonOf(cause)})`
    throw new CredentialFailure('unreachable', `${origin} ${why}.`, { cause })
  }
}

async function readWithin(limit: number, { body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    // Leaving the loop cancels the rest.
    if (length > limit) throw new RangeError('it is too long')
    parts.push(part)
  }
  return Buffer.concat(parts, length)
}

/** `fetch` itself only says that it failed. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return 'unknown reason'
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : plain(cause.message)
}
