import type { Pool } from '../identity/pool.ts'
import type { VerifyLogin } from './verification.ts'

/** One kind of provider. */
export interface ProviderKind {
  /** Whether this pool's logins under this key are of this kind. */
  readonly covers: (provider: string, pool: Pool) => boolean
  /** Throws ProviderFailure when the provider cannot be asked. */
  readonly verify: VerifyLogin
}

/** The texts that the pool has for a social provider, without empty ones: a list whose members are separated by `;`. */
export function configuredIds(pool: Pool, provider: string): readonly string[] {
  return (pool.supportedLoginProviders.get(provider) ?? '').split(';').filter((id) => id !== '')
}
