import { IdentityServiceError } from './service-errors.ts'

// One class an exception of the service. What is thrown is an `IdentityServiceError` under the exception's name, and the classes know
// theirs by it: so they hold for what an SDK client throws as well, and nobody carries the classes that he does not name.

class Exception extends IdentityServiceError {
  static override [Symbol.hasInstance](error: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: the class that was asked is one below this one.
    return error instanceof Error && error.name === this.name
  }
}

/** Another change of the same pool is under way. */
export class ConcurrentModificationException extends Exception {
  static override readonly name = 'ConcurrentModificationException'
}

/** The developer user belongs to another identity. */
export class DeveloperUserAlreadyRegisteredException extends Exception {
  static override readonly name = 'DeveloperUserAlreadyRegisteredException'
}

/** The login's provider did not answer the service. */
export class ExternalServiceException extends Exception {
  static override readonly name = 'ExternalServiceException'
}

/** The service failed. */
export class InternalErrorException extends Exception {
  static override readonly name = 'InternalErrorException'
}

/** The pool has no role for this kind of identity, or the role refuses it. */
export class InvalidIdentityPoolConfigurationException extends Exception {
  static override readonly name = 'InvalidIdentityPoolConfigurationException'
}

/** A parameter cannot be used. */
export class InvalidParameterException extends Exception {
  static override readonly name = 'InvalidParameterException'
}

/** A quota is used up. */
export class LimitExceededException extends Exception {
  static override readonly name = 'LimitExceededException'
}

/** The login, the pool or the identity does not allow this; the message says which. */
export class NotAuthorizedException extends Exception {
  static override readonly name = 'NotAuthorizedException'
}

/** The change contradicts what is there. */
export class ResourceConflictException extends Exception {
  static override readonly name = 'ResourceConflictException'
}

/** The pool or the identity does not exist. */
export class ResourceNotFoundException extends Exception {
  static override readonly name = 'ResourceNotFoundException'
}

/** Too many calls in a short time. */
export class TooManyRequestsException extends Exception {
  static override readonly name = 'TooManyRequestsException'
}
