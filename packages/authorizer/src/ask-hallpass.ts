import type { Hallpass, Principal, Verdict } from './hallpass.ts'
import type { AuthorizerOptions } from './options.ts'
import { UnavailableError } from './unavailable-error.ts'

/** Milliseconds. */
const usualTimeout = 3_000
/** Characters: of a session with fifty long tags. */
const longestAnswer = 256 * 1024

/**
 * Asks `POST /authorize`.
 * @throws UnavailableError where there is no answer that could be trusted
 */
export async function askHallpass(question: object, by: Hallpass['by'], options: AuthorizerOptions): Promise<Verdict> {
  const { status, answer } = await post(question, options)
  const { decision, cause, reason, message, requestId } = answer
  const id = typeof requestId === 'string' ? requestId : undefined
  if (status === 400) return { kind: 'refused', status, reason: textOf(message), requestId: id }
  if (status !== 200) throw new UnavailableError(`Hallpass answers with ${status}: ${textOf(message)}`)
  if (decision === 'deny') {
    return { kind: 'refused', status: cause === 'unauthorized' ? 403 : 401, reason: textOf(reason), requestId: id }
  }
  const hallpass = decision === 'allow' ? readHallpass(answer, by) : undefined
  if (hallpass === undefined) throw new UnavailableError('Hallpass answers in a form that is not known.')
  return { kind: 'allowed', hallpass }
}

type Answer = Readonly<Record<string, unknown>>

async function post(
  question: object,
  { endpoint, token, timeout = usualTimeout }: AuthorizerOptions,
): Promise<{ status: number; answer: Answer }> {
  try {
    const response = await fetch(`${endpoint.replace(/\/+$/, '')}/authorize`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    })
    const answer: unknown = JSON.parse(await shortText(response))
    if (!isRecord(answer)) throw new Error('It is no JSON object.')
    return { status: response.status, answer }
  } catch (cause) {
    throw new UnavailableError('Hallpass did not answer.', { cause })
  }
}

async function shortText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longestAnswer) throw new Error('The answer is too long.')
  }
  return text + decoder.decode()
}

function readHallpass(answer: Answer, by: Hallpass['by']): Hallpass | undefined {
  const { principal, identityId, identityPoolId, tags, contentSha256, signedHeaders } = answer
  if (!isPrincipal(principal) || !isRecord(tags) || !Object.values(tags).every(isText)) return undefined
  return {
    principal,
    ...(isText(identityId) && { identityId }),
    ...(isText(identityPoolId) && { identityPoolId }),
    // Each value was seen to be a text.
    tags: tags as Readonly<Record<string, string>>,
    by,
    ...(isText(contentSha256) && { contentSha256 }),
    signedHeaders: Array.isArray(signedHeaders) ? signedHeaders.filter(isText) : [],
  }
}

function isPrincipal(value: unknown): value is Principal {
  return isRecord(value) && ['arn', 'accountId', 'type', 'userId'].every((name) => isText(value[name]))
}

function isRecord(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function textOf(value: unknown): string {
  return isText(value) ? value : ''
}
