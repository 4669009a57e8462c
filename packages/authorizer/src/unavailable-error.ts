/** Hallpass could not be asked, or does not take this service's questions: nothing is let through meanwhile. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
  /** For frameworks that answer by it. */
  readonly status: number = 503
  readonly statusCode: number = 503
}
