import { ServiceError } from '../operation/service-error.ts'

// One class an error of the service, under its code on the wire. Source: botocore sts/2011-06-15, API reference.

/** The role does not trust this caller or this token; also what a role that does not exist answers. */
export class AccessDenied extends ServiceError {
  readonly type = 'AccessDenied'
  override readonly status = 403
}

/** The web identity token or the assertion has expired; the caller's own credentials, expired, are `ExpiredToken`. */
export class ExpiredTokenException extends ServiceError {
  readonly type = 'ExpiredTokenException'
}

/** The provider of a token does not answer. */
export class IDPCommunicationError extends ServiceError {
  readonly type = 'IDPCommunicationError'
}

/** The provider of an access token says that it is not good. */
export class IDPRejectedClaim extends ServiceError {
  readonly type = 'IDPRejectedClaim'
  override readonly status = 403
}

/** The message is none of ours. */
export class InvalidAuthorizationMessageException extends ServiceError {
  readonly type = 'InvalidAuthorizationMessageException'
}

/** More calls than a limit of ours lets through. */
export class Throttling extends ServiceError {
  readonly type = 'Throttling'
}

/** The token or the assertion is not one, or not one that may be used here. */
export class InvalidIdentityToken extends ServiceError {
  readonly type = 'InvalidIdentityToken'
}

/** Parameters that exclude each other. */
export class InvalidParameterCombination extends ServiceError {
  readonly type = 'InvalidParameterCombination'
}

/** Session tags, or contexts, that cannot be passed. */
export class InvalidParameterValue extends ServiceError {
  readonly type = 'InvalidParameterValue'
}

/** A session policy is no policy, or is not there. */
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
