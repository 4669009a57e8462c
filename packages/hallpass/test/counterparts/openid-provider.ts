import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import Provider, { type ClientMetadata, type JWK } from 'oidc-provider'
import { listenOnFreshPort } from './fresh-port.ts'

type Algorithm = 'RS256' | 'ES256' | 'EdDSA'

export interface MintOptions {
  /** `app-RS256` (unless told), `app-ES256` or `app-EdDSA`: the client names the algorithm. */
  readonly clientId?: `app-${Algorithm}`
  /** Seconds since the epoch; may lie in the past. */
  readonly expiresAt?: number
}

export interface OpenIdProvider {
  /** `http://127.0.0.1:PORT` */
  readonly issuer: string
  /** The issuer without its scheme: the key in `Logins`. */
  readonly name: string
  /** An ID token of the user with further claims, signed by the library; no sign-in takes place. */
  mint(subject: string, claims?: Readonly<Record<string, unknown>>, options?: MintOptions): Promise<string>
  /** The ID token of a real authorization-code flow with PKCE, through the built-in forms. */
  signIn(login: string, clientId?: `app-${Algorithm}`): Promise<string>
  /** Publishes these keys and signs with them; the former ones stay published unless told otherwise. */
  rotate(keys: readonly JWK[], options?: { readonly keepsOld: boolean }): void
  close(): Promise<void>
}

const algorithms: readonly Algorithm[] = ['RS256', 'ES256', 'EdDSA']
const grantType = 'urn:hallpass:test:id-token'
/** Never opened: the code is read off the Location header. */
const redirectUri = 'http://127.0.0.1:1/callback'

/** A private signing key for {@link OpenIdProvider.rotate}. */
export function newProviderKey(alg: Algorithm, kid: string): JWK {
  const { privateKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : alg === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519')
  // Node exports the members that a JWK of this key type has.
  return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid } as JWK
}

/** A real OpenID Connect provider (the oidc-provider library) on a loopback port, with one key and one client an algorithm. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  let handler: RequestListener = (_, response) => response.writeHead(503).end()
  const server = createServer((request, response) => handler(request, response))
  const name = `127.0.0.1:${await listenOnFreshPort(server)}`
  const issuer = `http://${name}`

  let keys: readonly JWK[] = algorithms.map((alg) => newProviderKey(alg, `first-${alg}`))
  const serve = () => {
    handler = createProvider(issuer, keys).callback()
  }
  serve()

  return {
    issuer,
    name,
    async mint(subject, claims = {}, { clientId = 'app-RS256', expiresAt } = {}) {
      const form = { grant_type: grantType, client_id: clientId, subject, claims: JSON.stringify(claims) }
      return fetchIdToken(issuer, { ...form, ...(expiresAt === undefined ? {} : { expires_at: String(expiresAt) }) })
    },
    signIn: (login, clientId = 'app-RS256') => signIn(issuer, login, clientId),
    rotate(fresh, { keepsOld } = { keepsOld: true }) {
      keys = keepsOld ? [...fresh, ...keys] : fresh
      serve()
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function createProvider(issuer: string, keys: readonly JWK[]): Provider {
  const provider = new Provider(issuer, {
    jwks: { keys: [...keys] },
    clients: algorithms.map(
      (alg): ClientMetadata => ({
        client_id: `app-${alg}`,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', grantType],
        id_token_signed_response_alg: alg,
      }),
    ),
    enabledJWA: { idTokenSigningAlgValues: [...algorithms] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: { IdToken: 300, AccessToken: 300, AuthorizationCode: 60, Session: 3600, Interaction: 600, Grant: 3600 },
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  })
  provider.registerGrantType(
    grantType,
    async (ctx) => {
      const { subject, claims, expires_at } = ctx.oidc.params ?? {}
      // The library puts `sub` into tokens of a scope only; its types do not know that tokens have one.
      const token = Object.assign(new provider.IdToken({ sub: String(subject) }, { ctx }), { scope: 'openid' })
      for (const [claim, value] of Object.entries(JSON.parse(String(claims)))) token.set(claim, value)
      const expiry = expires_at === undefined ? {} : { expiresAt: Number(expires_at) }
      ctx.body = { id_token: await token.issue({ use: 'idtoken', ...expiry }) }
    },
    ['subject', 'claims', 'expires_at'],
  )
  return provider
}

async function fetchIdToken(issuer: string, form: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) })
  const text = await response.text()
  const { id_token }: { id_token?: unknown } = JSON.parse(text)
  if (typeof id_token !== 'string') throw new Error(text)
  return id_token
}

async function signIn(issuer: string, login: string, clientId: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'openid' }
  const visit = createBrowser()
  let response = await visit(
    `${issuer}/auth?${new URLSearchParams({ ...query, code_challenge_method: 'S256', code_challenge: challenge })}`,
  )
  for (let hop = 0; hop < 12; hop++) {
    const location = response.headers.get('location')
    if (location?.startsWith(redirectUri)) {
      const code = new URL(location).searchParams.get('code') ?? ''
      const form = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code, code_verifier: verifier }
      return fetchIdToken(issuer, form)
    }
    response = location === null ? await submitForm(visit, issuer, await response.text(), login) : await visit(new URL(location, issuer))
  }
  throw new Error('The sign-in did not come to an end.')
}

type Visit = (url: string | URL, form?: Readonly<Record<string, string>>) => Promise<Response>

/** Keeps cookies and follows no redirect by itself. */
function createBrowser(): Visit {
  const jar = new Map<string, string>()
  return async (url, form) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const post = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const response = await fetch(url, { ...post, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
}

function submitForm(visit: Visit, issuer: string, html: string, login: string): Promise<Response> {
  const action = /action="([^"]+)"/.exec(html)?.[1]
  const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1]
  if (action === undefined || prompt === undefined) throw new Error(html.slice(0, 300))
  return visit(new URL(action, issuer), { prompt, login, password: 'any' })
}
