import { AWS } from '../aws.ts'
import type { Request, Response } from '../service-types.ts'
import { operationOf } from './operation-of.ts'
import { fromWire, toWire } from './translate.ts'

/**
 * Writes the call into the request.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function buildJson(request: Request): void {
  const { name, input } = operationOf(request)
  const { targetPrefix, jsonVersion } = request.service.api
  const { httpRequest } = request
  httpRequest.body = JSON.stringify(toWire(input, request.params || {}))
  httpRequest.headers['Content-Type'] = `application/x-amz-json-${jsonVersion || '1.0'}`
  httpRequest.headers['X-Amz-Target'] = `${targetPrefix}.${name}`
}

/** The answer as the operation's output has it, or, with `convertResponseTypes: false`, as it came. */
export function extractJsonData(response: Response): void {
  const { request, httpResponse } = response
  const answer: unknown = JSON.parse(String(httpResponse.body) || '{}')
  const isRaw = request.service.config.convertResponseTypes === false
  response.data = isRaw ? answer : fromWire(operationOf(request).output, answer)
}

/** The error that the service told; its members beyond code and message are hidden from inspection. */
export function extractJsonError(response: Response): void {
  const { headers, body, statusCode, statusMessage } = response.httpResponse
  const told: Record<string, unknown> = { code: (headers['x-amzn-errortype'] || 'UnknownError').split(':')[0] }
  const text = String(body)
  try {
    if (text) readError(told, JSON.parse(text))
    else Object.assign(told, { statusCode, message: String(statusCode) })
  } catch {
    Object.assign(told, { statusCode, message: statusMessage })
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
