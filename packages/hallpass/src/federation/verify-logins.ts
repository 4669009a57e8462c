import type { Pool } from '../identity/pool.ts'
import type { Verification, VerifiedLogin, VerifyLogin } from '../logins/verification.ts'

export type LoginsVerification = { readonly kind: 'verified'; readonly logins: readonly VerifiedLogin[] } | LoginsRefusal

export type LoginsRefusal =
  | Exclude<Verification, { kind: 'verified' }>
  /** One of our own OpenID tokens, where only a provider's login will do. */
  | { readonly kind: 'own-token' }
  | { readonly kind: 'not-a-public-provider' }
  | { readonly kind: 'logins-do-not-match' }

const ownProvider = /^cognito-identity\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/

/** Whether this key of `Logins` stands for an OpenID token that we issued. */
export function isOwnProvider(provider: string): boolean {
  return ownProvider.test(provider)
}

/** Whether this key of `Logins` has the form of a provider that others run: an ARN, or a host with a dot or a port. */
export function isPublicProvider(provider: string): boolean {
  return /^[^/]*[.:]/.test(provider)
}

/**
 * Verifies every login of a request; one that does not hold refuses them all. What is verified comes in the order of the
 * providers' names, in which `amr`, role mappings and principal tags look at them.
 */
export async function verifyLogins(pool: Pool, logins: ReadonlyMap<string, string>, verifyLogin: VerifyLogin): Promise<LoginsVerification> {
  const providers = [...logins.keys()]
  if (providers.some(isOwnProvider)) return { kind: 'own-token' }
  if (providers.some((provider) => provider === pool.developerProviderName || !isPublicProvider(provider))) {
    return { kind: 'not-a-public-provider' }
  }
  if (logins.size > 0 && !hasExternalProvider(pool)) return { kind: 'logins-do-not-match' }

  const results = await Promise.all([...logins].sort(byProvider).map(([provider, token]) => verifyLogin(provider, token, pool)))
  const refused = results.find((result) => result.kind === 'refused') ?? results.find((result) => result.kind === 'provider-unreachable')
  if (refused !== undefined) return refused
  return { kind: 'verified', logins: results.flatMap((result) => (result.kind === 'verified' ? [result.verified] : [])) }
}

function hasExternalProvider(pool: Pool): boolean {
  return (
    pool.supportedLoginProviders.size > 0 ||
    pool.openIdConnectProviderArns.length > 0 ||
    pool.userPoolClients.length > 0 ||
    pool.samlProviderArns.length > 0
  )
}

function byProvider([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}
