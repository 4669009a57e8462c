export type { CacheOptions } from './cache/credential-cache.ts'
export {
  AbortError,
  ClosedError,
  ConfigurationError,
  LoginTokenError,
  NetworkError,
  NotAuthenticatedError,
  StorageError,
  SupersededError,
  TimeoutError,
} from './errors/client-errors.ts'
export * from './errors/exceptions.ts'
export { type CallMetadata, IdentityServiceError } from './errors/service-errors.ts'
export type { Emit, EventName, Events, Listeners } from './events/events.ts'
export type { ConnectionOptions, ProviderOptions } from './identity/options.ts'
export { amazon, apple, cognitoUserPool, developer, facebook, google, oidc, saml } from './logins/providers.ts'
export {
  createSession,
  type Dehydrated,
  type LoginOptions,
  type LoginResult,
  type LogoutOptions,
  type Session,
  type SessionOptions,
  type SessionState,
} from './session/create-session.ts'
export type { RetryOptions } from './transport/call-context.ts'
export type { ClientConfig, Endpoint, EndpointParts, RequestHandler } from './transport/client-config.ts'
export type { Logger } from './transport/logger.ts'
export type { CognitoIdentityCredentials, Provider, ProviderCallOptions, TemporaryCredentials } from './v3/CognitoIdentityCredentials.ts'
export { CognitoIdentityClient } from './v3/commands.ts'
export { CredentialsProviderError } from './v3/errors.ts'
export type { FromTokenFileInit } from './v3/FromTokenFileInit.ts'
export {
  type CognitoIdentityCredentialProvider,
  type CognitoProviderParameters,
  type FromCognitoIdentityParameters,
  fromCognitoIdentity,
} from './v3/fromCognitoIdentity.ts'
export {
  type CognitoIdentityPoolProvider,
  type FromCognitoIdentityPoolParameters,
  fromCognitoIdentityPool,
} from './v3/fromCognitoIdentityPool.ts'
export { type FromWebTokenInit, fromWebToken, type WebTokenContext } from './v3/fromWebToken.ts'
export type { LoginContext, Logins, LoginToken, ResolvedLogins } from './v3/Logins.ts'
export type { AssumeRoleWithWebIdentityParams } from './v3/roleAssumer.ts'
export type { Storage } from './v3/Storage.ts'
