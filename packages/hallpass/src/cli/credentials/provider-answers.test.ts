import { describe, expect, onTestFinished, test } from 'vitest'
import { faults, type StubServer, startStubServer } from '../../../test/counterparts/stub-server.ts'
import { type ForgeKey, forgeKey, forgeToken } from '../../../test/counterparts/token-forge.ts'
import { browserLogin } from './browser-login.ts'
import type { OpenIdClient } from './credential-options.ts'
import { deviceLogin } from './device-login.ts'
import { refreshTokens } from './login-tokens.ts'

const key = forgeKey('ES256', 'k1')

/** A provider that answers as it is told to. */
interface ToldProvider extends StubServer {
  readonly client: OpenIdClient
}

interface Told {
  /** Claims of its ID tokens besides the right ones. */
  readonly claims?: (nonce: string) => Readonly<Record<string, unknown>>
  readonly signedBy?: ForgeKey
  /** Members of its discovery document besides the right ones. */
  readonly metadata?: (base: string) => Readonly<Record<string, unknown>>
  readonly token?: Readonly<Record<string, unknown>>
  readonly device?: Readonly<Record<string, unknown>>
}

let nonce = ''

async function toldProvider({ claims, signedBy = key, metadata, token, device }: Told = {}): Promise<ToldProvider> {
  const stub = await startStubServer(({ url }, base) => {
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return { body: { ...endpoints(base), ...metadata?.(base) } }
      case '/keys':
        return { body: { keys: [key.jwk] } }
      case '/device': {
        const right = { device_code: 'd', user_code: 'A\u001b[2JB', verification_uri: 'https://a.example', expires_in: 600, interval: 0.01 }
        return { body: { ...right, ...device } }
      }
      default: {
        const now = Math.floor(Date.now() / 1000)
        const right = { iss: base, aud: 'app', sub: 'ann', iat: now, exp: now + 300, nonce }
        const idToken = forgeToken(signedBy, { ...right, ...claims?.(nonce) })
        return { body: { access_token: 'a', token_type: 'Bearer', id_token: idToken, refresh_token: 'r2', ...token } }
      }
    }
  })
  onTestFinished(() => stub.close())
  return { ...stub, client: { issuer: stub.url, clientId: 'app', scopes: undefined, clientSecretFile: undefined } }
}

function endpoints(base: string): object {
  return {
    issuer: base,
    jwks_uri: `${base}/keys`,
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_endpoint: `${base}/auth`,
    token_endpoint: `${base}/token`,
    device_authorization_endpoint: `${base}/device`,
  }
}

/** Signs in as a browser would that the provider sends back at once. */
function signIn(client: OpenIdClient) {
  return browserLogin(client, {
    callbackPort: 0,
    show({ searchParams }) {
      nonce = searchParams.get('nonce') ?? ''
      const answer = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '' })
      void fetch(`${searchParams.get('redirect_uri')}?${answer}`)
    },
  })
}

describe('a sign-in', () => {
  test('gives the tokens of the user', async () => {
    const { client } = await toldProvider()
    expect(await signIn(client)).toMatchObject({ subject: 'ann', refreshToken: 'r2' })
  })

  test.for<[string, Told]>([
    ['another nonce', { claims: () => ({ nonce: 'other' }) }],
    ['no nonce', { claims: () => ({ nonce: undefined }) }],
    ['another audience', { claims: () => ({ aud: 'other' }) }],
    ['another issuer', { claims: () => ({ iss: 'https://other.example' }) }],
    ['a past end', { claims: () => ({ exp: 1_500_000_000 }) }],
    ['an end that is no date', { claims: () => ({ exp: 1e300 }) }],
    ['no subject', { claims: () => ({ sub: undefined }) }],
    ['a foreign signature', { signedBy: forgeKey('ES256', 'k1') }],
    ['no ID token', { token: { id_token: undefined } }],
    ['an ID token that is none', { token: { id_token: 'secret-token' } }],
  ])('is refused with %s', async ([, told]) => {
    const { client } = await toldProvider(told)
    const failure = await signIn(client).catch((error: Error) => error)
    expect(failure).toMatchObject({ name: 'CredentialFailure', message: expect.not.stringContaining('secret-token') })
  })

  test('is not begun at an address that is not safe', async () => {
    const { client } = await toldProvider({ metadata: () => ({ authorization_endpoint: 'http://a.example/auth' }) })
    await expect(signIn(client)).rejects.toThrow('names no safe address')
  })

  test('sends its code nowhere unencrypted', async () => {
    const { client } = await toldProvider({ metadata: () => ({ token_endpoint: 'http://a.example/token' }) })
    await expect(signIn(client)).rejects.toThrow('http://a.example is not asked')
  })
})

describe('a provider', () => {
  test('that calls itself otherwise is refused', async () => {
    const { client } = await toldProvider({ metadata: () => ({ issuer: 'https://other.example' }) })
    await expect(signIn(client)).rejects.toMatchObject({ name: 'CredentialFailure', kind: 'refused' })
  })

  test('without a device login is told of', async () => {
    const { client } = await toldProvider({ metadata: () => ({ device_authorization_endpoint: undefined }) })
    await expect(deviceLogin(client, () => undefined)).rejects.toThrow('has no device login')
  })

  test.each([
    { verification_uri: 'javascript:alert(1)' },
    { verification_uri: 'http://a.example' },
    { verification_uri_complete: 'file:///etc/passwd' },
  ])('that sends people to an unsafe place with a code is refused: %j', async (device) => {
    const { client } = await toldProvider({ device })
    const shown: unknown[] = []
    await expect(deviceLogin(client, (code) => shown.push(code))).rejects.toThrow('names no safe address')
    expect(shown).toEqual([])
  })

  test.each(faults.filter((fault) => !fault.startsWith('hang')))('that does not answer usably is told of: %s', async (fault) => {
    const { client, fail } = await toldProvider()
    fail(fault)
    await expect(refreshTokens(client, { subject: 'ann', refreshToken: 'r1' })).rejects.toMatchObject({
      name: 'CredentialFailure',
      kind: ['cut', 'huge', 'status-500', 'status-429'].includes(fault) ? 'unreachable' : 'refused',
    })
  })
})

describe('a refresh', () => {
  test('gives new tokens', async () => {
    const { client } = await toldProvider()
    expect(await refreshTokens(client, { subject: 'ann', refreshToken: 'r1' })).toMatchObject({ subject: 'ann', refreshToken: 'r2' })
  })

  test('keeps the refresh token where no other one comes', async () => {
    const { client } = await toldProvider({ token: { refresh_token: undefined } })
    expect(await refreshTokens(client, { subject: 'ann', refreshToken: 'r1' })).toMatchObject({ refreshToken: 'r1' })
  })

  test('never gives tokens of another user', async () => {
    const { client } = await toldProvider({ claims: () => ({ sub: 'eve' }) })
    await expect(refreshTokens(client, { subject: 'ann', refreshToken: 'r1' })).rejects.toMatchObject({ kind: 'login-needed' })
  })

  test('that gives no ID token needs a sign-in', async () => {
    const { client } = await toldProvider({ token: { id_token: undefined } })
    await expect(refreshTokens(client, { subject: 'ann', refreshToken: 'r1' })).rejects.toMatchObject({ kind: 'login-needed' })
  })
})
