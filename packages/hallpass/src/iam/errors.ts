import { ServiceError } from '../operation/service-error.ts'

// One class an error of the service, under its code on the wire. Source: botocore iam/2010-05-08, API reference.

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

export class NoSuchEntity extends ServiceError {
  readonly type = 'NoSuchEntity'
  override readonly status = 404
}

/** A parameter that is of no use whatever the state of things is. */
export class ValidationError extends ServiceError {
  readonly type = 'ValidationError'
}
