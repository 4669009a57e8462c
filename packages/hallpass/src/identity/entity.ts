/** What IAM calls an entity: a role or a user, which policies are attached to. */
export interface Entity {
  /** `AROA…` (role) or `AIDA…` (user), 21 characters; never the same again, even for an entity of the same name. */
  readonly id: string
  /** Twelve digits. */
  readonly accountId: string
  /** `/`, or `/…/`. Part of the ARN, not of what makes the name unique. */
  readonly path: string
  /** Unique among the entities of its kind without regard to case; shown, and found, as it was given. */
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly tags: ReadonlyMap<string, string>
  /** Policy name → document, as it was uploaded. */
  readonly inlinePolicies: ReadonlyMap<string, string>
  /** ARNs of managed policies, in the order in which they were attached. */
  readonly attachedPolicyArns: readonly string[]
  readonly permissionsBoundaryArn: string | undefined
}

/** A role, which is assumed. */
export interface Role extends Entity {
  /** The document, as it was uploaded. */
  readonly trustPolicy: string
  /**
   * The ARNs of our account's roles and users that the trust policy names → the unique ids they had when it was uploaded: a principal
   * that is deleted and created anew is another one.
   */
  readonly trustedIds: ReadonlyMap<string, string>
  readonly description: string | undefined
  /** Seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number
}

/** A user, who signs with access keys. */
export type User = Entity

/** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
export function roleArnOf({ accountId, path, name }: Pick<Role, 'accountId' | 'path' | 'name'>): string {
  return `arn:aws:iam::${accountId}:role${path}${name}`
}

/** `arn:aws:iam::ACCOUNT:user/PATH/NAME` */
export function userArnOf({ accountId, path, name }: Pick<User, 'accountId' | 'path' | 'name'>): string {
  return `arn:aws:iam::${accountId}:user${path}${name}`
}
