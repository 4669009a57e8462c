/** What a verified assertion says. */
export interface SamlAssertion {
  readonly id: string
  readonly issuer: string
  readonly nameId: string
  /** The whole URN. */
  readonly nameIdFormat: string | undefined
  readonly recipient: string
  /** Name → values; an attribute that comes several times has the values of each. */
  readonly attributes: ReadonlyMap<string, readonly string[]>
  /** Milliseconds since the epoch: the earliest end that the conditions and the subject's confirmation name. */
  readonly notOnOrAfter: number
  /** Milliseconds since the epoch: when the user's session at the identity provider ends. */
  readonly sessionNotOnOrAfter: number | undefined
}

export type SamlVerification = { readonly kind: 'verified'; readonly assertion: SamlAssertion } | SamlRefusal

export interface SamlRefusal {
  readonly kind: 'refused'
  readonly code: 'invalid' | 'expired' | 'no-name-id'
  /** What the caller is told: nothing of the response is in it. */
  readonly reason: string
}

export function refused(reason: string, code: SamlRefusal['code'] = 'invalid'): SamlRefusal {
  return { kind: 'refused', code, reason }
}
