import { type Role, roleArnOf } from '../identity/entity.ts'
import type { Ports } from '../operation/context.ts'
import { guestScopeDown } from '../policy/guest-scope-down.ts'
import type { UpstreamAnswer, UpstreamKind, UpstreamRole } from '../upstream/upstream.ts'
import { enhancedFlowSession, type FederatedIdentity } from './enhanced-flow.ts'
import { sessionTagsFault } from './session-tags.ts'

/** The pool's ARN goes into the token. */
export type UpstreamIdentity = FederatedIdentity & { readonly poolArn: string }

/** The role of an upstream that a role of ours stands for; undefined: for none. */
export function upstreamRoleOf(role: Role, { upstreamRoles }: Pick<Ports, 'upstreamRoles'>): UpstreamRole | undefined {
  return upstreamRoles.get(roleArnOf(role))
}

/**
 * Credentials of an upstream for an identity that our role trusts: our OpenID token, as GetOpenIdToken would make it, is exchanged for
 * them. Principal tags travel in the token; the session policy for guests travels beside it.
 */
export async function upstreamCredentials(
  role: Role,
  { upstream, roleArn }: UpstreamRole,
  identity: UpstreamIdentity,
  { openIdTokens, askUpstream, guestSessionPolicy }: Pick<Ports, 'openIdTokens' | 'askUpstream' | 'guestSessionPolicy'>,
): Promise<UpstreamAnswer | { readonly kind: 'invalid-tags' }> {
  const { sessionName, durationSeconds, policies, tags } = enhancedFlowSession(role, identity)
  // Not every upstream that takes tags has the rules for them.
  if (sessionTagsFault(tags) !== undefined) return { kind: 'invalid-tags' }
  const token = await openIdTokens.issue({ ...identity, principalTags: tags }, tokenLifetime(upstream.kind, durationSeconds))
  const policy = policies.isGuest ? guestPolicyFor(upstream.kind, guestSessionPolicy) : undefined
  return askUpstream(upstream, { roleArn, sessionName, token, durationSeconds, policy })
}

/** Seconds. MinIO ends sessions with the token that they began with; to all others it is shown but once. */
function tokenLifetime(kind: UpstreamKind, durationSeconds: number): number {
  return kind === 'minio' ? durationSeconds : 600
}

/** Ceph and MinIO refuse policies with actions of services that they do not have: of those that AWS opens to guests they have S3 alone. */
function guestPolicyFor(kind: UpstreamKind, guestSessionPolicy: string): string {
  const isStore = kind === 'ceph' || kind === 'minio'
  return isStore && guestSessionPolicy === guestScopeDown ? guestsAtStores : guestSessionPolicy
}

const guestsAtStores = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }],
})
