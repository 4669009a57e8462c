import { AWS } from '../aws.ts'
import type { Request, Response } from '../classes.ts'
import type { ApiShape } from '../params/api-shape.ts'
import { operationOf } from './operation-of.ts'
import { readScalar } from './read-scalar.ts'
import { childOf, readXml, type XmlElement } from './read-xml.ts'
import { writeScalar } from './write-scalar.ts'

/**
 * Writes the call into the request, as a form.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function buildQuery(request: Request): void {
  const { name, input } = operationOf(request)
  const { httpRequest } = request
  const fields = { Version: request.service.api.apiVersion, Action: name, ...Object.fromEntries(write(input, request.params, '')) }
  httpRequest.headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=utf-8'
  httpRequest.params = fields
  httpRequest.body = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => `${uriEscape(field)}=${uriEscape(value ?? '')}`)
    .join('&')
}

/** The answer's result as the operation's output has it, and the service's `ResponseMetadata`. */
export function extractQueryData(response: Response): void {
  const { name, output } = operationOf(response.request)
  const root = readXml(String(response.httpResponse.body))
  const result = childOf(root, `${name}Result`)
  const metadata = childOf(root, 'ResponseMetadata')
  // Undefined where the answer has none: a header may still tell it.
  response.requestId = childOf(root, 'requestId')?.text as string
  response.data = { ...(metadata && { ResponseMetadata: readAll(metadata) }), ...(result && (read(output, result) as object)) }
}

/** The error that the service told. */
export function extractQueryError(response: Response): void {
  const { request, httpResponse } = response
  const { code, message } = readError(response, String(httpResponse.body), request.operation)
  response.error = AWS.util.error(new Error(), code ? { code, message } : { code: httpResponse.statusCode, message: null })
}

function readError(
  response: Response,
  body: string,
  operation: string,
): { code?: string | number | undefined; message?: string | undefined } {
  if (body.includes('<UnknownOperationException')) return { code: 'UnknownOperation', message: `Unknown operation ${operation}` }
  try {
    const root = readXml(body)
    response.requestId ||= childOf(root, 'requestId')?.text as string
    const errors = childOf(root, 'Errors') ?? root
    const error = childOf(errors, 'Error') ?? errors
    return { code: childOf(error, 'Code')?.text, message: childOf(error, 'Message')?.text }
  } catch {
    return { code: response.httpResponse.statusCode, message: response.httpResponse.statusMessage }
  }
}

/** Field and value; without a value the name is sent alone. */
function write(shape: ApiShape, value: unknown, name: string): [string, string | null][] {
  if (value === null || value === undefined) return []
  const { type, members = {}, member = {}, key = {}, value: mapped = {} } = shape
  switch (type) {
    case 'structure':
      return Object.entries(members).flatMap(([part, of]) => write(of, Reflect.get(Object(value), part), name ? `${name}.${part}` : part))
    case 'list':
      if ((value as unknown[]).length === 0) return [[name, null]]
      return Object.values(value).flatMap((part, index) => write(member, part, `${name}.member.${index + 1}`))
    case 'map':
      return Object.entries(value).flatMap(([entry, part], index) => [
        ...write(key, entry, `${name}.entry.${index + 1}.key`),
        ...write(mapped, part, `${name}.entry.${index + 1}.value`),
      ])
    default:
      return [[name, String(type === 'timestamp' ? AWS.util.date.format(value as Date) : writeScalar(type, value))]]
  }
}

/** Escapes what `encodeURIComponent` leaves for the sake of old, too. */
function uriEscape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function read({ type, members = {}, member = {} }: ApiShape, element: XmlElement): unknown {
  const { children, text } = element
  switch (type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(members).flatMap(([name, of]) => {
          const child = childOf(element, name)
          if (child) return [[name, read(of, child)]]
          return of.type === 'list' ? [[name, []]] : []
        }),
      )
    case 'list':
      return children.filter(({ name }) => name === 'member').map((child) => read(member, child))
    default:
      // An empty element is an empty text, and no number or time at all.
      return readScalar(type, type && type !== 'string' ? text || null : text)
  }
}

/** What no shape describes: texts and structures. */
function readAll({ children, text }: XmlElement): unknown {
  return children.length > 0 ? Object.fromEntries(children.map((child) => [child.name, readAll(child)])) : text
}
