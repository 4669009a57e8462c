/** An access key of a user: lasting credentials, whose secret is kept encrypted. */
export interface AccessKey {
  /** `AKIA…`, 20 characters, encodes the account. */
  readonly id: string
  readonly accountId: string
  /** `AIDA…` */
  readonly userId: string
  readonly status: 'Active' | 'Inactive'
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** The secret access key, encrypted under the master key. */
  readonly wrappedSecret: Uint8Array
  /** Undefined: never used. */
  readonly lastUse: AccessKeyUse | undefined
}

export interface AccessKeyUse {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** `sts`, `iam`, `cognito-identity` */
  readonly service: string
  readonly region: string
}
