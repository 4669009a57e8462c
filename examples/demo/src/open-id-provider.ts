import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Configuration } from 'oidc-provider'

/** A real OpenID Connect provider on this machine. */
export interface OpenIdProvider {
  readonly issuer: string
  /** The issuer without its scheme: the key in `Logins`. */
  readonly name: string
  readonly clientId: string
  readonly redirectUri: string
  /** An ID token that was good until an hour ago, signed by the provider's own key. */
  expiredToken(subject: string): Promise<string>
  close(): Promise<void>
}

/** The users, and the groups that their ID tokens say they are in. */
export type Users = Readonly<Record<string, { readonly groups: readonly string[] }>>

/**
 * @param redirectUri where users are sent with their code; unless told, nowhere: the sign-in of the demo reads the code off the address
 */
export async function startOpenIdProvider(users: Users, redirectUri = 'http://127.0.0.1:1/signed-in'): Promise<OpenIdProvider> {
  // It prints while it loads; by now that has been silenced.
  const { Provider } = await import('oidc-provider')
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server's address is of this form.
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`

  const provider = new Provider(issuer, configuration(users, redirectUri))
  provider.registerGrantType<{ subject: string }>(
    expiredTokenGrant,
    async (ctx) => {
      const token = new provider.IdToken({ sub: ctx.oidc.params.subject }, { ctx })
      // Not in the library's types; without it the token says nothing.
      Object.assign(token, { scope: 'openid' })
      ctx.body = { id_token: await token.issue({ use: 'idtoken', expiresAt: Math.floor(Date.now() / 1000) - 3600 }) }
    },
    'subject',
  )
  server.on('request', provider.callback())

  return {
    issuer,
    name: issuer.replace('http://', ''),
    clientId,
    redirectUri,
    async expiredToken(subject) {
      const body = new URLSearchParams({ grant_type: expiredTokenGrant, client_id: clientId, subject })
      const response = await fetch(`${issuer}/token`, { method: 'POST', body })
      // What the handler above answers with.
      return ((await response.json()) as { id_token: string }).id_token
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const clientId = 'demo_app'
const expiredTokenGrant = 'urn:example:expired-token'

function configuration(users: Users, redirectUri: string): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'demo' }] },
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token', expiredTokenGrant],
      },
    ],
    issueRefreshToken: () => true,
    // Where user pools publish theirs.
    routes: { jwks: '/.well-known/jwks.json' },
    // Pages ask for tokens too.
    clientBasedCORS: () => true,
    pkce: { required: () => true },
    claims: { openid: ['sub', 'groups', 'token_use'] },
    // The claims belong into the ID token: it is all that identity pools see.
    conformIdTokenClaims: false,
    // User pools mark their ID tokens with token_use.
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, groups: [...(users[id]?.groups ?? [])], token_use: 'id' }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['demo'] },
    ttl: { IdToken: 300, AccessToken: 300, AuthorizationCode: 60, Session: 3600, Interaction: 600, Grant: 3600 },
  }
}
