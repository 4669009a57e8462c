/**
 * Retries that a client may still make: a service in trouble is not asked three times by everyone. Numbers of the SDK's standard mode.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class TokenBucket {
  #tokens = 500

  /** Takes the price of a retry; false where too little is left. */
  takeRetry(): boolean {
    if (this.#tokens < 5) return false
    this.#tokens -= 5
    return true
  }

  /** A success gives back the price of the retry that it was, else a little. */
  putBack(wasRetry: boolean): void {
    this.#tokens = Math.min(500, this.#tokens + (wasRetry ? 5 : 1))
  }
}
