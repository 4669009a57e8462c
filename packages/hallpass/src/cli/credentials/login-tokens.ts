import * as openid from 'openid-client'
import { CredentialFailure } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { isEpoch } from './epoch.ts'
import { asking, findProvider } from './find-provider.ts'

/** What a provider gave for a sign-in. */
export interface LoginTokens {
  /** `sub`: the user, as the provider knows them. */
  readonly subject: string
  readonly idToken: string
  /** Milliseconds since the epoch. */
  readonly idTokenEnd: number
  readonly refreshToken: string | undefined
}

/** The tokens of a token endpoint's answer, which the library has verified. */
export function loginTokensOf(issuer: string, answer: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers): LoginTokens {
  const claims = answer.claims()
  if (answer.id_token === undefined || claims === undefined) {
    throw new CredentialFailure('login-needed', `${issuer} gave no ID token: the scope openid has to be allowed for this client.`)
  }
  if (!isEpoch(claims.exp)) throw new CredentialFailure('refused', `${issuer} gave an ID token whose end is no date.`)
  return { subject: claims.sub, idToken: answer.id_token, idTokenEnd: claims.exp * 1000, refreshToken: answer.refresh_token }
}

/**
 * New tokens of the same user. Source: RFC 6749, section 6; OpenID Connect Core 1.0, section 12.2.
 * @throws {CredentialFailure} `login-needed`: the refresh token is taken no longer
 */
export async function refreshTokens(
  client: OpenIdClient,
  { subject, refreshToken }: { readonly subject: string; readonly refreshToken: string },
): Promise<LoginTokens> {
  const provider = await findProvider(client)
  const answer = await asking(client.issuer, () => openid.refreshTokenGrant(provider, refreshToken))
  const tokens = loginTokensOf(client.issuer, answer)
  if (tokens.subject !== subject) throw new CredentialFailure('login-needed', `${client.issuer} gave tokens of another user.`)
  // A provider that gives no other refresh token leaves the former one in force.
  return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken }
}

/**
 * Tells the provider that the refresh token is used no more, where it can be told. Source: RFC 7009.
 * @throws {CredentialFailure}
 */
export async function revokeTokens(client: OpenIdClient, refreshToken: string): Promise<void> {
  const provider = await findProvider(client)
  if (provider.serverMetadata().revocation_endpoint === undefined) return
  await asking(client.issuer, () => openid.tokenRevocation(provider, refreshToken, { token_type_hint: 'refresh_token' }))
}

/** What is asked for, and how a session that outlives the ID token is asked for. */
export function scopeParameters(provider: openid.Configuration, { issuer, scopes }: OpenIdClient): Record<string, string> {
  const isOffered = provider.serverMetadata().scopes_supported?.includes('offline_access') ?? false
  const scope = scopes ?? (isOffered ? 'openid offline_access' : 'openid')
  // Providers ignore the wish without the consent. Source: OpenID Connect Core 1.0, section 11.
  if (scope.split(' ').includes('offline_access')) return { scope, prompt: 'consent' }
  // Source: https://developers.google.com/identity/protocols/oauth2/web-server, "Offline access"
  return issuer === 'https://accounts.google.com' ? { scope, access_type: 'offline', prompt: 'consent' } : { scope }
}
