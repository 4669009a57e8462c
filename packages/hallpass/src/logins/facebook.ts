import { isAccessToken, noAccessToken, vouchedLogin } from './access-token.ts'
import { type FetchJson, type JsonAnswer, ProviderFailure } from './fetch-json.ts'
import { member } from './member.ts'
import { apiAddress, type ProviderEndpoints } from './provider-endpoint.ts'
import { configuredIds, type ProviderKind } from './provider-kind.ts'
import { invalidLogin, notSupported, type Refusal } from './refusal.ts'

const name = 'graph.facebook.com'

/** Unknown error, service down, too many calls: nothing that is said of the token. Source: Graph API, "Handle errors". */
const passingErrors: ReadonlySet<unknown> = new Set([1, 2, 4, 17, 32, 341, 368, 613])

/**
 * Facebook: an access token, whose app (`/app`) must be the pool's and whose user (`/me`) is the subject.
 * Source: Graph API reference, "Application", "User".
 */
export function createFacebook({
  endpoints,
  fetchJson,
}: {
  readonly endpoints: ProviderEndpoints
  readonly fetchJson: FetchJson
}): ProviderKind {
  const base = endpoints.get(name)?.endpoint ?? 'https://graph.facebook.com'
  return {
    covers: (provider) => provider === name,

    async verify(provider, token, pool) {
      const appIds = configuredIds(pool, name)
      if (appIds.length === 0) return notSupported
      if (!isAccessToken(token)) return noAccessToken

      const app = await fetchJson(apiAddress(base, '/app', { access_token: token }))
      if (app.status !== 200) return verdict(app)
      const { id: tokenAppId } = app.body
      const appId = appIds.find((id) => id === tokenAppId)
      if (appId === undefined) return notSupported

      const user = await fetchJson(apiAddress(base, '/me', { fields: 'id', access_token: token }))
      if (user.status !== 200) return verdict(user)
      const { id: userId } = user.body
      return vouchedLogin(provider, appId, userId)
    },
  }
}

function verdict({ body: { error } }: JsonAnswer): Refusal {
  const code = member(error, 'code')
  const isPassing = passingErrors.has(code) || member(error, 'is_transient') === true
  if (member(error, 'type') !== 'OAuthException' || isPassing) throw new ProviderFailure('Facebook said nothing of the token.')
  return invalidLogin(typeof code === 'number' ? `Facebook refused the access token (${code}).` : 'Facebook refused the access token.')
}
