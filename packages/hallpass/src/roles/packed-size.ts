import { deflateRawSync } from 'node:zlib'
import type { RoleSession } from '../session/session.ts'

/** How many bytes session policies and tags may take when packed. AWS does not tell its own limit; see AWS STS, "PackedPolicySize". */
const allottedBytes = 1600

/**
 * What share of the allotted space, in per cent and rounded up, a session's policies and tags take when packed; over 100 is too much.
 * Undefined when there are neither.
 */
export function packedPolicySize({ policies, tags }: Pick<RoleSession, 'policies' | 'tags'>): number | undefined {
  if (policies.inline === undefined && policies.arns.length === 0 && tags.size === 0) return undefined
  const packed = deflateRawSync(JSON.stringify([policies.inline ?? '', policies.arns, [...tags]]))
  return Math.ceil((100 * packed.length) / allottedBytes)
}
