import type { SignatureRefusalKind } from './signature-refusal.ts'

/** Why a signature, or the key behind it, is not accepted; each wire has its own name for it. */
export type AuthenticationRefusal = SignatureRefusalKind | 'unknown-key' | 'session-expired'
