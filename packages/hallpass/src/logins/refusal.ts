import type { Verification } from './verification.ts'

export type Refusal = Extract<Verification, { readonly kind: 'refused' }>

/** The provider, or the audience of its token, is not one of the pool's. */
export const notSupported: Refusal = { kind: 'refused', reason: 'Token is not from a supported provider of this identity pool.' }

/** `Invalid login token. REASON`; the reason never repeats anything of the token or of a provider's answer that is not known to be harmless. */
export function invalidLogin(reason: string): Refusal {
  return { kind: 'refused', reason: `Invalid login token. ${reason}` }
}
