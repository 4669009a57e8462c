import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Hallpass } from './hallpass.ts'
import type { OpenIdTokenOptions } from './options.ts'
import { UnavailableError } from './unavailable-error.ts'

const tagsClaim = 'https://aws.amazon.com/tags'

/** Whose token it is; undefined: nobody's, or not good here. */
export type VerifyOpenIdToken = (token: string) => Promise<Hallpass | undefined>

/**
 * Verifies OpenID tokens of Hallpass with the keys that it publishes, found by discovery once and kept by jose: no call for each request.
 * No leeway on `exp`.
 * @param timeout milliseconds
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function createOpenIdVerifier({ issuer, pools }: OpenIdTokenOptions, timeout = 3_000): VerifyOpenIdToken {
  let keys: Promise<JWTVerifyGetKey> | undefined
  const findKeys = () => {
    keys ??= discover(issuer, timeout).catch((cause: unknown) => {
      keys = undefined
      throw new UnavailableError("Hallpass's keys cannot be found.", { cause })
    })
    return keys
  }
  return async (token) => {
    const found = await findKeys()
    try {
      const checks = { issuer, audience: [...pools], algorithms: ['RS512'], requiredClaims: ['sub', 'aud', 'exp', 'iat'] }
      const { payload } = await jwtVerify(token, found, checks)
      return readClaims(payload)
    } catch (error) {
      if (isRefusal(error)) return undefined
      throw new UnavailableError("Hallpass's keys cannot be read.", { cause: error })
    }
  }
}

async function discover(issuer: string, timeout: number): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeout) })
  const document: unknown = await response.json()
  if (typeof document !== 'object' || document === null || !('issuer' in document) || !('jwks_uri' in document)) {
    throw new Error('It is no discovery document.')
  }
  if (document.issuer !== issuer) throw new Error('The discovery document is of another issuer.')
  return createRemoteJWKSet(new URL(String(document.jwks_uri)), { timeoutDuration: timeout })
}

/** What the token is to blame for; of all else, the way to the keys is. */
function isRefusal(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC'
}

function readClaims(payload: JWTPayload): Hallpass | undefined {
  const { sub, aud, amr } = payload
  if (typeof sub !== 'string' || typeof aud !== 'string' || !Array.isArray(amr)) return undefined
  return {
    identityId: sub,
    identityPoolId: aud,
    tags: readTags(payload[tagsClaim]),
    by: 'openid-token',
    amr: amr.map(String),
    signedHeaders: [],
  }
}

function readTags(claim: unknown): Readonly<Record<string, string>> {
  const lists: unknown = typeof claim === 'object' && claim !== null && 'principal_tags' in claim ? claim.principal_tags : undefined
  if (typeof lists !== 'object' || lists === null) return {}
  return Object.fromEntries(
    Object.entries(lists).map(([key, values]: [string, unknown]) => [key, Array.isArray(values) ? String(values[0]) : '']),
  )
}
