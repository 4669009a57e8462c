import { type AskWhose, isAccessToken, noAccessToken, vouched } from './access-token.ts'
import { type FetchJson, type JsonAnswer, ProviderFailure } from './fetch-json.ts'
import { member } from './member.ts'
import { apiAddress, type ProviderEndpoints } from './provider-endpoint.ts'
import { invalidLogin, notSupported, type Refusal } from './refusal.ts'

export const facebook = 'graph.facebook.com'

/** Unknown error, service down, too many calls: nothing that is said of the token. Source: Graph API, "Handle errors". */
const passingErrors: ReadonlySet<unknown> = new Set([1, 2, 4, 17, 32, 341, 368, 613])

/**
 * Facebook: the app (`/app`) and the user (`/me`) of an access token. Source: Graph API reference, "Application", "User".
 */
export function createFacebook({
  endpoints,
  fetchJson,
}: {
  readonly endpoints: ProviderEndpoints
  readonly fetchJson: FetchJson
}): AskWhose {
  const base = endpoints.get(facebook)?.endpoint ?? 'https://graph.facebook.com'
  return async (token, takes) => {
    if (!isAccessToken(token)) return noAccessToken
    const app = await fetchJson(apiAddress(base, '/app', { access_token: token }))
    if (app.status !== 200) return verdict(app)
    const { id: appId } = app.body
    if (typeof appId !== 'string' || !takes(appId)) return notSupported

    const user = await fetchJson(apiAddress(base, '/me', { fields: 'id', access_token: token }))
    if (user.status !== 200) return verdict(user)
    const { id: userId } = user.body
    return vouched(appId, userId)
  }
}

function verdict({ body: { error } }: JsonAnswer): Refusal {
  const code = member(error, 'code')
  const isPassing = passingErrors.has(code) || member(error, 'is_transient') === true
  if (member(error, 'type') !== 'OAuthException' || isPassing) throw new ProviderFailure('Facebook said nothing of the token.')
  return invalidLogin(typeof code === 'number' ? `Facebook refused the access token (${code}).` : 'Facebook refused the access token.')
}
