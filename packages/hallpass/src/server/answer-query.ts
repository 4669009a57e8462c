import type { Service } from '../operation/operation.ts'
import { ServiceError } from '../operation/service-error.ts'
import type { StructureShape } from '../operation/shape.ts'
import { isUnavailable } from '../store/is-unavailable.ts'
import { type QueryApi, queryApis } from '../wire/query-api.ts'
import {
  invalidAction,
  missingAction,
  overloaded,
  QueryError,
  requestTooLarge,
  signatureError,
  throttling,
  validationError,
} from '../wire/query-errors.ts'
import { type QueryParameters, readQueryParameters } from '../wire/query-parameters.ts'
import { errorXml, successXml } from '../wire/query-xml.ts'
import { readQuery } from '../wire/read-query.ts'
import { type Answer, retryAfter } from './answer.ts'
import { formType, type IncomingRequest, mediaType } from './incoming-request.ts'
import { perform, type ServerPorts, type Wire } from './perform.ts'
import { usualBody } from './read-body.ts'

/** Answers a request of the query wire: its version names the service, its action the operation. */
export async function answerQuery(
  services: readonly Service<'sts' | 'iam'>[],
  request: IncomingRequest,
  ports: ServerPorts,
): Promise<Answer> {
  let parameters: QueryParameters
  try {
    parameters = readQueryParameters(hasForm(request) ? request.body : new Uint8Array(), request.query)
  } catch (error) {
    if (error instanceof ServiceError) return queryError(queryApis.sts, error, request.id)
    throw error
  }
  const action = parameters.get('Action')
  if (action === undefined) return queryError(queryApis.sts, missingAction(), request.id)

  const version = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'
  const service = services.find(({ name }) => queryApis[name].version === version)
  const api = service && queryApis[service.name]
  const operation = service?.operations.get(action)
  if (service === undefined || api === undefined || operation === undefined) {
    return queryError(api ?? queryApis.sts, invalidAction(action, version, api, service?.operations.keys() ?? []), request.id)
  }

  if (service.name !== 'iam' && request.body.length > usualBody) return queryError(api, requestTooLarge(), request.id)

  const name = `${service.name}:${action}`
  const call = { service, operation, request, read: (input: StructureShape) => readQuery(input, parameters) }
  const performed = await perform(call, wireOf(api), ports)
  if (performed.kind === 'failed') return { operation: name, ...queryError(api, performed.error, request.id) }
  return {
    status: 200,
    headers: contentType,
    body: successXml(api, action, performed.output, request.id),
    operation: name,
    isShared: isShared(api),
  }
}

/** An error in the form of the query wire. */
export function queryError(api: QueryApi, error: ServiceError, requestId: string): Answer {
  return {
    status: error.status,
    headers: { ...contentType, ...retryAfter(error) },
    body: errorXml(api, error, requestId),
    error,
    isShared: isShared(api),
  }
}

function wireOf(api: QueryApi): Wire {
  return {
    validationError: (violations) => validationError(violations, api),
    signatureError,
    throttled: throttling,
    overloaded,
    accessDenied: (message) => new QueryError('AccessDenied', message),
    internalError: (cause) =>
      new QueryError(isUnavailable(cause) ? 'ServiceUnavailable' : 'InternalFailure', 'The service failed. Please try again.', { cause }),
  }
}

function hasForm({ method, headers }: IncomingRequest): boolean {
  return method === 'POST' && mediaType(headers) === formType
}

const contentType = { 'Content-Type': 'text/xml' }

// Browsers call STS, as they do at AWS; IAM is not for pages.
function isShared(api: QueryApi): boolean {
  return api !== queryApis.iam
}
