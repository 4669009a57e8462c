import { ConfigurationError } from '../errors/client-errors.ts'

/** What signs requests: an access key, with a session token where it is a temporary one. */
export interface SigningKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** Keys, or a provider of them: one of this package or of the SDK, or any function. */
export type AdminCredentials = SigningKeys | ((options?: { readonly signal?: AbortSignal }) => Promise<SigningKeys>)

/**
 * The keys for one call.
 * @throws {ConfigurationError} there are none; what a provider throws passes
 */
export async function signingKeys(credentials: AdminCredentials | undefined, signal: AbortSignal): Promise<SigningKeys> {
  const keys = typeof credentials === 'function' ? await credentials({ signal }) : credentials
  if (keys?.accessKeyId && keys.secretAccessKey) return keys
  throw new ConfigurationError(
    typeof credentials === 'function'
      ? 'The provider in `credentials` gave no accessKeyId or no secretAccessKey'
      : 'This operation is signed: pass { credentials: { accessKeyId, secretAccessKey } } or a provider to createAdminClient',
  )
}
