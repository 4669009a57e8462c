import type { Context } from '../operation/context.ts'
import { IDPCommunicationError, IDPRejectedClaim, InvalidParameterCombination, ValidationError } from './errors.ts'
import type { WebIdentity } from './web-identity.ts'

/** Providers whose tokens are opaque, and the condition keys of app and user. Source: IAM user guide, "Available keys for AWS web identity federation". */
const keyNames = {
  'graph.facebook.com': { app: 'app_id', user: 'id' },
  'www.amazon.com': { app: 'app_id', user: 'user_id' },
} as const

/** Verifies an access token by asking the provider that the caller names. */
export async function verifyAccessTokenIdentity(token: string, providerId: string, ctx: Context): Promise<WebIdentity> {
  if (!isProvider(providerId)) throw new ValidationError('Provider not supported')
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) {
    throw new InvalidParameterCombination('ProviderId is for OAuth 2.0 access tokens, and must not be given with an OpenID Connect token.')
  }
  const answer = await ctx.verifyAccessToken(providerId, token)
  if (answer.kind === 'refused') throw new IDPRejectedClaim(answer.reason)
  if (answer.kind === 'provider-unreachable') {
    throw new IDPCommunicationError(`${providerId} could not be asked about the token.`, { cause: answer.cause })
  }
  const { app, user } = keyNames[providerId]
  const keys = new Map([
    [`${providerId}:${app}`, answer.appId],
    [`${providerId}:${user}`, answer.userId],
  ])
  return {
    federation: { provider: providerId, keys },
    keys,
    attributes: { tags: new Map(), transitiveTagKeys: [], sourceIdentity: undefined },
    subject: answer.userId,
    issuer: providerId,
    audience: answer.appId,
  }
}

function isProvider(providerId: string): providerId is keyof typeof keyNames {
  return Object.hasOwn(keyNames, providerId)
}
