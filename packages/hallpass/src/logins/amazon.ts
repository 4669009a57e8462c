import { isAccessToken, noAccessToken, vouchedLogin } from './access-token.ts'
import { type FetchJson, type JsonAnswer, ProviderFailure } from './fetch-json.ts'
import { apiAddress, type ProviderEndpoints } from './provider-endpoint.ts'
import { configuredIds, type ProviderKind } from './provider-kind.ts'
import { invalidLogin, notSupported, type Refusal } from './refusal.ts'

const name = 'www.amazon.com'

/** The errors that are about the token. Source: RFC 6749, section 5.2; RFC 6750, section 3.1. */
const verdicts: ReadonlySet<unknown> = new Set(['invalid_token', 'invalid_request', 'invalid_grant', 'expired_token', 'insufficient_scope'])

/**
 * Login with Amazon: an access token, made for an app of the pool's (`aud`), not run out (`exp`: seconds left).
 * Source: Login with Amazon developer guide, "Verify access tokens".
 */
export function createAmazon({
  endpoints,
  fetchJson,
}: {
  readonly endpoints: ProviderEndpoints
  readonly fetchJson: FetchJson
}): ProviderKind {
  const base = endpoints.get(name)?.endpoint ?? 'https://api.amazon.com'
  return {
    covers: (provider) => provider === name,

    async verify(provider, token, pool) {
      const appIds = configuredIds(pool, name)
      if (appIds.length === 0) return notSupported
      if (!isAccessToken(token)) return noAccessToken

      const answer = await fetchJson(apiAddress(base, '/auth/o2/tokeninfo', { access_token: token }))
      if (answer.status !== 200) return verdict(answer)
      const { aud, user_id, exp } = answer.body
      const appId = appIds.find((id) => id === aud)
      if (appId === undefined) return notSupported
      if (typeof exp !== 'number' || !(exp > 0)) return invalidLogin('Token expired.')
      return vouchedLogin(provider, appId, user_id, { user_id })
    },
  }
}

function verdict({ body: { error } }: JsonAnswer): Refusal {
  if (!verdicts.has(error)) throw new ProviderFailure('Amazon said nothing of the token.')
  return invalidLogin(`Amazon refused the access token (${error}).`)
}
