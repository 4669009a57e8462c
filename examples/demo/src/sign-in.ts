import { createHash, randomBytes } from 'node:crypto'
import { expectThat } from './expectation.ts'
import type { OpenIdProvider } from './open-id-provider.ts'

/**
 * Signs a user in as a browser does: the authorization-code flow with PKCE, through the provider's own sign-in and consent
 * forms. Returns the ID token. Source: OpenID Connect Core 3.1, RFC 7636.
 */
export async function signIn({ issuer, clientId, redirectUri }: OpenIdProvider, user: string): Promise<string> {
  const browse = browser()
  const verifier = randomBytes(32).toString('base64url')
  const request = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  })
  const code = await walkThroughForms(browse, `${issuer}/auth?${request}`, redirectUri, user)
  const response = await browse(`${issuer}/token`, {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  })
  expectThat(response.ok, 'The provider gives an ID token for the code.')
  // Source: OpenID Connect Core 3.1.3.3.
  return ((await response.json()) as { id_token: string }).id_token
}

/** Fetches an address, or posts a form to it, keeping cookies. */
type Browse = (address: string | URL, form?: Record<string, string>) => Promise<Response>

async function walkThroughForms(browse: Browse, start: string, redirectUri: string, user: string): Promise<string> {
  let address = new URL(start)
  let response = await browse(address)
  for (let step = 0; step < maxSteps; step++) {
    const location = response.headers.get('location')
    if (location?.startsWith(redirectUri)) {
      const code = new URL(location).searchParams.get('code')
      expectThat(code !== null, 'The provider sends the user back with a code.')
      return code
    }
    if (location !== null) {
      address = new URL(location, address)
      response = await browse(address)
    } else {
      const page = await response.text()
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
      expectThat(action !== undefined && prompt !== undefined, 'The provider shows a form to sign in or to consent.')
      address = new URL(action, address)
      response = await browse(address, { prompt, login: user, password: 'any' })
    }
  }
  expectThat(false, `Signing in takes at most ${maxSteps} steps.`)
}

const maxSteps = 12

function browser(): Browse {
  const cookies = new Map<string, string>()
  return async (address, form) => {
    const response = await fetch(address, {
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
}
