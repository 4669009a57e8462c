import { createServer, type RequestListener } from 'node:http'
import Provider, { type ClientMetadata } from 'oidc-provider'
import { listenOnFreshPort } from './fresh-port.ts'
import { newProviderKey } from './openid-provider.ts'

/** The public client of programs that people run on their own machines. */
export const nativeClientId = 'command-line'
/** A client that has a secret. */
export const secretClient = { id: 'with-secret', secret: 'secret-of-the-client' } as const

/** A real OpenID Connect provider with the logins of native applications: loopback redirects, device codes, refresh tokens that rotate. */
export interface NativeAppProvider {
  /** `http://127.0.0.1:PORT` */
  readonly issuer: string
  /** The issuer without its scheme: the key in `Logins`. */
  readonly name: string
  /** The grant types that the token endpoint was asked for, in order. */
  readonly grants: readonly string[]
  /** From now on ID tokens live as long, seconds. */
  setIdTokenLifetime(seconds: number): void
  /** Ends all sessions: no refresh token is taken any more. */
  revokeAll(): void
  /** A person who opens an address, signs in, and agrees to all; resolves with the last page's text. */
  visit(address: string, login: string): Promise<string>
  close(): Promise<void>
}

export async function startNativeAppProvider(): Promise<NativeAppProvider> {
  let handler: RequestListener = (_, response) => response.writeHead(503).end()
  const server = createServer((request, response) => handler(request, response))
  const name = `127.0.0.1:${await listenOnFreshPort(server)}`
  const issuer = `http://${name}`
  const grants: string[] = []
  const lifetime = { idToken: 3600 }
  let refusesRefresh = false
  const provider = createProvider(issuer, () => lifetime.idToken)
  provider.use(async (ctx, next) => {
    await next()
    // Not one of the provider's answers: so that nobody waits for five seconds between two questions.
    if (ctx.path === '/device/auth' && ctx.status === 200) Object.assign(ctx.body as object, { interval: 0.05 })
    if (ctx.path !== '/token') return
    const grant = String(ctx['oidc']?.params?.['grant_type'])
    grants.push(grant.split(':').at(-1) ?? '')
  })
  provider.use(async (ctx, next) => {
    if (refusesRefresh && ctx.path === '/token') {
      ctx.status = 400
      ctx.body = { error: 'invalid_grant', error_description: 'grant request is invalid' }
    } else await next()
  })
  handler = provider.callback()
  return {
    issuer,
    name,
    grants,
    setIdTokenLifetime(seconds) {
      lifetime.idToken = seconds
    },
    revokeAll() {
      refusesRefresh = true
    },
    visit: (address, login) => visit(address, login),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function createProvider(issuer: string, idTokenLifetime: () => number): Provider {
  const client = {
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    id_token_signed_response_alg: 'ES256',
  } satisfies Partial<ClientMetadata>
  return new Provider(issuer, {
    jwks: { keys: [newProviderKey('ES256', 'first')] },
    clients: [
      { ...client, client_id: nativeClientId, token_endpoint_auth_method: 'none' },
      { ...client, client_id: secretClient.id, client_secret: secretClient.secret, token_endpoint_auth_method: 'client_secret_post' },
    ],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: {
      IdToken: idTokenLifetime,
      AccessToken: 300,
      AuthorizationCode: 60,
      Session: 3600,
      Interaction: 600,
      Grant: 3600,
      RefreshToken: 3600,
      DeviceCode: 600,
    },
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true }, revocation: { enabled: true } },
  })
}

async function visit(address: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  const request = async (url: string | URL, form?: Readonly<Record<string, string>>) => {
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
  let base: string | URL = address
  let response = await request(base)
  for (let hop = 0; hop < 20; hop++) {
    const location = response.headers.get('location')
    if (location !== null) {
      base = new URL(location, base)
      response = await request(base)
      continue
    }
    const page = await response.text()
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? []
    if (action === undefined) return page
    base = new URL(action, base)
    response = await request(base, { ...fieldsOf(page), ...(page.includes('name="login"') && { login, password: 'any' }) })
  }
  throw new Error('The sign-in did not come to an end.')
}

function fieldsOf(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input[^>]*>/g)].map(([input]) => input)
  const fields = inputs.flatMap((input) => {
    const [name, value] = ['name', 'value'].map((attribute) => new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1])
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(fields)
}
