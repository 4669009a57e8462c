/** What temporary credentials carry, sealed into their session token. */
export type Session = RoleSession | FederatedUserSession | UserSession

/** Of the credentials of an assumed role. */
export interface RoleSession extends Term {
  readonly kind: 'role'
  /** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
  readonly roleArn: string
  /** `AROA…`: credentials of a role that was deleted and created anew are void. */
  readonly roleId: string
  readonly sessionName: string
  /** Session tags, inherited ones included: key → value. */
  readonly tags: ReadonlyMap<string, string>
  /** Keys of `tags` that sessions which this one starts inherit. */
  readonly transitiveTagKeys: readonly string[]
  /** Once set it stays, through every session that this one starts. */
  readonly sourceIdentity: string | undefined
  readonly policies: SessionPolicies
  /** The login that the role was assumed with; undefined where it was assumed with other credentials. */
  readonly federation: Federation | undefined
}

/** Of `GetFederationToken`. */
export interface FederatedUserSession extends Term {
  readonly kind: 'federated-user'
  readonly accountId: string
  readonly name: string
  /** `AIDA…` of the user who asked; undefined: root did. */
  readonly userId: string | undefined
  readonly tags: ReadonlyMap<string, string>
  readonly policies: SessionPolicies
}

/** Of `GetSessionToken`: the rights of the user, or of root. */
export interface UserSession extends Term {
  readonly kind: 'user'
  /** `AIDA…`; undefined: root. */
  readonly userId: string | undefined
}

interface Term {
  /** Seconds since the epoch. */
  readonly issuedAt: number
  /** Seconds since the epoch; from then on the credentials are refused. */
  readonly expiresAt: number
}

/** Session policies, as they were given: what the session may do is the role's or user's rights within them. With neither, none were passed. */
export interface SessionPolicies {
  /** A document. */
  readonly inline?: string
  /** Of managed policies. */
  readonly arns: readonly string[]
  /** The session is a guest's of the enhanced flow: the service's own session policy for guests narrows it besides. */
  readonly isGuest?: true
}

/** The login that a session began with. */
export interface Federation {
  /** `aws:FederatedProvider`: `cognito-identity.amazonaws.com`, another host that needs no registration, or the provider's ARN. */
  readonly provider: string
  /** Condition keys of the login that stay with the session: `PROVIDER:aud`, `PROVIDER:sub`, `PROVIDER:amr`, `saml:sub`, … */
  readonly keys: ReadonlyMap<string, string | readonly string[]>
}
