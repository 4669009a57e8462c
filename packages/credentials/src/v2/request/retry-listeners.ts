import { AWS } from '../aws.ts'
import type { Listener } from '../executor-types.ts'
import type { Request, Response } from '../service-types.ts'
import { mayFollow } from './may-follow.ts'
import { asynchronous } from './named.ts'

/** A `build` that failed in a way worth repeating begins anew. */
export function RESTART(this: Request): void {
  const { response, service, httpRequest } = this
  if (!response.error?.retryable) return
  this.httpRequest = new AWS.HttpRequest(service.endpoint, httpRequest.region)
  if (response.retryCount < Number(service.config.maxRetries)) response.retryCount++
  else response.error = null
}

export function FINALIZE_ERROR(this: Request, { error, httpResponse }: Response): void {
  if (!error || !httpResponse.statusCode) return
  error.statusCode = httpResponse.statusCode
  // Null says no, as it does in the SDK.
  if (error.retryable === undefined) error.retryable = this.service.retryableError(error)
}

export function INVALIDATE_CREDENTIALS({ error, request }: Response): void {
  if (!error || !/^(RequestExpired|ExpiredToken(Exception)?)$/.test(error.code)) return
  error.retryable = true
  const { credentials } = request.service.config
  if (credentials) credentials.expired = true
}

export function EXPIRED_SIGNATURE({ error }: Response): void {
  if (error && /Signature/.test(error.code) && /expired/.test(error.message)) error.retryable = true
}

export function CLOCK_SKEWED(this: Request, { error }: Response): void {
  if (error && this.service.clockSkewError(error) && this.service.config.correctClockSkew) error.retryable = true
}

export function REDIRECT(this: Request, { error, httpResponse }: Response): void {
  const { location } = httpResponse.headers
  const status = error?.statusCode ?? 0
  if (!error || status < 300 || status > 399 || !location) return
  const endpoint = new AWS.Endpoint(new URL(location, this.httpRequest.endpoint.href).href)
  if (!mayFollow(this, endpoint)) return
  this.httpRequest.endpoint = endpoint
  this.httpRequest.headers['Host'] = endpoint.host
  this.httpRequest.path = endpoint.path
  error.redirect = true
  error.retryable = true
}

export function RETRY_CHECK(this: Request, { error, redirectCount, maxRedirects, retryCount, maxRetries }: Response): void {
  if (!error) return
  if (error.redirect && redirectCount < maxRedirects) error.retryDelay = 0
  else if (retryCount < maxRetries) error.retryDelay = this.service.retryDelays(retryCount, error) || 0
}

export const RESET_RETRY_STATE: Listener = asynchronous((response: Response, done: () => void) => {
  const delay = response.error?.retryDelay || 0
  // It counts even where `customBackoff` ends the retries by a negative delay.
  if (!countRetry(response) || delay < 0) return done()
  response.error = null
  setTimeout(done, delay)
})

/** Redirects that are not worth a retry have a count of their own. */
function countRetry(response: Response): boolean {
  const { error } = response
  if (error?.retryable && response.retryCount < response.maxRetries) response.retryCount++
  else if (error?.redirect && response.redirectCount < response.maxRedirects) response.redirectCount++
  else return false
  return true
}
