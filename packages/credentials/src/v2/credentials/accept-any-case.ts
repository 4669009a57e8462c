import { AWS } from '../aws.ts'
import type { CognitoIdentityCredentialsOptions } from '../credentials-types.ts'

/** Takes `identityPoolId`, as the SDK v3 spells it, and any other case for `IdentityPoolId`, and says so; not with `AWS.config.strictV2`. */
export function acceptAnyCase(params: CognitoIdentityCredentialsOptions): void {
  if (params.IdentityPoolId || AWS.config.strictV2) return
  const [key, id] = Object.entries(params).find(([name, value]) => value && name.toLowerCase() === 'identitypoolid') ?? []
  if (!key) return
  // The value has the type that it has under the right name.
  params.IdentityPoolId = id as string
  // biome-ignore lint/suspicious/noConsole: there is nobody else to tell, and nothing fails.
  globalThis.console?.warn(`CognitoIdentityCredentials: the parameter '${key}' is spelled 'IdentityPoolId'.`)
}
