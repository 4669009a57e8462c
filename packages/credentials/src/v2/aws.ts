import type { CognitoIdentityClass } from './cognito-identity-types.ts'
import type * as Options from './config-types.ts'
import type {
  CognitoIdentityCredentialsClass,
  SharedIniFileCredentialsClass,
  TokenFileWebIdentityCredentialsClass,
  WebIdentityCredentialsClass,
} from './credentials-types.ts'
import type * as Base from './executor-types.ts'
import type * as Http from './http-types.ts'
import type * as Services from './service-types.ts'
import type { STSClass } from './sts-types.ts'
import type { Util } from './util-types.ts'

/** `AWS`: all of its members may be replaced, and are looked up on it whenever they are used. */
export interface AwsNamespace {
  readonly VERSION: string
  Credentials: Options.CredentialsClass
  CredentialProviderChain: Options.CredentialProviderChainClass
  EnvironmentCredentials: Base.ClassOf<Options.Credentials, [prefix: string]>
  CognitoIdentityCredentials: CognitoIdentityCredentialsClass
  WebIdentityCredentials: WebIdentityCredentialsClass
  /** In Node alone, as is the next; the SDK's declarations do not say so. */
  SharedIniFileCredentials: SharedIniFileCredentialsClass
  TokenFileWebIdentityCredentials: TokenFileWebIdentityCredentialsClass
  CognitoIdentity: CognitoIdentityClass
  STS: STSClass
  Service: Services.ServiceClass & Services.ServiceStatics
  Config: Options.ConfigClass
  config: Options.Config
  Request: Services.RequestClass
  Response: Services.ResponseClass
  Endpoint: Http.EndpointClass
  HttpRequest: Http.HttpRequestClass
  HttpResponse: Http.HttpResponseClass
  HttpClient: Http.HttpClientClass
  EventListeners: EventListeners
  SequentialExecutor: Base.SequentialExecutorClass
  /** Listeners that every request takes when it is made, before all others. */
  events: Base.SequentialExecutor
  ParamValidator: Services.ParamValidatorClass
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
export type Named<Name extends string> = Base.SequentialExecutor & Record<Name, Base.Listener>
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
