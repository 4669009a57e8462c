import { ServiceError } from '../operation/service-error.ts'

// One class an error of the service, under its code on the wire. Source: botocore sts/2011-06-15, API reference.

/** The role does not trust this caller or this token; also what a role that does not exist answers. */
export class AccessDenied extends ServiceError {
  readonly type = 'AccessDenied'
  override readonly status = 403
}

/** The web identity token has expired; the caller's own credentials, expired, are `ExpiredToken`. */
export class ExpiredTokenException extends ServiceError {
  readonly type = 'ExpiredTokenException'
}

/** The web identity token is not one, or not one that may be used here. */
export class InvalidIdentityToken extends ServiceError {
  readonly type = 'InvalidIdentityToken'
}

/** Parameters that exclude each other. */
export class InvalidParameterCombination extends ServiceError {
  readonly type = 'InvalidParameterCombination'
}

/** A session policy is no policy. */
export class MalformedPolicyDocument extends ServiceError {
  readonly type = 'MalformedPolicyDocument'
}

/** Session policies and tags do not fit into a session. */
export class PackedPolicyTooLarge extends ServiceError {
  readonly type = 'PackedPolicyTooLarge'
}

/** A parameter that fits the model but not the rules beyond it. */
export class ValidationError extends ServiceError {
  readonly type = 'ValidationError'
}
