import { rateExceeded } from '../cognito-identity/pools.ts'
import type { AnyOperation, Service } from '../operation/operation.ts'
import type { ServiceError } from '../operation/service-error.ts'
import { JsonError, overloaded, signatureError, validationError } from '../wire/json-errors.ts'
import { readJson } from '../wire/read-json.ts'
import { writeJson, writeJsonError } from '../wire/write-json.ts'
import { type Answer, retryAfter } from './answer.ts'
import { type IncomingRequest, mediaType } from './incoming-request.ts'
import { perform, type ServerPorts, type Wire } from './perform.ts'

export const jsonTypes = ['application/x-amz-json-1.1', 'application/json']

const targetPrefix = 'AWSCognitoIdentityService.'

const wire: Wire = {
  validationError,
  signatureError,
  throttled: rateExceeded,
  overloaded,
  accessDenied: (message) => new JsonError('AccessDeniedException', message),
  internalError: (cause) => new JsonError('InternalErrorException', 'The service failed. Please try again.', { cause }),
}

/** Answers a request of the JSON 1.1 wire: the target names the operation. */
export async function answerJson(cognitoIdentity: Service, request: IncomingRequest, ports: ServerPorts): Promise<Answer> {
  const operation = findOperation(cognitoIdentity, request)
  if (operation === undefined) return jsonError(new JsonError('UnknownOperationException'))
  return answerJsonOperation(cognitoIdentity, operation, request, ports)
}

/** Answers a request for an operation that is known already. */
export async function answerJsonOperation(
  service: Service,
  operation: AnyOperation,
  request: IncomingRequest,
  ports: ServerPorts,
): Promise<Answer> {
  const name = `${service.name}:${operation.name}`
  const performed = await perform({ service, operation, request, read: (input) => readJson(input, request.body) }, wire, ports)
  if (performed.kind === 'failed') return { operation: name, ...jsonError(performed.error) }
  return { status: 200, headers: contentType, body: writeJson(performed.output), operation: name, isShared: true }
}

/** An error in the form of the JSON 1.1 wire. SDKs read its type off the header or off the body. */
export function jsonError(error: ServiceError): Answer {
  return {
    status: error.status,
    headers: {
      ...contentType,
      // Clients cut the type at the colon, which the real service sends.
      'x-amzn-ErrorType': `${error.type}:`,
      ...retryAfter(error),
      ...(isHeaderSafe(error.message) && { 'x-amzn-ErrorMessage': error.message }),
    },
    body: writeJsonError(error),
    error,
    isShared: true,
  }
}

const contentType = { 'Content-Type': 'application/x-amz-json-1.1' }

function findOperation(service: Service, { method, headers }: IncomingRequest) {
  const target = headers['x-amz-target']
  if (method !== 'POST' || typeof target !== 'string' || !target.startsWith(targetPrefix)) return undefined
  return jsonTypes.includes(mediaType(headers)) ? service.operations.get(target.slice(targetPrefix.length)) : undefined
}

function isHeaderSafe(text: string): boolean {
  return text !== '' && text.length <= 4096 && /^[\x20-\x7e]*$/.test(text)
}
