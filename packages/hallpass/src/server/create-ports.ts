import { randomUUID } from 'node:crypto'
import { createPolicyReader } from '../authorization/create-policy-reader.ts'
import { createRateLimits, unlimited } from '../limits/rate-limits.ts'
import { createLoginVerifiers } from '../logins/verify-login.ts'
import { createOpenIdTokens } from '../openid/create-open-id-tokens.ts'
import type { Ports } from '../operation/context.ts'
import { createPageTokens } from '../operation/page-token.ts'
import { guestScopeDown } from '../policy/guest-scope-down.ts'
import { createSessionTokens } from '../session/sealed-session-tokens.ts'
import { createAskUpstream } from '../upstream/ask-upstream.ts'
import type { Data } from './open-data.ts'
import { createRandomBytes } from './random-bytes.ts'
import type { ServeOptions } from './serve-options.ts'

export type PortOptions = Pick<
  ServeOptions,
  'accountId' | 'rates' | 'region' | 'providers' | 'formerPublicUrls' | 'allowsSamlSha1' | 'guestSessionPolicy' | 'upstreamRoles'
>

/**
 * Everything that operations need of the world, over the data.
 * @param publicUrl the `iss` of our OpenID tokens
 * @param now milliseconds since the epoch
 */
export function createPorts(options: PortOptions, { store, keys }: Data, publicUrl: () => string, now: () => number): Ports {
  const { accountId, region, providers, formerPublicUrls, allowsSamlSha1 } = options
  const random = createRandomBytes()
  const saml = { samlRecipients: () => samlRecipients(region, publicUrl()), allowsSamlSha1 }
  return {
    accountId,
    region,
    store,
    ...createLoginVerifiers({
      findOpenIdConnectProvider: (arn) => store.findOpenIdConnectProvider(arn),
      findSamlProvider: (arn) => store.findSamlProvider(arn),
      ...saml,
      endpoints: providers,
      now,
      randomUuid: randomUUID,
    }),
    providerEndpoints: providers,
    openIdTokens: createOpenIdTokens({ keys, issuer: publicUrl, formerIssuers: formerPublicUrls, now }),
    sessionTokens: createSessionTokens({ keys, accountId, random }),
    pageTokens: createPageTokens(keys),
    secrets: keys,
    readPolicy: createPolicyReader(),
    guestSessionPolicy: options.guestSessionPolicy ?? guestScopeDown,
    upstreamRoles: options.upstreamRoles ?? new Map(),
    rateLimits: createRateLimits(options.rates ?? unlimited, now),
    askUpstream: createAskUpstream({ now }),
    ...saml,
    now,
    randomUuid: randomUUID,
    random,
  }
}

/**
 * Where SAML responses say that they are sent to: AWS's sign-in pages, as identity providers that were set up for AWS have them, and ours.
 * Source: IAM user guide, "Configure SAML assertions for the authentication response".
 */
function samlRecipients(region: string, publicUrl: string): readonly string[] {
  const pages = ['signin.aws.amazon.com', `${region}.signin.aws.amazon.com`].flatMap((host) => [
    `https://${host}/saml`,
    `https://${host}/static/saml`,
  ])
  return [...pages, `${publicUrl}/saml`]
}
