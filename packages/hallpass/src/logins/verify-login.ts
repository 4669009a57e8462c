import { amazon, createAmazon } from './amazon.ts'
import { digits } from './digits.ts'
import { createFacebook, facebook } from './facebook.ts'
import { createFetchJson, ProviderFailure } from './fetch-json.ts'
import { createVerifyOpenIdConnect, type FindOpenIdConnectProvider } from './open-id-connect.ts'
import type { ProviderEndpoints } from './provider-endpoint.ts'
import type { ProviderKind } from './provider-kind.ts'
import { apple, createPublicIdTokenProvider, google } from './public-id-token-provider.ts'
import { createSaml, type SamlPorts } from './saml.ts'
import { createTwitter } from './twitter.ts'
import { createUserPool } from './user-pool.ts'
import { createCheckUser } from './user-pool-check.ts'
import type { Verification, VerifyAccessToken, VerifyLogin } from './verification.ts'
import { createVerifyIdToken } from './verify-id-token.ts'
import { createVerifySignature, type VerifySignature } from './verify-signature.ts'
import { vouchedLogins } from './vouched-logins.ts'

export interface LoginPorts extends SamlPorts {
  readonly findOpenIdConnectProvider: FindOpenIdConnectProvider
  readonly endpoints: ProviderEndpoints
  readonly randomUuid: () => string
  /** Time-out of one call to a provider, milliseconds; 5,000 unless told. */
  readonly timeoutMilliseconds?: number
}

/** Everything that is verified with the help of providers. */
export interface LoginVerifiers {
  readonly verifyLogin: VerifyLogin
  readonly verifySignature: VerifySignature
  readonly verifyAccessToken: VerifyAccessToken
}

/** Verifiers that share their caches of keys and of verified tokens. */
export function createLoginVerifiers(ports: LoginPorts): LoginVerifiers {
  const { endpoints, now } = ports
  const fetchJson = createFetchJson(ports.timeoutMilliseconds)
  const verifySignature = createVerifySignature({ fetchJson, now })
  const [askFacebook, askAmazon] = [createFacebook({ endpoints, fetchJson }), createAmazon({ endpoints, fetchJson })]
  const verifyIdToken = createVerifyIdToken(verifySignature, now)
  const kinds: readonly ProviderKind[] = [
    vouchedLogins(facebook, askFacebook),
    vouchedLogins(amazon, askAmazon, (user_id) => ({ user_id })),
    createTwitter({ endpoints, fetchJson, now, randomUuid: ports.randomUuid }),
    digits,
    createSaml(ports),
    createPublicIdTokenProvider(google, { endpoints, verifyIdToken }),
    createPublicIdTokenProvider(apple, { endpoints, verifyIdToken }),
    createUserPool({ endpoints, verifyIdToken, checkUser: createCheckUser(fetchJson) }),
  ]
  const verifyOpenIdConnect = createVerifyOpenIdConnect({ findProvider: ports.findOpenIdConnectProvider, endpoints, verifyIdToken })
  return {
    verifyLogin(provider, token, pool) {
      const { verify } = kinds.find(({ covers }) => covers(provider, pool)) ?? { verify: verifyOpenIdConnect }
      return unlessUnreachable(provider, () => verify(provider, token, pool))
    },
    verifySignature,
    verifyAccessToken(provider, token) {
      const askWhose = { [facebook]: askFacebook, [amazon]: askAmazon }[provider]
      return unlessUnreachable(provider, () => askWhose(token, () => true))
    },
  }
}

type Unreachable = Extract<Verification, { kind: 'provider-unreachable' }>

async function unlessUnreachable<Answer>(provider: string, ask: () => Promise<Answer>): Promise<Answer | Unreachable> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof ProviderFailure) return { kind: 'provider-unreachable', provider, cause }
    throw cause
  }
}
