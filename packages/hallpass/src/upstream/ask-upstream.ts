import { createFlightLimit } from './flight-limit.ts'
import { type ReadAnswer, readUpstreamAnswer } from './read-upstream-answer.ts'
import type { AskUpstream, Upstream, UpstreamAnswer, UpstreamRequest } from './upstream.ts'
import { UpstreamFailure } from './upstream-failure.ts'

export interface AskUpstreamPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** From the call to the last byte of the answer, milliseconds. An upstream may ask us for our keys meanwhile. */
  readonly timeoutMilliseconds?: number
  /** How many exchanges may be under way with one upstream: those past it are `throttled`, and not begun. */
  readonly mostAtOnce?: number
}

/** The most that an upstream may answer, bytes after decompression. */
const maxAnswerBytes = 64 * 1024

/**
 * `AssumeRoleWithWebIdentity` at an upstream: a form, not signed; no redirects, one attempt, one time-out for the whole exchange. The
 * token goes in the body only. Nothing is kept: every call asks again.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function createAskUpstream({ now, timeoutMilliseconds = 10_000, mostAtOnce = 128 }: AskUpstreamPorts): AskUpstream {
  const limit = createFlightLimit(mostAtOnce)
  return async (upstream, request) => {
    const asked = limit(upstream.name, () => {
      const abort = new AbortController()
      return withinTime(upstream, timeoutMilliseconds, abort, exchange(upstream, request, now, abort.signal))
    })
    return asked ?? { kind: 'throttled', cause: failure(upstream, `is being asked ${mostAtOnce} times already`) }
  }
}

/** The race, and not the signal alone, makes sure that nobody waits longer. */
function withinTime(
  upstream: Upstream,
  milliseconds: number,
  abort: AbortController,
  answer: Promise<UpstreamAnswer>,
): Promise<UpstreamAnswer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<UpstreamAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve(unreachable(upstream, `did not answer within ${milliseconds} ms`))
      abort.abort()
    }, milliseconds)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

async function exchange(upstream: Upstream, request: UpstreamRequest, now: () => number, signal: AbortSignal): Promise<UpstreamAnswer> {
  try {
    const response = await fetch(`${upstream.endpoint}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/xml, application/xml' },
      body: formOf(request),
      redirect: 'manual',
      signal,
    })
    const body = await readText(response)
    if (body === undefined)
      return unreachable(upstream, `answered with status ${response.status} and something that is no text of its size`)
    return judge(upstream, response.status, readUpstreamAnswer(response.status, body), now())
  } catch (error) {
    // What fetch says of an address may hold all of it: only the kind of error is kept.
    return unreachable(upstream, `cannot be reached (${reasonOf(error)})`)
  }
}

function formOf({ roleArn, sessionName, token, durationSeconds, policy }: UpstreamRequest): string {
  return new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    WebIdentityToken: token,
    DurationSeconds: String(durationSeconds),
    ...(policy !== undefined && { Policy: policy }),
  }).toString()
}

/** Undefined where it is longer than any answer, or no UTF-8. */
async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the rest of the answer.
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxAnswerBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return undefined
  }
}

/** Codes of those who could not answer now. Source: STS API reference, "AssumeRoleWithWebIdentity" and "Common Errors". */
const passing = ['IDPCommunicationError', 'ServiceUnavailable', 'InternalFailure', 'InternalError', 'RequestTimeout']
const throttling = ['Throttling', 'ThrottlingException', 'TooManyRequests', 'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown']

function judge(upstream: Upstream, status: number, answer: ReadAnswer, now: number): UpstreamAnswer {
  if (answer.kind === 'credentials') {
    if (answer.credentials.expiresAt * 1000 > now) return answer
    return unreachable(upstream, 'answered with credentials that have expired: its clock and ours differ')
  }
  const said = answer.kind === 'error' ? ` and ${answer.code}: ${tellable(answer.message)}` : ' and nothing that an STS would say'
  const problem = `answered with status ${status}${said}`
  if (status === 429 || (answer.kind === 'error' && throttling.includes(answer.code)))
    return { kind: 'throttled', cause: failure(upstream, problem) }
  const isRefusal = answer.kind === 'error' && status >= 400 && status < 500 && !passing.includes(answer.code)
  return isRefusal ? { kind: 'refused', cause: failure(upstream, problem) } : unreachable(upstream, problem)
}

function unreachable(upstream: Upstream, problem: string): UpstreamAnswer {
  return { kind: 'unreachable', cause: failure(upstream, problem) }
}

function failure({ name }: Upstream, problem: string): UpstreamFailure {
  return new UpstreamFailure(`The upstream STS ${JSON.stringify(name)} ${problem}.`)
}

/** A message without what could be a part of a token or a secret, and of bounded length. */
function tellable(message: string): string {
  const plain = message.replace(/[\w+/=-]{40,}/g, '…').replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
  return plain.length > 300 ? `${plain.slice(0, 300)}…` : plain
}

/** The code of the error, or of what fetch hides behind its own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  for (const each of [error.cause, error]) {
    if (each instanceof Error && 'code' in each && typeof each.code === 'string') return each.code
  }
  return error.name
}
