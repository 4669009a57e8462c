import { createHmac } from 'node:crypto'
import { type StubAnswer, type StubRequest, type StubServer, startStubServer } from './stub-server.ts'

/** An access token that a stub knows. */
export interface KnownToken {
  readonly appId: string
  /** A text where the provider is honest. */
  readonly userId: unknown
  /** Amazon: seconds left. */
  readonly secondsLeft?: unknown
}

export interface SocialProvider extends StubServer {
  /** From now on this access token is good. */
  grant(token: string, known: KnownToken): void
}

/** Facebook's Graph API: `/app` and `/me`. Source: Graph API reference. */
export function startFacebook(): Promise<SocialProvider> {
  return startSocialProvider(({ url }, tokens) => {
    const known = tokens.get(url.searchParams.get('access_token') ?? '')
    if (known === undefined) {
      const message = 'Invalid OAuth access token - Cannot parse access token'
      return { status: 400, body: { error: { message, type: 'OAuthException', code: 190, fbtrace_id: 'A' } } }
    }
    if (url.pathname === '/app') return { body: { id: known.appId, name: 'App' } }
    if (url.pathname === '/me' && url.searchParams.get('fields') === 'id') return { body: { id: known.userId } }
    return { status: 404, body: {} }
  })
}

/** Login with Amazon's token information. Source: Login with Amazon developer guide, "Verify access tokens". */
export function startAmazon(): Promise<SocialProvider> {
  return startSocialProvider(({ url }, tokens) => {
    if (url.pathname !== '/auth/o2/tokeninfo') return { status: 404, body: {} }
    const known = tokens.get(url.searchParams.get('access_token') ?? '')
    if (known === undefined) {
      return { status: 400, body: { error: 'invalid_token', error_description: 'The request has an invalid access token.' } }
    }
    const { appId, userId, secondsLeft = 3597 } = known
    return { body: { iss: 'https://www.amazon.com', user_id: userId, aud: appId, app_id: 'amzn1.application.1', exp: secondsLeft } }
  })
}

/** Twitter's `verify_credentials`, which checks the OAuth 1.0a signature (RFC 5849) by itself. Tokens are `token;secret`. */
export function startTwitter(consumer: { readonly key: string; readonly secret: string }): Promise<SocialProvider> {
  const nonces = new Set<string>()
  return startSocialProvider((request, tokens) => {
    if (request.url.pathname !== '/1.1/account/verify_credentials.json') return { status: 404, body: {} }
    const given = readAuthorization(request)
    const [pair, known] = [...tokens].find(([token]) => token.split(';')[0] === given.get('oauth_token')) ?? []
    const signature = pair === undefined ? undefined : signOauth(request, given, consumer.secret, pair.split(';')[1] ?? '')
    const nonce = given.get('oauth_nonce') ?? ''
    const isFresh = nonce !== '' && !nonces.has(nonce)
    nonces.add(nonce)
    if (known === undefined || given.get('oauth_consumer_key') !== consumer.key || given.get('oauth_signature') !== signature || !isFresh) {
      return { status: 401, body: { errors: [{ code: 32, message: 'Could not authenticate you.' }] } }
    }
    return { body: { id: 1, id_str: known.userId, screen_name: 'ann' } }
  })
}

async function startSocialProvider(
  answer: (request: StubRequest, tokens: ReadonlyMap<string, KnownToken>) => StubAnswer,
): Promise<SocialProvider> {
  const tokens = new Map<string, KnownToken>()
  const server = await startStubServer((request) => answer(request, tokens))
  return { ...server, grant: (token, known) => void tokens.set(token, known) }
}

function readAuthorization({ headers }: StubRequest): ReadonlyMap<string, string> {
  const members = (headers.authorization ?? '').replace(/^OAuth /, '').split(/,\s*/)
  return new Map(
    members
      .map((member) => /^([^=]+)="([^"]*)"$/.exec(member)?.slice(1).map(decodeURIComponent) ?? ['', ''])
      .map(([k = '', v = '']) => [k, v]),
  )
}

/** Source: RFC 5849, section 3.4.2; written apart from the code under test. */
function signOauth({ method, url }: StubRequest, given: ReadonlyMap<string, string>, consumerSecret: string, tokenSecret: string): string {
  const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const parameters = [...given, ...url.searchParams].filter(([name]) => name !== 'oauth_signature')
  const sorted = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const base = [method, `${url.origin}${url.pathname}`, sorted.join('&')].map(encode).join('&')
  return createHmac('sha1', `${encode(consumerSecret)}&${encode(tokenSecret)}`)
    .update(base)
    .digest('base64')
}
