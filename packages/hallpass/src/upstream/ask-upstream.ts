import { failureCode } from '../outgoing/failure-code.ts'
import { readAnswer } from '../outgoing/read-answer.ts'
import { withinTime } from '../outgoing/within-time.ts'
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
    const asked = limit(upstream.name, () =>
      withinTime(
        timeoutMilliseconds,
        (signal) => exchange(upstream, request, now, signal),
        () => unreachable(upstream, `did not answer within ${timeoutMilliseconds} ms`),
      ),
    )
    return asked ?? { kind: 'throttled', cause: failure(upstream, `is being asked ${mostAtOnce} times already`) }
  }
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
    return unreachable(upstream, `cannot be reached (${failureCode(error)})`)
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
  const bytes = await readAnswer(response, maxAnswerBytes)
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
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
