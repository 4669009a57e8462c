import { AWS } from '../aws.ts'
import type { Request, Response } from '../classes.ts'
import type { ApiShape } from '../params/api-shape.ts'
import { operationOf } from './operation-of.ts'
import { readScalar } from './read-scalar.ts'
import { writeScalar } from './write-scalar.ts'

/**
 * Writes the call into the request.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function buildJson(request: Request): void {
  const { name, input } = operationOf(request)
  const { targetPrefix, jsonVersion } = request.service.api
  const { httpRequest } = request
  httpRequest.body = JSON.stringify(write(input, request.params || {}))
  httpRequest.headers['Content-Type'] = `application/x-amz-json-${jsonVersion || '1.0'}`
  httpRequest.headers['X-Amz-Target'] = `${targetPrefix}.${name}`
}

/** The answer as the operation's output has it, or, with `convertResponseTypes: false`, as it came. */
export function extractJsonData(response: Response): void {
  const { request, httpResponse } = response
  const answer: unknown = JSON.parse(String(httpResponse.body) || '{}')
  const isRaw = request.service.config.convertResponseTypes === false
  response.data = isRaw ? answer : read(operationOf(request).output, answer)
}

/** The error that the service told; its members beyond code and message are hidden from inspection. */
export function extractJsonError(response: Response): void {
  const { headers, body, statusCode, statusMessage } = response.httpResponse
  const told: Record<string, unknown> = { code: (headers['x-amzn-errortype'] || 'UnknownError').split(':')[0] }
  const text = String(body)
  if (!text) Object.assign(told, { statusCode, message: String(statusCode) })
  else {
    try {
      readError(told, JSON.parse(text))
    } catch {
      Object.assign(told, { statusCode, message: statusMessage })
    }
  }
  response.error = AWS.util.error(new Error(), told)
}

function readError(told: Record<string, unknown>, answer: Record<string, unknown>): void {
  const code = answer['__type'] || answer['code'] || answer['Code']
  // A code that is no text has no `split`, and the answer then counts as none that can be read.
  if (code) told['code'] = (code as string).split('#').pop()
  const isTooLarge = told['code'] === 'RequestEntityTooLarge'
  told['message'] = isTooLarge ? 'Request body must be less than 1 MB' : answer['message'] || answer['Message'] || null
  for (const [name, value] of Object.entries(answer)) {
    if (name === 'code' || name === 'message') continue
    told[`[${name}]`] = `See error.${name} for details.`
    Object.defineProperty(told, name, { value, enumerable: false, writable: true })
  }
}

/** Undefined for what is not sent. */
function write(shape: ApiShape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  const { type, members = {}, member = {}, value: mapped = {} } = shape
  switch (type) {
    case 'structure': {
      const known = Object.entries(value).filter(([name]) => Object.hasOwn(members, name))
      return Object.fromEntries(known.map(([name, part]) => [name, write(members[name] ?? {}, part)]))
    }
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, write(mapped, part)]))
    case 'list':
      return Object.values(value)
        .map((part) => write(member, part))
        .filter((part) => part !== undefined)
    default:
      return writeScalar(type, value)
  }
}

/** Undefined for what counts as not sent. Only what the shape names is read. */
function read(shape: ApiShape, value: unknown): unknown {
  if (value === undefined) return undefined
  const { type, members = {}, member = {}, value: mapped = {} } = shape
  if (value === null && (type === 'structure' || type === 'map' || type === 'list')) return undefined
  switch (type) {
    case 'structure': {
      const sent = Object.entries(members).filter(([name]) => Object.hasOwn(Object(value), name))
      const parts = sent.map(([name, of]) => [name, read(of, Reflect.get(Object(value), name))] as const)
      return Object.fromEntries(parts.filter(([, part]) => part !== undefined))
    }
    case 'map':
      return Object.fromEntries(Object.entries(Object(value)).map(([key, part]) => [key, read(mapped, part) ?? null]))
    case 'list':
      return Object.values(Object(value)).map((part) => read(member, part) ?? null)
    default:
      return readScalar(type, value)
  }
}
