import { type StubServer, startStubServer } from './stub-server.ts'
import type { ForgeKey } from './token-forge.ts'

export interface StubIssuer extends StubServer {
  /** Its address: what its tokens say in `iss`. */
  readonly issuer: string
  /** The issuer without its scheme: the key in `Logins`. */
  readonly name: string
  /** From now on the key set holds just these; JWKs are published as they are. */
  publish(...keys: readonly (ForgeKey | Readonly<Record<string, unknown>>)[]): void
  /** Changes members of the discovery document. */
  declare(members: Readonly<Record<string, unknown>>): void
  /** How often the key set was asked for. */
  keySetRequests(): number
}

/** An issuer of hand-made tokens: discovery document and key set (`/keys`, and `/.well-known/jwks.json` as user pools have it). */
export async function startStubIssuer(...keys: readonly ForgeKey[]): Promise<StubIssuer> {
  let published = keys.map(({ jwk }) => jwk)
  let declared: Readonly<Record<string, unknown>> = {}
  const server = await startStubServer(({ url }, base) => {
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return { body: { issuer: base, jwks_uri: `${base}/keys`, ...declared } }
      case '/keys':
      case '/.well-known/jwks.json':
        return { body: { keys: published } }
      default:
        return { status: 404, body: {} }
    }
  })
  return {
    ...server,
    issuer: server.url,
    name: server.url.replace('http://', ''),
    publish(...next) {
      // A key of the forge has its own public JWK in `jwk`.
      published = next.map((key) => ('privateKey' in key ? (key as ForgeKey).jwk : (key as Readonly<Record<string, unknown>>)))
    },
    declare(members) {
      declared = members
    },
    keySetRequests: () => server.asked.filter((path) => path === '/keys' || path === '/.well-known/jwks.json').length,
  }
}
