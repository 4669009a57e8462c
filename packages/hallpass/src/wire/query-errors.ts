import type { Excess } from '../limits/rate-limits.ts'
import { ServiceError, type ServiceErrorOptions } from '../operation/service-error.ts'
import type { Violation } from '../operation/violation.ts'
import type { AuthenticationRefusal } from '../sigv4/authentication-refusal.ts'
import type { QueryApi } from './query-api.ts'
import { validationMessage } from './validation-message.ts'

/** Code → HTTP status. Source: IAM API reference, "Common errors". */
const statuses = {
  AccessDenied: 403,
  ExpiredToken: 403,
  IncompleteSignature: 400,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  InvalidURIPath: 400,
  MalformedInput: 400,
  MalformedQueryString: 400,
  MissingAction: 400,
  MissingAuthenticationToken: 403,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Throttling: 400,
  ValidationError: 400,
} as const

/** An error of the query wire itself, which any operation may answer with. */
export class QueryError extends ServiceError {
  readonly type: keyof typeof statuses
  override readonly status: number

  constructor(type: keyof typeof statuses, message: string, options?: ServiceErrorOptions) {
    super(message, options)
    this.type = type
    this.status = statuses[type]
  }
}

/** How the query wire names a refused signature. Source: IAM API reference, "Common errors"; AWS Signature Version 4, "Troubleshooting". */
export function signatureError(kind: AuthenticationRefusal, message: string): QueryError {
  switch (kind) {
    case 'missing-authentication-token':
      return new QueryError('MissingAuthenticationToken', message)
    case 'incomplete-signature':
    case 'two-forms':
      return new QueryError('IncompleteSignature', message)
    case 'invalid-signature':
      return new QueryError('SignatureDoesNotMatch', message)
    case 'invalid-uri-path':
      return new QueryError('InvalidURIPath', message)
    case 'malformed-query-string':
      return new QueryError('MalformedQueryString', message)
    case 'unknown-key':
      return new QueryError('InvalidClientTokenId', message)
    case 'session-expired':
      return new QueryError('ExpiredToken', message)
  }
}

export function missingAction(): QueryError {
  return new QueryError('MissingAction', 'The request must contain the parameter Action')
}

/** More calls than a limit of ours lets through. Source: IAM API reference, "Common errors"; SDKs try it again as throttling. */
export function throttling(excess: Excess): QueryError {
  return new QueryError('Throttling', 'Rate exceeded', { excess })
}

/** There is more to do than callers would wait for. */
export function overloaded(excess: Excess): QueryError {
  return new QueryError('ServiceUnavailable', 'The service is busy. Please try again.', { excess })
}

export function requestTooLarge(): QueryError {
  return new QueryError('RequestEntityTooLarge', 'The request body is too large.')
}

/** @param actions the names of the operations that there are */
export function invalidAction(action: string, version: string, api: QueryApi | undefined, actions: Iterable<string>): QueryError {
  const known = api?.listsActions ? `. Supported operations: ${[...actions].sort().join(', ')}` : ''
  return new QueryError('InvalidAction', `Could not find operation ${action} for version ${version}${known}`)
}

export function validationError(violations: readonly Violation[], api: QueryApi): QueryError {
  return new QueryError('ValidationError', validationMessage(violations, api.showsValues ? 'values' : 'no-values'))
}
