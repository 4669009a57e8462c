import type { Credentials } from '../session/credentials.ts'

/** What an upstream STS is: each takes a little less, or another form, of what AWS takes. */
export type UpstreamKind = 'aws' | 'ceph' | 'minio' | 'hallpass'

export const upstreamKinds: readonly UpstreamKind[] = ['aws', 'ceph', 'minio', 'hallpass']

/** Another STS, which takes our OpenID tokens. */
export interface Upstream {
  /** As the configuration calls it. */
  readonly name: string
  /** The base of its address, without a trailing slash: https, or http on this machine. */
  readonly endpoint: string
  readonly kind: UpstreamKind
}

/** A role of an upstream, for which a role of ours stands. */
export interface UpstreamRole {
  readonly upstream: Upstream
  /** As the upstream spells it. */
  readonly roleArn: string
}

/** The ARN of a role of ours → the role that it stands for. */
export type UpstreamRoles = ReadonlyMap<string, UpstreamRole>

/** The parameters of `AssumeRoleWithWebIdentity`. */
export interface UpstreamRequest {
  readonly roleArn: string
  readonly sessionName: string
  /** Our OpenID token: a secret. */
  readonly token: string
  readonly durationSeconds: number
  /** A session policy; undefined: the role's rights are not narrowed. */
  readonly policy: string | undefined
}

/** What became of a request. A `cause` is for the log only; it names no address and no secret. */
export type UpstreamAnswer =
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  /** It said no, and would say so again. */
  | { readonly kind: 'refused'; readonly cause: Error }
  /** It is asked for too much at a time. */
  | { readonly kind: 'throttled'; readonly cause: Error }
  /** It did not answer, or not sensibly, or could not ask us for our keys: later may be better. */
  | { readonly kind: 'unreachable'; readonly cause: Error }

/** Asks an upstream for credentials of a role of its own. */
export type AskUpstream = (upstream: Upstream, request: UpstreamRequest) => Promise<UpstreamAnswer>
