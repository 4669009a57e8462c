import { providerOf } from '../cache/provider.ts'
import { emitTo } from '../events/emit-to.ts'
import { connect } from '../identity/connect.ts'
import type { ProviderOptions } from '../identity/options.ts'
import { requestCredentials } from '../identity/requests.ts'
import { required } from '../identity/required.ts'
import { type LoginMemory, withLoginTokens } from '../logins/login-tokens.ts'
import type { CognitoIdentityCredentials, Provider } from './CognitoIdentityCredentials.ts'
import type { Logins } from './Logins.ts'

export type CognitoIdentityCredentialProvider = Provider<CognitoIdentityCredentials>

export interface CognitoProviderParameters extends ProviderOptions {
  /** The role to assume, where the identity may have several. */
  readonly customRoleArn?: string | undefined
  /** Tokens of the user's logins by provider, or functions that give them; none for a guest. */
  readonly logins?: Logins | undefined
}

export interface FromCognitoIdentityParameters extends CognitoProviderParameters {
  /** The identity, `REGION:UUID`. */
  readonly identityId: string
}

/**
 * Credentials of an identity that is known. Each call asks the service (`GetCredentialsForIdentity`), and calls at the same time share the
 * answer; `credentialCache` keeps it.
 * @returns a provider, which rejects with `IdentityServiceError` (the service refused), `CredentialsProviderError` (its answer lacks a
 *   part), `ConfigurationError`, `LoginTokenError`, `NetworkError`, `TimeoutError` or `AbortError`
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export function fromCognitoIdentity(parameters: FromCognitoIdentityParameters): CognitoIdentityCredentialProvider {
  const { identityId, customRoleArn, logins } = parameters
  const emit = emitTo(parameters.events)
  const memory: LoginMemory = {}
  const connection = connect(parameters, () => identityId, emit)
  const { clock } = connection
  return providerOf<CognitoIdentityCredentials>(
    async ({ callerClientConfig, forceRefresh }, signal) => {
      required('identityId', identityId)
      connection.caller = callerClientConfig ?? connection.caller
      return withLoginTokens(logins, { clock, signal, forceRefresh, memory }, (tokens) =>
        requestCredentials(connection, { IdentityId: identityId, CustomRoleArn: customRoleArn, Logins: tokens }, signal),
      )
    },
    { ...parameters, clock, emit },
  ).provider
}
