import { ServiceError } from '../operation/service-error.ts'

// One class an error of the service, under its code on the wire. Source: botocore iam/2010-05-08, API reference.

/** What nobody may do, not even root: to change policies of AWS's own. */
export class AccessDenied extends ServiceError {
  readonly type = 'AccessDenied'
  override readonly status = 403
}

/** Somebody else changed the resource in between. */
export class ConcurrentModification extends ServiceError {
  readonly type = 'ConcurrentModification'
  override readonly status = 409
}

/** Something still belongs to, or uses, what is to be deleted. */
export class DeleteConflict extends ServiceError {
  readonly type = 'DeleteConflict'
  override readonly status = 409
}

export class EntityAlreadyExists extends ServiceError {
  readonly type = 'EntityAlreadyExists'
  override readonly status = 409
}

/** A parameter that fits the model but not the resource or the rules beyond the model. */
export class InvalidInput extends ServiceError {
  readonly type = 'InvalidInput'
}

/** A quota is used up. */
export class LimitExceeded extends ServiceError {
  readonly type = 'LimitExceeded'
  override readonly status = 409
}

/** A document is no policy, or not one of its kind. */
export class MalformedPolicyDocument extends ServiceError {
  readonly type = 'MalformedPolicyDocument'
}

export class NoSuchEntity extends ServiceError {
  readonly type = 'NoSuchEntity'
  override readonly status = 404
}

/** A parameter that is of no use whatever the state of things is. */
export class ValidationError extends ServiceError {
  readonly type = 'ValidationError'
}
