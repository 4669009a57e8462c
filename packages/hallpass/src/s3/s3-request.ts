/** What a request is for. Names are decoded texts, exactly as given: nothing is folded or normalised. */
export type Address =
  | { readonly kind: 'service' }
  | { readonly kind: 'bucket'; readonly bucket: string }
  | { readonly kind: 'object'; readonly bucket: string; readonly key: string }

export interface CopySource {
  readonly bucket: string
  readonly key: string
  readonly versionId: string | undefined
}

/**
 * A request that has exactly one meaning. What is decided, and what is sent to the store, is made from this and never from the text that
 * came: the target is written anew by `requestTarget`.
 */
export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly address: Address
  /** `acl`, `uploads`, `delete`, …: at most one. */
  readonly subresource: string | undefined
  /** The other parameters that S3 knows for this request, decoded; without those of the signature and `x-id`. */
  readonly parameters: ReadonlyMap<string, string>
  /** By lower-case name, `x-amz-*` of the query included; without those of the signature. Values as sent. */
  readonly headers: ReadonlyMap<string, string>
  readonly copySource: CopySource | undefined
}

/** One thing that must be allowed. */
export interface AskedAction {
  /** `s3:GetObject` */
  readonly action: string
  /** `arn:aws:s3:::BUCKET/KEY`, `arn:aws:s3:::BUCKET` or `*` */
  readonly resource: string
  /** Of the object, where one is named. */
  readonly versionId?: string
}
