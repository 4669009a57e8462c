/** Why S3 refuses a request: what its error document says. Source: Amazon S3 API reference, "Error responses". */
export interface S3Fault {
  readonly kind: 'fault'
  /** `NoSuchKey` */
  readonly code: string
  /** HTTP. */
  readonly status: number
  readonly message: string
  /** When to come again. */
  readonly retryAfterSeconds?: number
}

export function fault(code: string, status: number, message: string): S3Fault {
  return { kind: 'fault', code, status, message }
}

/** The refusal of what comes too often. */
export function slowDown(retryAfterSeconds: number): S3Fault {
  return { ...fault('SlowDown', 503, 'Please reduce your request rate.'), retryAfterSeconds }
}

/** The refusal of a target that cannot be read, or that stores read in different ways. */
export function invalidUri(): S3Fault {
  return fault('InvalidURI', 400, "Couldn't parse the specified URI.")
}

export function invalidArgument(message: string): S3Fault {
  return fault('InvalidArgument', 400, message)
}

export function methodNotAllowed(): S3Fault {
  return fault('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.')
}

export function notImplemented(): S3Fault {
  return fault('NotImplemented', 501, 'A header or parameter you provided implies functionality that is not implemented.')
}

export function malformedXml(): S3Fault {
  return fault('MalformedXML', 400, 'The XML you provided was not well-formed or did not validate against our published schema.')
}

/** In AWS's words for whoever is nobody, or has no policy that could be named. */
export function accessDenied(message = 'Access Denied'): S3Fault {
  return fault('AccessDenied', 403, message)
}

export function signatureDoesNotMatch(): S3Fault {
  const message = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
  return fault('SignatureDoesNotMatch', 403, message)
}
