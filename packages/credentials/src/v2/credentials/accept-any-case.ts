import { AWS } from '../aws.ts'
import type { CognitoIdentityCredentialsOptions } from '../credentials-types.ts'

/** Takes `identityPoolId`, as the SDK v3 spells it, and any other case for `IdentityPoolId`, and says so; not with `AWS.config.strictV2`. */
export function acceptAnyCase(params: CognitoIdentityCredentialsOptions): void {
  if (params.IdentityPoolId || AWS.config.strictV2) return
  const entry = Object.entries(params).find(([key]) => key.toLowerCase() === 'identitypoolid')
  // The value has the type that it has under the right name.
  const [key, id] = (entry ?? []) as [key?: string, id?: string]
  if (!key || !id) return
  params.IdentityPoolId = id
  // biome-ignore lint/suspicious/noConsole: there is nobody else to tell, and nothing fails.
  globalThis.console?.warn(`CognitoIdentityCredentials: the parameter '${key}' is spelled 'IdentityPoolId'.`)
}
