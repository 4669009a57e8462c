import type { AWSError } from '../executor-types.ts'
import type { Service } from '../service-types.ts'

const skewCodes = new Set([
  'RequestTimeTooSkewed',
  'RequestExpired',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'RequestInTheFuture',
])
const throttlingCodes = new Set([
  'ProvisionedThroughputExceededException',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'TransactionInProgressException',
  'EC2ThrottledException',
])
/** Milliseconds between the clocks from which on signatures are refused. */
const skew = 300_000

type RetryRules =
  | 'numRetries'
  | 'retryDelays'
  | 'retryableError'
  | 'networkingError'
  | 'timeoutError'
  | 'expiredCredentialsError'
  | 'clockSkewError'
  | 'throttledError'
  | 'getSkewCorrectedDate'
  | 'applyClockOffset'
  | 'isClockSkewed'

/** What a service repeats, when, and by which clock it signs. Its requests ask these members, which applications may replace. */
export const retryRules: Pick<Service, RetryRules> & ThisType<Service> = {
  numRetries() {
    const { maxRetries } = this.config
    return maxRetries === undefined ? this.defaultRetryCount : maxRetries
  },

  retryDelays(retryCount: number, error?: AWSError) {
    const { customBackoff, base } = this.config.retryDelayOptions ?? {}
    if (typeof customBackoff === 'function') return customBackoff(retryCount, error)
    return Math.random() * 2 ** retryCount * (typeof base === 'number' ? base : 100)
  },

  retryableError(error: AWSError) {
    return (
      this.timeoutError(error) ||
      this.networkingError(error) ||
      this.expiredCredentialsError(error) ||
      this.throttledError(error) ||
      Number(error.statusCode) >= 500
    )
  },

  networkingError: (error) => error.code === 'NetworkingError',

  timeoutError: (error) => error.code === 'TimeoutError',

  expiredCredentialsError: (error) => error.code === 'ExpiredTokenException',

  clockSkewError: (error) => skewCodes.has(error.code),

  throttledError: (error) => error.statusCode === 429 || throttlingCodes.has(error.code),

  getSkewCorrectedDate() {
    return new Date(Date.now() + this.config.systemClockOffset)
  },

  applyClockOffset(serverTime: number) {
    if (serverTime) this.config.systemClockOffset = serverTime - Date.now()
  },

  isClockSkewed(serverTime: number) {
    return Boolean(serverTime) && Math.abs(this.getSkewCorrectedDate().getTime() - serverTime) >= skew
  },
}
