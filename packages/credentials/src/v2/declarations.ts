// Every type that a declaration of the entry speaks of, so that compilers that write the declarations of an application can name it.
export type { Credentials as CredentialsShape } from '../model/generated/types.ts'
export type { AwsNamespace, CoreListener, EventListeners as EventListenersObject, Named } from './aws.ts'
export type * from './classes.ts'
// Where a class has the name, the type of its objects goes by another one besides.
export type {
  Config as ConfigObject,
  ConfigurationOptions as ServiceConfigurationOptions,
  CredentialProviderChain as CredentialProviderChainObject,
  Credentials as CredentialsObject,
  Endpoint as EndpointObject,
  HttpClient as HttpClientObject,
  HttpOptions as HTTPOptions,
  HttpRequest as HttpRequestObject,
  HttpResponse as HttpResponseObject,
  ParamValidator as ParamValidatorObject,
  Request as RequestObject,
  Response as ResponseObject,
  SequentialExecutor as SequentialExecutorObject,
  Service as ServiceObject,
} from './classes.ts'
export type * from './cognito-identity-types.ts'
export type { CognitoIdentity as CognitoIdentityObject } from './cognito-identity-types.ts'
export type * from './credentials-types.ts'
export type {
  CognitoIdentityCredentials as CognitoIdentityCredentialsObject,
  WebIdentityCredentials as WebIdentityCredentialsObject,
} from './credentials-types.ts'
export type { Features } from './inherit.ts'
export type * from './request-events-types.ts'
export type * from './sts-types.ts'
export type { STS as STSObject } from './sts-types.ts'
export type * from './util-types.ts'
