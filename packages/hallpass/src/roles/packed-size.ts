import { deflateRawSync } from 'node:zlib'
import type { RoleSession } from '../session/session.ts'

/** What takes space in a session. */
export type PackedContent = Pick<RoleSession, 'policies' | 'tags'>

/** How many bytes session policies and tags may take when packed. AWS does not tell its own limit; see AWS STS, "PackedPolicySize". */
const allottedBytes = 1600

/**
 * What share of the allotted space, in per cent and rounded up, a session's policies and tags take when packed; over 100 is too much.
 * Undefined when there are neither.
 */
export function packedPolicySize({ policies, tags }: PackedContent): number | undefined {
  if (!hasPolicies(policies) && tags.size === 0) return undefined
  const packed = deflateRawSync(JSON.stringify([policies.inline ?? '', policies.arns, [...tags]]))
  return Math.ceil((100 * packed.length) / allottedBytes)
}

/** What is said of content that takes `packed` per cent of the space. */
export function tooLarge({ policies, tags }: PackedContent, packed: number): string {
  const contents = !hasPolicies(policies) ? 'tags' : tags.size === 0 ? 'policies' : 'policies and tags'
  return `Packed size of session ${contents} consumes ${packed}% of allotted space.`
}

function hasPolicies({ inline, arns }: PackedContent['policies']): boolean {
  return inline !== undefined || arns.length > 0
}
