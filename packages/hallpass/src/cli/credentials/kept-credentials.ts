import { cacheKey } from './cache-key.ts'
import type { CredentialOptions } from './credential-options.ts'
import { isEpoch } from './epoch.ts'
import type { IdentityCredentials } from './identity-service.ts'

/** Credentials as they are kept. */
export interface KeptCredentials extends IdentityCredentials {
  /** The mark of the login that they are of: see `login-token.ts`. */
  readonly mark: string
  readonly endpoint: string
  readonly poolId: string
}

/** The cache's name of the credentials of these options: each that matters for what they may do is part of it. */
export function credentialsName({ endpoint, poolId, customRoleArn, login }: CredentialOptions): string {
  return cacheKey('credentials', { endpoint, poolId, customRoleArn, login })
}

/** The cache's name of the guest at this pool. */
export function guestName({ endpoint, poolId }: Pick<CredentialOptions, 'endpoint' | 'poolId'>): string {
  return cacheKey('guest', { endpoint, poolId })
}

/** The guest of a pool as it is kept: the same from call to call. */
export interface KeptGuest {
  readonly identityId: string
  readonly endpoint: string
  readonly poolId: string
}

/** What was read, if it is credentials. */
export function asKeptCredentials(value: unknown): KeptCredentials | undefined {
  // Each member is held against its type below.
  const kept = Object(value) as Partial<KeptCredentials>
  const { mark, endpoint, poolId, identityId, accessKeyId, secretAccessKey, sessionToken, expiration } = kept
  const texts = [mark, endpoint, poolId, identityId, accessKeyId, secretAccessKey, sessionToken]
  if (!texts.every((member) => typeof member === 'string' && member !== '')) return undefined
  // It has all members by now.
  return isEpoch(expiration) ? (kept as KeptCredentials) : undefined
}

/** What was read, if it is a guest. */
export function asKeptGuest(value: unknown): KeptGuest | undefined {
  // As above.
  const kept = Object(value) as Partial<KeptGuest>
  const texts = [kept.identityId, kept.endpoint, kept.poolId]
  return texts.every((member) => typeof member === 'string' && member !== '') ? (kept as KeptGuest) : undefined
}
