import { isTransient } from './classify.ts'

/** How a call went: what the SDK tells under the same name. */
export interface CallMetadata {
  readonly httpStatusCode: number | undefined
  readonly requestId: string | undefined
  readonly attempts: number
  /** Milliseconds of pauses between the attempts. */
  readonly totalRetryDelay: number
}

/**
 * What a service answered instead of a result; `name` is the exception's. It carries the members of both generations of the SDK.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html
 */
export class IdentityServiceError extends Error {
  declare readonly code: string
  declare readonly statusCode: number
  declare readonly requestId: string | undefined
  /** Whether the same call may succeed later. */
  declare readonly retryable: boolean
  declare readonly time: Date
  declare readonly $fault: 'client' | 'server'
  /** Set when the call is over. */
  declare readonly $metadata: CallMetadata

  constructor(name: string, message: string, statusCode: number, requestId?: string | undefined) {
    super(message)
    const $fault = statusCode < 500 ? 'client' : 'server'
    Object.assign(this, { name, code: name, statusCode, requestId, retryable: isTransient({ name, statusCode }), time: new Date(), $fault })
  }
}
