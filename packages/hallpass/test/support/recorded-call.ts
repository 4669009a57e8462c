/** A call that a tool made, with what it was told; ids, dates and secrets are placeholders where it comes out of a file. */
export interface RecordedCall {
  readonly service: Service
  readonly operation: string
  /** The form's parameters, or the JSON of the body. */
  readonly input: Readonly<Record<string, unknown>>
  readonly status: number
  /** The XML as text, or the JSON of the body. */
  readonly answer: unknown
}

export type Service = 'iam' | 'sts' | 'cognito-identity'

const targetPrefix = 'AWSCognitoIdentityService.'
const versions: Readonly<Record<Exclude<Service, 'cognito-identity'>, string>> = { iam: '2010-05-08', sts: '2011-06-15' }

/** The call that a request and its answer make. */
export function readCall(target: string | undefined, body: string, status: number, answer: string): RecordedCall {
  if (target !== undefined) {
    const operation = target.replace(targetPrefix, '')
    return { service: 'cognito-identity', operation, input: JSON.parse(body), status, answer: readAnswer('cognito-identity', answer) }
  }
  const { Action: operation = '', Version, ...input } = Object.fromEntries(new URLSearchParams(body))
  const service = Version === versions.sts ? 'sts' : 'iam'
  return { service, operation, input, status, answer: readAnswer(service, answer) }
}

export function readAnswer(service: Service, text: string): unknown {
  return service === 'cognito-identity' && text !== '' ? JSON.parse(text) : text
}

/** The headers (names in lower case) and the body that say this call, unsigned. */
export function writeCall({ service, operation, input }: RecordedCall): { headers: Record<string, string>; body: string } {
  if (service === 'cognito-identity') {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targetPrefix}${operation}` }
    return { headers, body: JSON.stringify(input) }
  }
  // The parameters of a form are texts.
  const parameters = input as Record<string, string>
  const body = new URLSearchParams({ Action: operation, Version: versions[service], ...parameters }).toString()
  return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }
}
