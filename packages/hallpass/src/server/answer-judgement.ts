import type { Judgement } from '../authorizer/judge.ts'
import type { Answer } from './answer.ts'

/** Why something was refused, for the log. */
class AuthorizerRefusal extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** The answer to a service: 200 whatever was decided, so that only what it did wrong itself is an error. */
export function answerService(judgement: Judgement, requestId: string): Answer {
  const { kind, ...rest } = judgement
  const { covered, ...said } = { covered: undefined, ...rest }
  const body = {
    decision: kind === 'allowed' ? 'allow' : 'deny',
    ...(kind !== 'allowed' && { cause: kind }),
    ...said,
    ...(covered?.contentSha256 !== undefined && { contentSha256: covered.contentSha256, signedHeaders: covered.headers }),
    requestId,
  }
  return { ...json(200, body), ...logged(judgement) }
}

/**
 * The answer to a proxy: 200, 401 or 403. Each header is always there, empty where there is nothing to say: it takes the place of one that
 * the client sent under its name.
 */
export function answerProxy(judgement: Judgement, requestId: string): Answer {
  if (judgement.kind === 'unauthenticated') return refuseProxy(401, judgement.reason, requestId, judgement)
  if (judgement.kind === 'unauthorized') return refuseProxy(403, judgement.reason, requestId, judgement)
  const { principal, identityId = '', identityPoolId = '', tags, covered } = judgement
  return {
    status: 200,
    headers: {
      'Cache-Control': 'no-store',
      'X-Hallpass-Principal': headerText(principal.arn),
      'X-Hallpass-Identity-Id': headerText(identityId),
      'X-Hallpass-Identity-Pool-Id': headerText(identityPoolId),
      'X-Hallpass-Tags': asciiJson(tags),
      'X-Hallpass-Content-Sha256': covered.contentSha256 ?? '',
      'X-Hallpass-Signed-Headers': covered.headers.join(';'),
    },
    body: '',
    isShared: false,
    ...logged(judgement),
  }
}

/** A refusal to a proxy; proxies pass 401 and 403 on to the client, and make an error of their own of anything else. */
export function refuseProxy(status: number, reason: string, requestId: string, judgement?: Judgement): Answer {
  const answer = json(status, { message: reason, requestId })
  const headers = {
    ...answer.headers,
    'X-Hallpass-Reason': headerText(reason),
    ...(status === 401 && { 'WWW-Authenticate': 'AWS4-HMAC-SHA256' }),
  }
  return { ...answer, headers, ...(judgement === undefined ? { error: new AuthorizerRefusal('Refused', reason) } : logged(judgement)) }
}

/** The answer to a call that a service got wrong, or that it may not make. */
export function refuseService(status: number, message: string, requestId: string): Answer {
  return { ...json(status, { message, requestId }), error: new AuthorizerRefusal('Refused', message) }
}

function logged(judgement: Judgement): Pick<Answer, 'operation' | 'error'> {
  const operation = 'authorize'
  return judgement.kind === 'allowed' ? { operation } : { operation, error: new AuthorizerRefusal(judgement.kind, judgement.reason) }
}

function json(status: number, body: object): Answer {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return { status, headers, body: JSON.stringify(body), operation: 'authorize', isShared: false }
}

/** As much of a text as a header may hold; what is not printable ASCII is percent-encoded, as UTF-8. */
function headerText(text: string): string {
  return text
    .slice(0, 1_024)
    .toWellFormed()
    .replace(/[^\x20-\x7e]+/gu, encodeURIComponent)
}

/** JSON in ASCII, so that it means the same to every reader of headers. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
