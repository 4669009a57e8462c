import type { Excess } from '../limits/rate-limits.ts'
import { ServiceError, type ServiceErrorOptions } from '../operation/service-error.ts'
import type { Violation } from '../operation/violation.ts'
import type { AuthenticationRefusal } from '../sigv4/authentication-refusal.ts'
import { validationMessage } from './validation-message.ts'

/** Type → HTTP status. Source: Amazon Cognito API reference, "Common Errors"; recorded answers of JSON services. */
const statuses = {
  AccessDeniedException: 400,
  ExpiredTokenException: 400,
  IncompleteSignatureException: 400,
  InternalErrorException: 500,
  InvalidSignatureException: 400,
  MissingAuthenticationTokenException: 400,
  RequestEntityTooLargeException: 413,
  SerializationException: 400,
  ServiceUnavailable: 503,
  UnknownOperationException: 400,
  UnrecognizedClientException: 400,
  ValidationException: 400,
} as const

/** An error of the JSON wire itself, which any operation may answer with. An empty message is left out. */
export class JsonError extends ServiceError {
  readonly type: keyof typeof statuses
  override readonly status: number

  constructor(type: keyof typeof statuses, message = '', options?: ServiceErrorOptions) {
    super(message, options)
    this.type = type
    this.status = statuses[type]
  }
}

/** How the JSON wire names a refused signature. Source: AWS Signature Version 4, "Troubleshooting"; recorded answers of JSON services. */
export function signatureError(kind: AuthenticationRefusal, message: string): JsonError {
  switch (kind) {
    case 'missing-authentication-token':
      return new JsonError('MissingAuthenticationTokenException', message)
    case 'incomplete-signature':
      return new JsonError('IncompleteSignatureException', message)
    case 'two-forms':
    case 'invalid-signature':
    case 'invalid-uri-path':
    case 'malformed-query-string':
      return new JsonError('InvalidSignatureException', message)
    case 'unknown-key':
      return new JsonError('UnrecognizedClientException', message)
    case 'session-expired':
      return new JsonError('ExpiredTokenException', message)
  }
}

/** There is more to do than callers would wait for. Source: Cognito API reference, "Common Errors"; SDKs try again what has this status. */
export function overloaded(excess: Excess): JsonError {
  return new JsonError('ServiceUnavailable', 'The service is busy. Please try again.', { excess })
}

export function validationError(violations: readonly Violation[]): JsonError {
  return new JsonError('ValidationException', validationMessage(violations, 'values'))
}
