/** A managed policy of our account. */
export interface ManagedPolicy {
  /** `arn:aws:iam::ACCOUNT:policy/PATH/NAME` */
  readonly arn: string
  /** `ANPA…`, 21 characters. */
  readonly id: string
  readonly accountId: string
  readonly path: string
  /** Unique in the account without regard to case, whatever the path. */
  readonly name: string
  readonly description: string | undefined
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Milliseconds since the epoch: when the newest version was made. Source: IAM API reference, "Policy". */
  readonly updatedAt: number
  readonly tags: ReadonlyMap<string, string>
  /** Oldest first, one at least, five at most. */
  readonly versions: readonly PolicyVersion[]
  /** The number of one of `versions`: what the policy means today. */
  readonly defaultVersion: number
  /** How many versions were ever made: their numbers are never used again. */
  readonly versionsMade: number
}

export interface PolicyVersion {
  /** From 1; `v3` on the wire is 3. */
  readonly number: number
  /** As it was uploaded. */
  readonly document: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** Where a managed policy is used. */
export interface PolicyUse {
  readonly policyArn: string
  readonly as: 'policy' | 'boundary'
  readonly entityKind: 'role' | 'user'
  readonly entityId: string
  readonly entityName: string
  readonly entityPath: string
}

export function managedPolicyArnOf({ accountId, path, name }: Pick<ManagedPolicy, 'accountId' | 'path' | 'name'>): string {
  return `arn:aws:iam::${accountId}:policy${path}${name}`
}

/** The document of the default version. */
export function defaultDocument({ versions, defaultVersion }: Pick<ManagedPolicy, 'versions' | 'defaultVersion'>): string {
  const version = versions.find(({ number }) => number === defaultVersion)
  if (version === undefined) throw new Error('A managed policy has lost its default version.')
  return version.document
}
