import { ServiceError } from '../operation/service-error.ts'

// One class an error of the service. Source: botocore cognito-identity/2014-06-30, API reference.

/** Two changes of one pool at a time. Ours are serialised, so that it never comes; it is declared because the model does. */
export class ConcurrentModificationException extends ServiceError {
  readonly type = 'ConcurrentModificationException'
}

/** The developer user belongs to another identity than the one named. */
export class DeveloperUserAlreadyRegisteredException extends ServiceError {
  readonly type = 'DeveloperUserAlreadyRegisteredException'
}

/** The login's provider did not answer, or not sensibly. */
export class ExternalServiceException extends ServiceError {
  readonly type = 'ExternalServiceException'
}

/** The pool has no role for this kind of identity, or the role refuses it. */
export class InvalidIdentityPoolConfigurationException extends ServiceError {
  readonly type = 'InvalidIdentityPoolConfigurationException'
}

/** A parameter that fits the model but not the pool or the rules beyond the model. */
export class InvalidParameterException extends ServiceError {
  readonly type = 'InvalidParameterException'
}

/** A quota is used up. */
export class LimitExceededException extends ServiceError {
  readonly type = 'LimitExceededException'
}

/** The login, the pool or the identity does not allow this; the message says which, in AWS's words. */
export class NotAuthorizedException extends ServiceError {
  readonly type = 'NotAuthorizedException'
}

/** The change contradicts what is there already. */
export class ResourceConflictException extends ServiceError {
  readonly type = 'ResourceConflictException'
}

/** The pool, identity or developer user does not exist. */
export class ResourceNotFoundException extends ServiceError {
  readonly type = 'ResourceNotFoundException'
}

/** More calls than a limit lets through, of ours or of an upstream STS. */
export class TooManyRequestsException extends ServiceError {
  readonly type = 'TooManyRequestsException'
}
