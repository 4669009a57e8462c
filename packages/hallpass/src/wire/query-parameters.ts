import { QueryError } from './query-errors.ts'

/** The decoded parameters of a request: name → value. */
export type QueryParameters = ReadonlyMap<string, string>

const maxParameters = 2000

/**
 * The parameters of a form body and of the query string beside it, both `application/x-www-form-urlencoded` in UTF-8.
 * Whatever may be read in two ways, a name given twice above all, is refused.
 * @param queryString as it was sent, without its `?`
 * @throws QueryError `MalformedQueryString`
 * @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export function readQueryParameters(body: Uint8Array, queryString: string): QueryParameters {
  if (/[^!-~]/.test(queryString)) throw malformed('The query string is not percent-encoded.')
  const parameters = new Map<string, string>()
  for (const part of [...parts(utf8(body)), ...parts(queryString)]) {
    const equals = part.indexOf('=')
    const name = decode(equals < 0 ? part : part.slice(0, equals))
    if (parameters.has(name)) throw malformed('A parameter is given twice.')
    parameters.set(name, equals < 0 ? '' : decode(part.slice(equals + 1)))
  }
  if (parameters.size > maxParameters) throw malformed(`A request has at most ${maxParameters} parameters.`)
  return parameters
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw malformed('The request is not valid UTF-8.', cause)
  }
}

function parts(text: string): string[] {
  // One more than allowed, so that a body of separators alone costs nothing.
  const found = text.split('&', maxParameters + 1)
  if (found.length > maxParameters) throw malformed(`A request has at most ${maxParameters} parameters.`)
  return found.filter((part) => part !== '')
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    if (decoded.isWellFormed()) return decoded
  } catch (cause) {
    throw malformed('A parameter is not percent-encoded UTF-8.', cause)
  }
  throw malformed('A parameter is not valid Unicode.')
}

function malformed(message: string, cause?: unknown): QueryError {
  return new QueryError('MalformedQueryString', message, { cause })
}
