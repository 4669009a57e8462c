import { type AskWhose, vouchedLogin } from './access-token.ts'
import { configuredIds, type ProviderKind } from './provider-kind.ts'
import { notSupported } from './refusal.ts'

/**
 * The logins of a provider of access tokens: a token must have been made for an app of the pool's.
 * @param claimsOf claims of the provider's own, besides `iss`, `aud` and `sub`
 */
export function vouchedLogins(
  name: string,
  askWhose: AskWhose,
  claimsOf: (userId: string) => Readonly<Record<string, unknown>> = () => ({}),
): ProviderKind {
  return {
    covers: (provider) => provider === name,

    async verify(provider, token, pool) {
      const appIds = configuredIds(pool, name)
      if (appIds.length === 0) return notSupported
      const answer = await askWhose(token, (appId) => appIds.includes(appId))
      return answer.kind === 'vouched' ? vouchedLogin(provider, answer.appId, answer.userId, claimsOf(answer.userId)) : answer
    },
  }
}
