import type { Excess } from '../limits/rate-limits.ts'

export interface ServiceErrorOptions extends ErrorOptions {
  /** The limit of ours that the call is over. */
  readonly excess?: Excess
}

/**
 * An error that the caller is told in the service's own words: one class for each error of the wire.
 * Whatever else is thrown reaches the caller as an internal error without details.
 */
export abstract class ServiceError extends Error {
  /** The name on the wire: `NotAuthorizedException`, `NoSuchEntity`. */
  abstract readonly type: string
  /** The HTTP status. */
  readonly status: number = 400
  readonly excess: Excess | undefined

  constructor(message: string, options?: ServiceErrorOptions) {
    super(message, options)
    this.excess = options?.excess
  }
}

export type ServiceErrorClass = new (message: string, options?: ServiceErrorOptions) => ServiceError
