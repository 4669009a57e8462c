import type { Decision } from '../policy/decision.ts'
import type { RoleSelection } from '../roles/select-role.ts'

/**
 * What the service would do for these logins, step by step, up to the step where it would refuse. Tokens and secrets are never part of
 * it; the claims that decide are.
 */
export interface Explanation {
  readonly outcome: 'credentials' | 'refused'
  /** What GetCredentialsForIdentity (or GetId before it) would answer. */
  readonly error?: { readonly type: string; readonly message: string }
  /** What to do about it: one sentence or two. */
  readonly advice?: string
  readonly pool: {
    readonly id: string
    readonly name: string
    readonly allowsGuests: boolean
    /** Whose logins it takes, as keys of `Logins`. */
    readonly providers: readonly string[]
  }
  /** Those that were looked at, in the order of the providers' names, then the others; a guest has none. */
  readonly logins: readonly LoginStep[]
  readonly identity?: IdentityStep
  /** The `amr` of the request, which trust policies are asked about. */
  readonly amr?: readonly string[]
  readonly role?: RoleStep
  /** Principal tags, which are the session's. */
  readonly tags?: ReadonlyMap<string, string>
  /** The role's trust policy: one entry for each action that the exchange needs. */
  readonly trust?: readonly TrustStep[]
  readonly session?: SessionStep
  /** What works, and is probably not meant. */
  readonly warnings: readonly string[]
}

export type LoginStep =
  | {
      readonly provider: string
      readonly outcome: 'verified'
      readonly subject: string
      /** What the provider says of the user. */
      readonly claims: Readonly<Record<string, unknown>>
    }
  | { readonly provider: string; readonly outcome: 'refused' | 'provider-unreachable'; readonly reason: string }

export interface IdentityStep {
  readonly id: string | undefined
  /**
   * `known`: it owns the logins already; `linked`: logins would be added to it; `merged`: it would take in other identities;
   * `new`: it would be made, and its id differs each time; `guest`: it is there, and has no logins; `refused`: it may not
   * be used, or there can be none with these logins.
   */
  readonly outcome: 'known' | 'linked' | 'merged' | 'new' | 'guest' | 'refused'
  /** Providers whose logins would be added. */
  readonly added: readonly string[]
  /** Identities that would be taken in, and disabled. */
  readonly absorbed: readonly string[]
}

export interface RoleStep {
  readonly outcome: RoleSelection['kind']
  /** Undefined: no role was found. */
  readonly arn: string | undefined
  /** Why this one: one sentence. */
  readonly why: string
  /** Whether IAM has it. */
  readonly exists: boolean
  readonly mappings: readonly MappingStep[]
}

/** A role mapping that a login of the request has. */
export interface MappingStep {
  /** The key under which the pool keeps it. */
  readonly provider: string
  readonly type: 'Token' | 'Rules'
  /** Of `Rules`: in their order. */
  readonly rules: readonly RuleStep[]
  /** Of `Token`: the claims that decide; null where the token has none. */
  readonly claims: Readonly<Record<string, unknown>>
  /** The role that the mapping yields. */
  readonly role: string | undefined
  readonly ambiguousRoleResolution: 'AuthenticatedRole' | 'Deny'
}

export interface RuleStep {
  readonly claim: string
  readonly matchType: string
  readonly value: string
  readonly role: string
  /** What the token says; null where it has no such claim, or nothing that can be compared. */
  readonly claimValues: readonly string[] | null
  readonly matched: boolean
}

/** What a role's trust policy says of one action. */
export interface TrustStep extends Decision {
  /** The provider that the identity comes from. */
  readonly principal: string
  readonly action: string
  /** The role. */
  readonly resource: string
  /** The condition keys of the request, each with its values. */
  readonly context: Readonly<Record<string, readonly string[]>>
}

export interface SessionStep {
  readonly arn: string
  /** Seconds. */
  readonly duration: number
  /** Whether it is kept within the session policy for guests. */
  readonly isGuest: boolean
  /** Where the role stands for one of an upstream STS: that one gives the credentials, if it agrees; it is not asked for explanations. */
  readonly upstream?: { readonly name: string; readonly kind: string; readonly endpoint: string; readonly roleArn: string }
}
