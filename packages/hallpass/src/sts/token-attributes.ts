import { member } from '../logins/member.ts'
import type { Claims } from '../logins/verification.ts'
import type { SessionAttributes } from '../roles/inherited-attributes.ts'
import { sessionTagsFault, transitiveKeysAmong } from '../roles/session-tags.ts'
import { InvalidIdentityToken } from './errors.ts'

const tagsClaim = 'https://aws.amazon.com/tags'
const flatTagPrefix = `${tagsClaim}/principal_tags/`
const flatTransitiveClaim = `${tagsClaim}/transitive_tag_keys`
const sourceIdentityClaim = 'https://aws.amazon.com/source_identity'

/**
 * What a token says of the session: tags, which of them are transitive, and the source identity. A claim that is not as it should be
 * refuses the token. Source: IAM user guide, "Passing session tags using AssumeRoleWithWebIdentity"; tags come in one claim or in one
 * claim each.
 */
export function readTokenAttributes(claims: Claims): SessionAttributes {
  const nested = claims[tagsClaim]
  if (nested !== undefined && !isObject(nested)) throw malformed(tagsClaim)
  const tags = readTags([...nestedTags(nested), ...flatTags(claims)])
  const named = [...readTransitiveKeys(member(nested, 'transitive_tag_keys')), ...readTransitiveKeys(claims[flatTransitiveClaim])]
  const transitiveTagKeys = transitiveKeysAmong(tags, named)
  if (transitiveTagKeys === undefined) {
    throw new InvalidIdentityToken('The specified transitive tag key must be included in the requested tags.')
  }
  return { tags, transitiveTagKeys, sourceIdentity: readSourceIdentity(claims[sourceIdentityClaim]) }
}

type Entry = readonly [key: string, value: unknown]

function nestedTags(nested: unknown): readonly Entry[] {
  const tags = member(nested, 'principal_tags')
  if (tags === undefined) return []
  if (!isObject(tags)) throw malformed(tagsClaim)
  return Object.entries(tags)
}

function flatTags(claims: Claims): readonly Entry[] {
  return Object.entries(claims).flatMap(([name, value]) =>
    name.startsWith(flatTagPrefix) ? [[name.slice(flatTagPrefix.length), value] as const] : [],
  )
}

function readTags(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const tags = new Map(entries.map(([key, value]) => [key, readTagValue(value)]))
  const fault =
    tags.size < entries.length ? 'Duplicate tag keys found. Please note that Tag keys are case insensitive.' : sessionTagsFault(tags)
  if (fault !== undefined) throw new InvalidIdentityToken(fault)
  return tags
}

/** One text, alone or in a list. */
function readTagValue(given: unknown): string {
  const [value, ...others]: readonly unknown[] = Array.isArray(given) ? given : [given]
  if (others.length > 0) throw new InvalidIdentityToken('A session tag has one value.')
  if (typeof value !== 'string') throw malformed(tagsClaim)
  return value
}

function readTransitiveKeys(keys: unknown): readonly string[] {
  if (keys === undefined) return []
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) throw malformed(tagsClaim)
  return keys
}

function readSourceIdentity(value: unknown): string | undefined {
  if (value === undefined) return undefined
  // A colon is not among the characters, so that nothing begins with `aws:`.
  if (typeof value === 'string' && /^[\w+=,.@-]{2,64}$/.test(value)) return value
  throw new InvalidIdentityToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"')
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(claim: string): InvalidIdentityToken {
  return new InvalidIdentityToken(`The claim ${claim} is malformed.`)
}
