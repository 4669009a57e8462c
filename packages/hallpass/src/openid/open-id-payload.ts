import type { OpenIdClaims } from './open-id-tokens.ts'

/** Claims with names of AWS's, whatever our public URL is. */
const tagsClaim = 'https://aws.amazon.com/tags'
const poolArnClaim = 'https://cognito-identity.amazonaws.com/identity-pool-arn'

export interface OpenIdPayloadParts {
  readonly claims: OpenIdClaims
  readonly poolArn: string
  readonly issuer: string
  /** Seconds since the epoch. */
  readonly issuedAt: number
  /** Seconds. */
  readonly lifetime: number
}

/** The payload of one of our tokens, its claims in the order of AWS's. Source: cognito-identity tokens as published. */
export function openIdPayload({ claims, poolArn, issuer, issuedAt, lifetime }: OpenIdPayloadParts): Readonly<Record<string, unknown>> {
  return {
    sub: claims.identityId,
    aud: claims.poolId,
    amr: claims.amr,
    ...(claims.principalTags.size > 0 && { [tagsClaim]: { principal_tags: tagLists(claims.principalTags) } }),
    iss: issuer,
    [poolArnClaim]: poolArn,
    exp: issuedAt + lifetime,
    iat: issuedAt,
  }
}

/** What a payload says, with the time at which it ends; undefined when no token of ours could say it. */
export function readOpenIdPayload(payload: Readonly<Record<string, unknown>>): { claims: OpenIdClaims; expiresAt: number } | undefined {
  const { sub, aud, amr, exp, iat } = payload
  const principalTags = readTags(payload[tagsClaim])
  if (typeof sub !== 'string' || typeof aud !== 'string' || !Array.isArray(amr) || !amr.every(isText)) return undefined
  if (!isTime(exp) || !isTime(iat) || principalTags === undefined) return undefined
  return { claims: { identityId: sub, poolId: aud, amr, principalTags }, expiresAt: exp }
}

function tagLists(tags: ReadonlyMap<string, string>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...tags].map(([key, value]) => [key, [value]]))
}

function readTags(claim: unknown): ReadonlyMap<string, string> | undefined {
  if (claim === undefined) return new Map()
  if (!isObject(claim)) return undefined
  const { principal_tags: lists } = claim
  if (!isObject(lists)) return undefined
  const tags = Object.entries(lists)
  return tags.every(isTag) ? new Map(tags.map(([key, [value]]) => [key, value])) : undefined
}

function isTag(entry: [string, unknown]): entry is [string, [string]] {
  const [, values] = entry
  return Array.isArray(values) && values.length === 1 && isText(values[0])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
