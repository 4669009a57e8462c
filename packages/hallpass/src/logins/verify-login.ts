import { createAmazon } from './amazon.ts'
import { digits } from './digits.ts'
import { createFacebook } from './facebook.ts'
import { createFetchJson, ProviderFailure } from './fetch-json.ts'
import { createVerifyOpenIdConnect, type FindOpenIdConnectProvider } from './open-id-connect.ts'
import type { ProviderEndpoints } from './provider-endpoint.ts'
import type { ProviderKind } from './provider-kind.ts'
import { apple, createPublicIdTokenProvider, google } from './public-id-token-provider.ts'
import { saml } from './saml.ts'
import { createTwitter } from './twitter.ts'
import { createUserPool } from './user-pool.ts'
import { createCheckUser } from './user-pool-check.ts'
import type { VerifyLogin } from './verification.ts'
import { createVerifyIdToken } from './verify-id-token.ts'
import { createVerifySignature } from './verify-signature.ts'

export interface LoginPorts {
  readonly findOpenIdConnectProvider: FindOpenIdConnectProvider
  readonly endpoints: ProviderEndpoints
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly randomUuid: () => string
  /** Time-out of one call to a provider, milliseconds; 5,000 unless told. */
  readonly timeoutMilliseconds?: number
}

/** Verifies one login with the verifier of its kind of provider, caches of keys and of verified tokens included. */
export function createVerifyLogin(ports: LoginPorts): VerifyLogin {
  const { endpoints, now } = ports
  const fetchJson = createFetchJson(ports.timeoutMilliseconds)
  const verifyIdToken = createVerifyIdToken(createVerifySignature({ fetchJson, now }), now)
  const kinds: readonly ProviderKind[] = [
    createFacebook({ endpoints, fetchJson }),
    createAmazon({ endpoints, fetchJson }),
    createTwitter({ endpoints, fetchJson, now, randomUuid: ports.randomUuid }),
    digits,
    saml,
    createPublicIdTokenProvider(google, { endpoints, verifyIdToken }),
    createPublicIdTokenProvider(apple, { endpoints, verifyIdToken }),
    createUserPool({ endpoints, verifyIdToken, checkUser: createCheckUser(fetchJson) }),
  ]
  const verifyOpenIdConnect = createVerifyOpenIdConnect({ findProvider: ports.findOpenIdConnectProvider, endpoints, verifyIdToken })

  return async (provider, token, pool) => {
    const kind = kinds.find(({ covers }) => covers(provider, pool))
    try {
      return await (kind?.verify ?? verifyOpenIdConnect)(provider, token, pool)
    } catch (cause) {
      if (cause instanceof ProviderFailure) return { kind: 'provider-unreachable', provider, cause }
      throw cause
    }
  }
}
