import type { Keys } from '../keys/keys.ts'
import { Gate } from '../limits/gate.ts'
import { parseCompactJws } from './compact-jws.ts'
import { openIdPayload, readOpenIdPayload } from './open-id-payload.ts'
import type { OpenIdTokens } from './open-id-tokens.ts'

export interface OpenIdTokenPorts {
  readonly keys: Pick<Keys, 'sign' | 'verify'>
  /** Our public URL: the `iss` of new tokens. */
  readonly issuer: () => string
  /** Earlier public URLs, whose tokens are ours too. */
  readonly formerIssuers: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** How many tokens are signed at once: more than there are threads for it, so that none is idle. */
const atOnce = 16

/** What must be there besides `iss`, in the order in which it is missed. Source: AWS's error texts of STS. */
const requiredClaims = ['sub', 'aud', 'exp', 'iat']

/** Our OpenID tokens under these keys. There is no leeway on `exp`. */
export function createOpenIdTokens({ keys, issuer, formerIssuers, now }: OpenIdTokenPorts): OpenIdTokens {
  const signing = new Gate(atOnce)
  const nowInSeconds = () => Math.floor(now() / 1000)
  return {
    get isBusy() {
      return signing.isFull
    },

    issue: ({ poolArn, ...claims }, lifetime) =>
      signing.run(() => keys.sign(openIdPayload({ claims, poolArn, issuer: issuer(), issuedAt: nowInSeconds(), lifetime }))),

    async verify(token, jws = parseCompactJws(token)) {
      const payload = jws?.payload
      if (payload === undefined) return { kind: 'malformed' }

      const { iss } = payload
      if (isMissing(iss)) return { kind: 'missing-claim', claim: 'iss' }
      if (typeof iss !== 'string') return { kind: 'malformed' }
      if (iss !== issuer() && !formerIssuers.includes(iss)) return { kind: 'foreign-issuer', issuer: iss }

      const missing = requiredClaims.find((claim) => isMissing(payload[claim]))
      if (missing !== undefined) return { kind: 'missing-claim', claim: missing }
      const content = readOpenIdPayload(payload)
      if (content === undefined) return { kind: 'malformed' }

      // Before the time is looked at: what nobody signed does not get as far as being told that it is too old.
      if (!(await keys.verify(token))) return { kind: 'bad-signature' }
      const { claims, expiresAt } = content
      return nowInSeconds() < expiresAt ? { kind: 'verified', claims } : { kind: 'expired', now: nowInSeconds(), expiresAt }
    },
  }
}

function isMissing(claim: unknown): boolean {
  return claim === undefined || claim === null
}
