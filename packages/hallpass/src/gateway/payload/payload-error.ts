import { fault, type S3Fault } from '../../s3/s3-fault.ts'

/** Ends a body that is not what was signed or said. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError'
  readonly fault: S3Fault

  constructor(fault: S3Fault) {
    super(fault.message)
    this.fault = fault
  }
}

/** The body is shorter or longer than it was said to be. */
export function incompleteBody(): PayloadError {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header'
  return new PayloadError(fault('IncompleteBody', 400, message))
}

/** The body is not the one that was signed. */
export function hashMismatch(): PayloadError {
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
  return new PayloadError(fault('XAmzContentSHA256Mismatch', 400, message))
}

/** What follows the last chunk is not what was announced. */
export function malformedTrailer(): PayloadError {
  const message = 'The request contained trailing data that was not well-formed or did not conform to our published schema.'
  return new PayloadError(fault('MalformedTrailerError', 400, message))
}
