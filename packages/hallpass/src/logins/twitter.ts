import { isAccessToken, noAccessToken, vouchedLogin } from './access-token.ts'
import { type FetchJson, type JsonAnswer, ProviderFailure } from './fetch-json.ts'
import { member } from './member.ts'
import { type KeyPair, oauth1Authorization } from './oauth1-authorization.ts'
import { apiAddress, type ProviderEndpoints } from './provider-endpoint.ts'
import type { ProviderKind } from './provider-kind.ts'
import { invalidLogin, notSupported, type Refusal } from './refusal.ts'

const name = 'api.twitter.com'

/** Wrong clock, too many calls, over capacity, internal error: nothing that is said of the token. */
const passingErrors: ReadonlySet<unknown> = new Set([88, 130, 131, 135])

/**
 * Twitter: `token;token secret`, checked with the pool's `consumer key;consumer secret`; the subject is `id_str`.
 * Source: X API v1.1, GET account/verify_credentials.
 */
export function createTwitter(ports: {
  readonly endpoints: ProviderEndpoints
  readonly fetchJson: FetchJson
  readonly now: () => number
  readonly randomUuid: () => string
}): ProviderKind {
  const base = ports.endpoints.get(name)?.endpoint ?? 'https://api.twitter.com'
  return {
    covers: (provider) => provider === name,

    async verify(provider, value, pool) {
      const consumer = parsePair(pool.supportedLoginProviders.get(name) ?? '')
      if (consumer === undefined) return notSupported
      const token = isAccessToken(value) ? parsePair(value) : undefined
      if (token === undefined) return noAccessToken

      const url = apiAddress(base, '/1.1/account/verify_credentials.json')
      const timestamp = Math.floor(ports.now() / 1000)
      const authorization = oauth1Authorization({ method: 'GET', url, consumer, token, nonce: ports.randomUuid(), timestamp })
      const answer = await ports.fetchJson(url, { headers: { authorization } })
      if (answer.status !== 200) return verdict(answer)
      const { id_str: userId } = answer.body
      return vouchedLogin(provider, consumer.key, userId)
    },
  }
}

/** `key;secret`, neither of them empty. */
function parsePair(text: string): KeyPair | undefined {
  const [key, secret, ...rest] = text.split(';')
  return key && secret && rest.length === 0 ? { key, secret } : undefined
}

function verdict({ body: { errors } }: JsonAnswer): Refusal {
  const code = Array.isArray(errors) ? member(errors[0], 'code') : undefined
  if (typeof code !== 'number' || passingErrors.has(code)) throw new ProviderFailure('Twitter said nothing of the token.')
  return invalidLogin(`Twitter refused the access token (${code}).`)
}
