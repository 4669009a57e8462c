// Signing in is the application's own: here the authorization-code flow with PKCE. Source: OpenID Connect Core 3.1, RFC 7636.

export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
}

/** What the provider gave; it lies in the tab's session storage, so that a reload stays signed in. */
interface Tokens {
  readonly id_token: string
  readonly refresh_token: string
}

const redirectUri = `${location.origin}/`

/** Leaves the page for the provider's forms, which lead back to it. */
export async function beginSignIn({ issuer, clientId }: OpenIdSettings): Promise<void> {
  const [verifier, state] = [randomText(), randomText()]
  sessionStorage.setItem(`sign-in ${state}`, verifier)
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const request = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'openid', prompt: 'login', state },
    ...{ code_challenge_method: 'S256', code_challenge: base64url(new Uint8Array(digest)) },
  })
  location.assign(`${issuer}/auth?${request}`)
}

/** What gives ID tokens of the user, renewed where asked; undefined where nobody is signed in. Ends a sign-in that has just led back here. */
export async function signedIn(settings: OpenIdSettings): Promise<((how: { forceRefresh: boolean }) => Promise<string>) | undefined> {
  const [code, state, error] = ['code', 'state', 'error'].map((name) => new URLSearchParams(location.search).get(name))
  history.replaceState(null, '', redirectUri)
  if (error) throw new Error(`The provider says ${error}.`)
  // A state that this tab did not make up has no verifier.
  const verifier = sessionStorage.getItem(`sign-in ${state}`)
  sessionStorage.removeItem(`sign-in ${state}`)
  const redeemed = { grant_type: 'authorization_code', redirect_uri: redirectUri }
  if (code && verifier) await fetchTokens(settings, { ...redeemed, code, code_verifier: verifier })
  if (!sessionStorage.getItem('tokens')) return undefined
  return async ({ forceRefresh }) => {
    const { id_token, refresh_token }: Tokens = JSON.parse(sessionStorage.getItem('tokens') ?? '{}')
    return forceRefresh ? (await fetchTokens(settings, { grant_type: 'refresh_token', refresh_token })).id_token : id_token
  }
}

export function forgetSignIn(): void {
  sessionStorage.removeItem('tokens')
}

async function fetchTokens({ issuer, clientId }: OpenIdSettings, grant: Record<string, string>): Promise<Tokens> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...grant }) })
  const given = await response.json()
  if (!response.ok) throw new Error(`The provider gives no token: ${given.error_description}`)
  sessionStorage.setItem('tokens', JSON.stringify(given))
  return given
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
