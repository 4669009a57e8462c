/** A request as it arrived. */
export interface RecordedRequest {
  /** `GetId`, … `AssumeRoleWithWebIdentity`; a method and path where a request names no operation. */
  readonly operation: string
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Names in lower case; a header that comes twice is joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The members of the JSON body, or the parameters of the form. */
  readonly input: Readonly<Record<string, unknown>>
  /** Milliseconds since the epoch, by `Date.now()`, when the request was there as a whole. */
  readonly at: number
  /** The answer that was sent; a fault leaves it out. */
  readonly status: number | undefined
  /** Its body. */
  readonly answer: string | undefined
  /** Settles once the connection ended before the whole answer was out: the caller gave up, or the fault was a cut. */
  readonly givenUp: Promise<void>
}

const targetPrefix = 'AWSCognitoIdentityService.'

/** What a request asks for: the target header names it, or the form's `Action`. */
export function readOperation(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Pick<RecordedRequest, 'operation' | 'input'> {
  const target = headers['x-amz-target'] ?? ''
  if (target.startsWith(targetPrefix)) return { operation: target.slice(targetPrefix.length), input: readJson(body) }
  const form = new URLSearchParams(body)
  const action = form.get('Action')
  return { operation: action ?? `${method} ${path}`, input: Object.fromEntries(form) }
}

/** Of a body that is no object, nothing. */
function readJson(body: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(body) }
  } catch {
    return {}
  }
}
