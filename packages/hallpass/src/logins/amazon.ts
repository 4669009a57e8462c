import { type AskWhose, isAccessToken, noAccessToken, vouched } from './access-token.ts'
import { type FetchJson, type JsonAnswer, ProviderFailure } from './fetch-json.ts'
import { apiAddress, type ProviderEndpoints } from './provider-endpoint.ts'
import { invalidLogin, notSupported, type Refusal } from './refusal.ts'

export const amazon = 'www.amazon.com'

/** The errors that are about the token. Source: RFC 6749, section 5.2; RFC 6750, section 3.1. */
const verdicts: ReadonlySet<unknown> = new Set(['invalid_token', 'invalid_request', 'invalid_grant', 'expired_token', 'insufficient_scope'])

/**
 * Login with Amazon: the app (`aud`) and the user of an access token that has not run out (`exp`: seconds left).
 * Source: Login with Amazon developer guide, "Verify access tokens".
 */
export function createAmazon({ endpoints, fetchJson }: { readonly endpoints: ProviderEndpoints; readonly fetchJson: FetchJson }): AskWhose {
  const base = endpoints.get(amazon)?.endpoint ?? 'https://api.amazon.com'
  return async (token, takes) => {
    if (!isAccessToken(token)) return noAccessToken
    const answer = await fetchJson(apiAddress(base, '/auth/o2/tokeninfo', { access_token: token }))
    if (answer.status !== 200) return verdict(answer)
    const { aud: appId, user_id: userId, exp } = answer.body
    if (typeof appId !== 'string' || !takes(appId)) return notSupported
    if (typeof exp !== 'number' || !(exp > 0)) return invalidLogin('Token expired.')
    return vouched(appId, userId)
  }
}

function verdict({ body: { error } }: JsonAnswer): Refusal {
  if (!verdicts.has(error)) throw new ProviderFailure('Amazon said nothing of the token.')
  return invalidLogin(`Amazon refused the access token (${error}).`)
}
