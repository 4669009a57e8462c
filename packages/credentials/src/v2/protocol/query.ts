import { AWS } from '../aws.ts'
import type { Request, Response } from '../service-types.ts'
import { operationOf } from './operation-of.ts'
import { readXml } from './read-xml.ts'
import { fromWire, toWire } from './translate.ts'

/**
 * Writes the call into the request, as a form.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function buildQuery(request: Request): void {
  const { name, input } = operationOf(request)
  const { httpRequest, service } = request
  const fields = [
    ['Version', service.api.apiVersion] as const,
    ['Action', name] as const,
    ...fieldsOf(toWire(input, request.params || {}), ''),
  ]
  httpRequest.headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=utf-8'
  httpRequest.params = Object.fromEntries(fields)
  httpRequest.body = fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => `${escapeUri(field)}=${escapeUri(value ?? '')}`)
    .join('&')
}

/** The answer's result as the operation's output has it, and the service's `ResponseMetadata`. */
export function extractQueryData(response: Response): void {
  const { name, output } = operationOf(response.request)
  const { requestId, ResponseMetadata, [`${name}Result`]: result } = readXml(String(response.httpResponse.body))
  // Undefined where the answer has none: a header may still tell it.
  response.requestId = requestId as string
  response.data = { ...(ResponseMetadata !== undefined && { ResponseMetadata }), ...(fromWire(output, result) as object | undefined) }
}

/** The error that the service told. */
export function extractQueryError(response: Response): void {
  const { statusCode, statusMessage, body } = response.httpResponse
  let told: object = { code: statusCode, message: statusMessage }
  try {
    const { requestId, Errors, ...root } = readXml(String(body))
    response.requestId ||= requestId as string
    const { Error: inside, ...outside } = (Errors ?? root) as Answer
    const { Code: code, Message: message } = (inside ?? outside) as Answer
    told = code ? { code, message } : { code: statusCode, message: null }
  } catch {
    // Of what cannot be read, the status is all that there is to tell.
  }
  response.error = AWS.util.error(new Error(), told)
}

type Answer = Readonly<Record<string, unknown>>

/** Names and values; a name without a value is sent alone. */
function fieldsOf(value: unknown, name: string): (readonly [string, string | null])[] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  if (Array.isArray(value) && value.length === 0) return [[name, null]]
  return Object.entries(value).flatMap(([key, part]) => {
    const inside = Array.isArray(value) ? `member.${Number(key) + 1}` : key
    return fieldsOf(part, name ? `${name}.${inside}` : inside)
  })
}

/** Escapes what `encodeURIComponent` leaves for the sake of old, too. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
