/** The parts of a signature as the request gives them, none of them looked into yet. */
export interface SignatureParts {
  readonly kind: 'parts'
  readonly algorithm: string
  readonly credential: string
  readonly signedHeaders: string
  readonly signature: string
  readonly date: string
  /** Undefined: signed in the header, so that it is good only around its time. */
  readonly presigned: Presigned | undefined
}

export interface Presigned {
  /** How long the signature is good from its time on, seconds; undefined where the request does not say. */
  readonly expires: string | undefined
}
