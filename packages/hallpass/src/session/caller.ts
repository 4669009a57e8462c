/** Who signed a request. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'role-session'; readonly session: RoleSession }

/** What the credentials of an assumed role carry, sealed into their session token. */
export interface RoleSession {
  /** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
  readonly roleArn: string
  /** `AROA…` */
  readonly roleId: string
  readonly sessionName: string
  /** Seconds since the epoch. */
  readonly issuedAt: number
  /** Seconds since the epoch; from then on the credentials are refused. */
  readonly expiresAt: number
  /** Session tags: key → value. */
  readonly tags: ReadonlyMap<string, string>
  /** Session policies, as they were given: what the session may do is the role's rights within them. */
  readonly policies: { readonly inline?: string; readonly arns: readonly string[] }
  /** The web identity that the role was assumed with. */
  readonly webIdentity: WebIdentity
}

/** What policies may ask of the login: `PROVIDER:aud`, `PROVIDER:sub`, `PROVIDER:amr`. */
export interface WebIdentity {
  /** `cognito-identity.amazonaws.com`, or the issuer without its scheme. */
  readonly provider: string
  readonly audience: string
  readonly subject: string
  readonly amr: readonly string[]
}

/** The caller's ARN as messages and `GetCallerIdentity` show it. Source: IAM user guide, "IAM identifiers". */
export function callerArn(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return 'anonymous'
    case 'root':
      return `arn:aws:iam::${caller.accountId}:root`
    case 'role-session':
      return assumedRoleArn(caller.session)
  }
}

/** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`: the role's path is dropped. */
export function assumedRoleArn({ roleArn, sessionName }: Pick<RoleSession, 'roleArn' | 'sessionName'>): string {
  const accountId = roleArn.split(':')[4]
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`
}
