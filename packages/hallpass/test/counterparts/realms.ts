import { startStubServer } from './stub-server.ts'
import { type ForgeKey, forgeKey, forgeToken } from './token-forge.ts'

/** The client id that tokens are made for unless they say otherwise. */
export const realmClientId = 'app'

/** A server with an OpenID Connect issuer below each of its paths: many providers at the price of one. */
export interface Realms {
  /** A realm's key in `Logins`: `127.0.0.1:PORT/REALM` */
  name(realm: string): string
  /** A realm's `iss`: `http://127.0.0.1:PORT/REALM` */
  issuer(realm: string): string
  /** An ID token that lives for five minutes; claims may replace all that it says. */
  token(realm: string, subject: string, claims?: Readonly<Record<string, unknown>>): string
  /** `Logins` of a user in each of these realms: realm → subject. */
  logins(users: Readonly<Record<string, string>>): Record<string, string>
  /** The key that all realms sign with. */
  readonly key: ForgeKey
  close(): Promise<void>
}

export async function startRealms(): Promise<Realms> {
  const key = forgeKey('ES256', 'realms')
  const server = await startStubServer(({ url: { pathname } }, base) => {
    const [, realm, document] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? []
    if (document === '.well-known/openid-configuration') return { body: { issuer: `${base}/${realm}`, jwks_uri: `${base}/${realm}/keys` } }
    return document === 'keys' ? { body: { keys: [key.jwk] } } : { status: 404, body: {} }
  })
  const issuer = (realm: string) => `${server.url}/${realm}`
  const name = (realm: string) => issuer(realm).replace('http://', '')
  const token = (realm: string, sub: string, claims: Readonly<Record<string, unknown>> = {}) => {
    const now = Math.floor(Date.now() / 1000)
    return forgeToken(key, { iss: issuer(realm), aud: realmClientId, sub, iat: now, exp: now + 300, ...claims })
  }
  return {
    name,
    issuer,
    token,
    logins: (users) => Object.fromEntries(Object.entries(users).map(([realm, user]) => [name(realm), token(realm, user)])),
    key,
    close: () => server.close(),
  }
}
