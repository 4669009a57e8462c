import type { SignedRequest } from './signed-request.ts'

/** The headers of a request by their name in lower case: all values of one name, in the order received. */
export type ReceivedHeaders = ReadonlyMap<string, readonly string[]>

/**
 * The headers as the canonical request has them: values without blanks around them, and with runs of blanks folded to one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function receivedHeaders(request: Pick<SignedRequest, 'headers'>): ReceivedHeaders {
  const headers = new Map<string, string[]>()
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase()
    const values = headers.get(lower)
    if (values === undefined) headers.set(lower, [folded(value)])
    else values.push(folded(value))
  }
  return headers
}

/** The value of one header, several of a name joined with commas; undefined where it is absent. */
export function headerValue(headers: ReceivedHeaders, name: string): string | undefined {
  return headers.get(name)?.join(',')
}

// Not `trim`: it takes the byte A0 for a blank, which is half of many a UTF-8 character.
function folded(value: string): string {
  // Most have none; tokens are long.
  const isPlain = !value.includes('  ') && !value.includes('\t') && !value.startsWith(' ') && !value.endsWith(' ')
  if (isPlain) return value
  return value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')
}
