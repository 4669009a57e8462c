/** What is known of a policy that AWS keeps for every account. */
export interface AwsManagedPolicySource {
  /** `ANPA…`, 21 characters, made up by us. */
  readonly id: string
  /** `/` where it is left out. */
  readonly path?: string
  readonly name: string
  readonly description: string
  /** AWS's number of the version that this is. */
  readonly defaultVersion: number
  /** ISO 8601. */
  readonly created: string
  /** ISO 8601; the same as `created` where it is left out. */
  readonly updated?: string
  readonly statements: readonly object[]
}
