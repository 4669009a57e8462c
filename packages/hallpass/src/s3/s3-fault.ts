/** Why S3 refuses a request: what its error document says. Source: Amazon S3 API reference, "Error responses". */
export interface S3Fault {
  readonly kind: 'fault'
  /** `NoSuchKey` */
  readonly code: string
  /** HTTP. */
  readonly status: number
  readonly message: string
}
