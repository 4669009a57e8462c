import type { PolicyDocument } from './policy-document.ts'
import type { RequestContext } from './request-context.ts'

/** What is asked: may this action be done to this resource, in these circumstances? */
export interface AuthorizationRequest {
  /** `s3:GetObject` */
  readonly action: string
  /** An ARN, or `*` where the action has no resource. */
  readonly resource: string
  readonly context: RequestContext
}

export type PolicyKind = 'identity' | 'boundary' | 'session' | 'trust'

/** A policy, and where it comes from: the ARN of a managed one, or `ENTITY/POLICY NAME` of an inline one. */
export interface SourcedPolicy {
  readonly source: string
  readonly document: PolicyDocument
}

/** What a principal's own policies say. A boundary and session policies only narrow. */
export interface PermissionPolicies {
  readonly identity: readonly SourcedPolicy[]
  /** Undefined: none is set. */
  readonly boundary: SourcedPolicy | undefined
  /** Undefined: none was passed; an empty list allows nothing. */
  readonly session: readonly SourcedPolicy[] | undefined
}

/** The outcome, and all that led to it. */
export interface Decision {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** The kind of policy that allowed, denied, or failed to allow; `default` where there is no policy at all. */
  readonly decidedBy: PolicyKind | 'default'
  readonly policies: readonly PolicyTrace[]
  /** Condition keys that a statement asked for and the request does not have, each once, as the policies write them. */
  readonly missingKeys: readonly string[]
}

/** A role's trust policy: it must allow by itself. */
export interface TrustPolicy extends SourcedPolicy {
  /** ARNs of our account's roles and users → the unique ids that they stand for. */
  readonly trustedIds: ReadonlyMap<string, string>
}

/**
 * How directly a trust policy allows: to `account`, the principal's own policies must allow as well; to `anyone` or to a `role`, his
 * boundary and session policies must; to the `user`, `session` or `federated` principal himself, nothing else need. Undefined unless allowed.
 */
export interface TrustDecision extends Decision {
  readonly grant: 'account' | 'anyone' | 'role' | 'user' | 'session' | 'federated' | undefined
}

/** How one policy looked at the request. */
export interface PolicyTrace {
  readonly kind: PolicyKind
  readonly source: string
  readonly version: PolicyDocument['version']
  readonly statements: readonly StatementTrace[]
}

export interface StatementTrace {
  /** From 0, in the order of the document. */
  readonly index: number
  readonly sid: string | undefined
  readonly effect: 'Allow' | 'Deny'
  /** Where the statement begins, from 1. */
  readonly line: number
  readonly column: number
  /** Whether everything matched, so that the effect counts. */
  readonly applies: boolean
  /** Of trust policies only; `by` is the value that matched. */
  readonly principal: { readonly matched: boolean; readonly by: string | undefined } | undefined
  /** `pattern` is the one that matched, or that a `Not…` element failed by. */
  readonly action: { readonly matched: boolean; readonly pattern: string | undefined }
  /** `resolved` is the whole pattern with its variables filled in, where it is written otherwise. Undefined in trust policies. */
  readonly resource: { readonly matched: boolean; readonly pattern: string | undefined; readonly resolved: string | undefined } | undefined
  readonly conditions: readonly ConditionTrace[]
}

export interface ConditionTrace {
  /** As written. */
  readonly operator: string
  /** As written. */
  readonly key: string
  readonly policyValues: readonly string[]
  /** With variables filled in; null for a value whose variable has no value. */
  readonly resolvedValues: readonly (string | null)[]
  /** Null: the request does not have the key. */
  readonly requestValues: readonly string[] | null
  readonly matched: boolean
  /** One short sentence in plain words, for people. */
  readonly why: string
}
