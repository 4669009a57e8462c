import { isTransient } from './classify.ts'

export interface ErrorFacts {
  readonly name: string
  readonly message: string
  readonly status: number
  readonly requestId: string | undefined
}

/** How a call went: what the SDK tells under the same name. */
export interface CallMetadata {
  readonly httpStatusCode?: number | undefined
  readonly requestId?: string | undefined
  readonly attempts?: number | undefined
  /** Milliseconds of pauses between the attempts. */
  readonly totalRetryDelay?: number | undefined
}

/**
 * What a service answered instead of a result; `name` is the exception's. It carries the members of both generations of the SDK.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html
 */
export class IdentityServiceError extends Error {
  readonly code: string
  readonly statusCode: number
  readonly requestId: string | undefined
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  readonly time: Date
  readonly $fault: 'client' | 'server'
  readonly $metadata: CallMetadata

  constructor({ name, message, status, requestId }: ErrorFacts) {
    super(message)
    this.name = this.code = name
    this.statusCode = status
    this.requestId = requestId
    this.time = new Date()
    this.$fault = status < 500 ? 'client' : 'server'
    this.$metadata = { httpStatusCode: status, requestId }
    this.retryable = isTransient(this)
  }
}

/** Another change of the same pool is under way. */
export class ConcurrentModificationException extends IdentityServiceError {}
/** The developer user belongs to another identity. */
export class DeveloperUserAlreadyRegisteredException extends IdentityServiceError {}
/** The login's provider did not answer the service. */
export class ExternalServiceException extends IdentityServiceError {}
/** The service failed. */
export class InternalErrorException extends IdentityServiceError {}
/** The pool has no role for this kind of identity, or the role refuses it. */
export class InvalidIdentityPoolConfigurationException extends IdentityServiceError {}
/** A parameter cannot be used. */
export class InvalidParameterException extends IdentityServiceError {}
/** A quota is used up. */
export class LimitExceededException extends IdentityServiceError {}
/** The login, the pool or the identity does not allow this; the message says which. */
export class NotAuthorizedException extends IdentityServiceError {}
/** The change contradicts what is there. */
export class ResourceConflictException extends IdentityServiceError {}
/** The pool or the identity does not exist. */
export class ResourceNotFoundException extends IdentityServiceError {}
/** Too many calls in a short time. */
export class TooManyRequestsException extends IdentityServiceError {}

/** The error of the exception's own class, where it has one. */
export function toServiceError(facts: ErrorFacts): IdentityServiceError {
  const own = Object.entries(classes).find(([name]) => name === facts.name)
  return new (own?.[1] ?? IdentityServiceError)(facts)
}

const classes = {
  ConcurrentModificationException,
  DeveloperUserAlreadyRegisteredException,
  ExternalServiceException,
  InternalErrorException,
  InvalidIdentityPoolConfigurationException,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
  TooManyRequestsException,
}
