// Every type that a declaration of the entry speaks of, so that compilers that write the declarations of an application can name it.
export type { Credentials as CredentialsShape } from '../model/generated/types.ts'
export type { AwsNamespace, CoreListener, EventListeners as EventListenersObject, Named } from './aws.ts'
export type * from './cognito-identity-types.ts'
export type { CognitoIdentity as CognitoIdentityObject } from './cognito-identity-types.ts'
export type * from './config-types.ts'
export type {
  Config as ConfigObject,
  ConfigurationOptions as ServiceConfigurationOptions,
  CredentialProviderChain as CredentialProviderChainObject,
  Credentials as CredentialsObject,
} from './config-types.ts'
export type * from './credentials-types.ts'
export type {
  CognitoIdentityCredentials as CognitoIdentityCredentialsObject,
  WebIdentityCredentials as WebIdentityCredentialsObject,
} from './credentials-types.ts'
export type * from './executor-types.ts'
export type { SequentialExecutor as SequentialExecutorObject } from './executor-types.ts'
export type * from './http-types.ts'
export type {
  Endpoint as EndpointObject,
  HttpClient as HttpClientObject,
  HttpOptions as HTTPOptions,
  HttpRequest as HttpRequestObject,
  HttpResponse as HttpResponseObject,
} from './http-types.ts'
export type { Features } from './inherit.ts'
export type * from './request-events-types.ts'
export type * from './service-types.ts'
// Where a class has the name, the type of its objects goes by another one besides.
export type {
  ParamValidator as ParamValidatorObject,
  Request as RequestObject,
  Response as ResponseObject,
  Service as ServiceObject,
} from './service-types.ts'
export type * from './sts-types.ts'
export type { STS as STSObject } from './sts-types.ts'
export type * from './util-types.ts'
