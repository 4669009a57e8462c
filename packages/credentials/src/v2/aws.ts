import type * as Classes from './classes.ts'
import type { CognitoIdentityClass } from './cognito-identity-types.ts'
import type {
  CognitoIdentityCredentialsClass,
  SharedIniFileCredentialsClass,
  TokenFileWebIdentityCredentialsClass,
  WebIdentityCredentialsClass,
} from './credentials-types.ts'
import type { STSClass } from './sts-types.ts'
import type { Util } from './util-types.ts'

/** `AWS`: all of its members may be replaced, and are looked up on it whenever they are used. */
export interface AwsNamespace {
  readonly VERSION: string
  Credentials: Classes.CredentialsClass
  CredentialProviderChain: Classes.CredentialProviderChainClass
  EnvironmentCredentials: Classes.ClassOf<Classes.Credentials, [prefix: string]>
  CognitoIdentityCredentials: CognitoIdentityCredentialsClass
  WebIdentityCredentials: WebIdentityCredentialsClass
  /** In Node alone, as is the next; the SDK's declarations do not say so. */
  SharedIniFileCredentials: SharedIniFileCredentialsClass
  TokenFileWebIdentityCredentials: TokenFileWebIdentityCredentialsClass
  CognitoIdentity: CognitoIdentityClass
  STS: STSClass
  Service: Classes.ServiceClass & Classes.ServiceStatics
  Config: Classes.ConfigClass
  config: Classes.Config
  Request: Classes.RequestClass
  Response: Classes.ResponseClass
  Endpoint: Classes.EndpointClass
  HttpRequest: Classes.HttpRequestClass
  HttpResponse: Classes.HttpResponseClass
  HttpClient: Classes.HttpClientClass
  EventListeners: EventListeners
  SequentialExecutor: Classes.SequentialExecutorClass
  /** Listeners that every request takes when it is made, before all others. */
  events: Classes.SequentialExecutor
  ParamValidator: Classes.ParamValidatorClass
  util: Util
}

/** Each listener is a member, so that `request.removeListener('validate', AWS.EventListeners.Core.VALIDATE_REGION)` finds it. */
export interface EventListeners {
  Core: Named<CoreListener>
  CorePost: Named<'EXTRACT_REQUEST_ID' | 'ENOTFOUND_ERROR'>
  Logger: Named<'LOG_REQUEST'>
  Json: Named<'BUILD' | 'EXTRACT_DATA' | 'EXTRACT_ERROR'>
  Query: Named<'BUILD' | 'EXTRACT_DATA' | 'EXTRACT_ERROR'>
}
export type Named<Name extends string> = Classes.SequentialExecutor & Record<Name, Classes.Listener>
export type CoreListener =
  | 'VALIDATE_CREDENTIALS'
  | 'VALIDATE_REGION'
  | 'VALIDATE_PARAMETERS'
  | 'SET_CONTENT_LENGTH'
  | 'SET_HTTP_HOST'
  | 'RESTART'
  | 'SIGN'
  | 'VALIDATE_RESPONSE'
  | 'SEND'
  | 'HTTP_HEADERS'
  | 'HTTP_DATA'
  | 'HTTP_DONE'
  | 'FINALIZE_ERROR'
  | 'INVALIDATE_CREDENTIALS'
  | 'EXPIRED_SIGNATURE'
  | 'CLOCK_SKEWED'
  | 'REDIRECT'
  | 'RETRY_CHECK'
  | 'RESET_RETRY_STATE'

/**
 * The object itself, which `namespace.ts` fills before anybody can reach it. Everything of the v2 half that an application may replace
 * (a class, the configuration, `util.isBrowser`) is read from here at the time of use.
 */
// The members are there once `namespace.ts` has run, and nothing is used at import.
export const AWS: AwsNamespace = {} as AwsNamespace
