// biome-ignore-all lint/suspicious/noRedeclare: a class, and the types that go by its name.
// biome-ignore-all lint/correctness/noUnusedImports: they are exported, with those types.
import type * as Model from '../model/generated/types.ts'
import type * as T from './classes.ts'
import type * as Identity from './cognito-identity-types.ts'
import type * as Provider from './credentials-types.ts'
import {
  AWS,
  CognitoIdentity,
  CognitoIdentityCredentials,
  Config,
  CredentialProviderChain,
  Credentials,
  Endpoint,
  EnvironmentCredentials,
  EventListeners,
  HttpClient,
  HttpRequest,
  HttpResponse,
  ParamValidator,
  Request,
  Response,
  SequentialExecutor,
  Service,
  STS,
  WebIdentityCredentials,
} from './members.ts'
import type * as Events from './request-events-types.ts'
import type * as Sts from './sts-types.ts'

// A class, the type of its objects and the names of its shapes go by one name, on `AWS` too: `new AWS.CognitoIdentity()`,
// `let identity: AWS.CognitoIdentity`, `let input: AWS.CognitoIdentity.GetIdInput`. What is imported is the class, and what is declared
// is the rest. It must be here: a namespace of types can name only what its own file declares.

type AWSError = T.AWSError
type Config = T.Config
type ConfigurationOptions = T.ConfigurationOptions
type CredentialProviderChain = T.CredentialProviderChain
type Credentials = T.Credentials
type CredentialsOptions = T.CredentialsOptions
type Endpoint = T.Endpoint
type EnvironmentCredentials = T.Credentials
type HTTPOptions = T.HttpOptions
type HttpClient = T.HttpClient
type HttpRequest = T.HttpRequest
type HttpResponse = T.HttpResponse
type Logger = T.Logger
type ParamValidation = T.ParamValidation
type ParamValidator = T.ParamValidator
type Progress = Events.Progress
type PromiseResult<Data, Failure> = T.PromiseResult<Data, Failure>
type Request<Data, Failure> = T.Request<Data, Failure>
type Response<Data, Failure> = T.Response<Data, Failure>
type RetryDelayOptions = T.RetryDelayOptions
type SequentialExecutor = T.SequentialExecutor
type Service = T.Service
type ServiceConfigurationOptions = T.ConfigurationOptions

type WebIdentityCredentials = Provider.WebIdentityCredentials
declare namespace WebIdentityCredentials {
  type ClientConfiguration = T.ConfigurationOptions
  type WebIdentityCredentialsOptions = Provider.WebIdentityCredentialsOptions
}

type CognitoIdentityCredentials = Provider.CognitoIdentityCredentials
declare namespace CognitoIdentityCredentials {
  type ClientConfiguration = T.ConfigurationOptions
  type CognitoIdentityCredentialsInputs = Provider.CognitoIdentityCredentialsOptions
  type CognitoIdentityOptions = Provider.CognitoIdentityCredentialsOptions
}

type STS = Sts.STS
declare namespace STS {
  type AssumeRoleWithWebIdentityRequest = Sts.AssumeRoleWithWebIdentityRequest
  type AssumeRoleWithWebIdentityResponse = Sts.AssumeRoleWithWebIdentityResponse
  type AssumedRoleUser = NonNullable<AssumeRoleWithWebIdentityResponse['AssumedRoleUser']>
  type Credentials = NonNullable<AssumeRoleWithWebIdentityResponse['Credentials']>
  type PolicyDescriptorType = policyDescriptorListType[number]
  type policyDescriptorListType = NonNullable<AssumeRoleWithWebIdentityRequest['PolicyArns']>
  type Audience = string
  type Issuer = string
  type accessKeyIdType = string
  type accessKeySecretType = string
  type arnType = string
  type assumedRoleIdType = string
  type clientTokenType = string
  type dateType = Date
  type nonNegativeIntegerType = number
  type roleDurationSecondsType = number
  type roleSessionNameType = string
  type sessionPolicyDocumentType = string
  type sourceIdentityType = string
  type tokenType = string
  type urlType = string
  type webIdentitySubjectType = string
  type apiVersion = string
  type ClientApiVersions = Pick<ClientConfiguration, 'apiVersion'>
  type ClientConfiguration = T.ConfigurationOptions

  export { STS as Types }
}

type CognitoIdentity = Identity.CognitoIdentity
declare namespace CognitoIdentity {
  type CognitoIdentityProvider = Model.CognitoIdentityProvider
  type CreateIdentityPoolInput = Model.CreateIdentityPoolInput
  type Credentials = Model.Credentials
  type DeleteIdentitiesInput = Model.DeleteIdentitiesInput
  type DeleteIdentitiesResponse = Identity.Open<Model.DeleteIdentitiesResponse>
  type DeleteIdentityPoolInput = Model.DeleteIdentityPoolInput
  type DescribeIdentityInput = Model.DescribeIdentityInput
  type DescribeIdentityPoolInput = Model.DescribeIdentityPoolInput
  type GetCredentialsForIdentityInput = Model.GetCredentialsForIdentityInput
  type GetCredentialsForIdentityResponse = Model.GetCredentialsForIdentityResponse
  type GetIdInput = Model.GetIdInput
  type GetIdResponse = Model.GetIdResponse
  type GetIdentityPoolRolesInput = Model.GetIdentityPoolRolesInput
  type GetIdentityPoolRolesResponse = Identity.Open<Model.GetIdentityPoolRolesResponse>
  type GetOpenIdTokenForDeveloperIdentityInput = Model.GetOpenIdTokenForDeveloperIdentityInput
  type GetOpenIdTokenForDeveloperIdentityResponse = Model.GetOpenIdTokenForDeveloperIdentityResponse
  type GetOpenIdTokenInput = Model.GetOpenIdTokenInput
  type GetOpenIdTokenResponse = Model.GetOpenIdTokenResponse
  type GetPrincipalTagAttributeMapInput = Model.GetPrincipalTagAttributeMapInput
  type GetPrincipalTagAttributeMapResponse = Model.GetPrincipalTagAttributeMapResponse
  type IdentityDescription = Model.IdentityDescription
  type IdentityPool = Model.IdentityPool
  type IdentityPoolShortDescription = Model.IdentityPoolShortDescription
  type ListIdentitiesInput = Model.ListIdentitiesInput
  type ListIdentitiesResponse = Model.ListIdentitiesResponse
  type ListIdentityPoolsInput = Model.ListIdentityPoolsInput
  type ListIdentityPoolsResponse = Model.ListIdentityPoolsResponse
  type ListTagsForResourceInput = Model.ListTagsForResourceInput
  type ListTagsForResourceResponse = Model.ListTagsForResourceResponse
  type LookupDeveloperIdentityInput = Model.LookupDeveloperIdentityInput
  type LookupDeveloperIdentityResponse = Model.LookupDeveloperIdentityResponse
  type MappingRule = Identity.Open<Model.MappingRule>
  type MergeDeveloperIdentitiesInput = Model.MergeDeveloperIdentitiesInput
  type MergeDeveloperIdentitiesResponse = Model.MergeDeveloperIdentitiesResponse
  type RoleMapping = Identity.Open<Model.RoleMapping>
  type RulesConfigurationType = Identity.Open<Model.RulesConfigurationType>
  type SetIdentityPoolRolesInput = Identity.Open<Model.SetIdentityPoolRolesInput>
  type SetPrincipalTagAttributeMapInput = Model.SetPrincipalTagAttributeMapInput
  type SetPrincipalTagAttributeMapResponse = Model.SetPrincipalTagAttributeMapResponse
  type TagResourceInput = Model.TagResourceInput
  type TagResourceResponse = Identity.Nothing
  type UnlinkDeveloperIdentityInput = Model.UnlinkDeveloperIdentityInput
  type UnlinkIdentityInput = Model.UnlinkIdentityInput
  type UnprocessedIdentityId = Identity.Open<Model.UnprocessedIdentityId>
  type UntagResourceInput = Model.UntagResourceInput
  type UntagResourceResponse = Identity.Nothing
  type ARNString = string
  type AccessKeyString = string
  type AccountId = string
  type AmbiguousRoleResolutionType = string
  type ClaimName = string
  type ClaimValue = string
  type ClassicFlow = boolean
  type CognitoIdentityProviderClientId = string
  type CognitoIdentityProviderList = CognitoIdentityProvider[]
  type CognitoIdentityProviderName = string
  type CognitoIdentityProviderTokenCheck = boolean
  type DateType = Date
  type DeveloperProviderName = string
  type DeveloperUserIdentifier = string
  type DeveloperUserIdentifierList = DeveloperUserIdentifier[]
  type ErrorCode = string
  type HideDisabled = boolean
  type IdentitiesList = IdentityDescription[]
  type IdentityId = string
  type IdentityIdList = IdentityId[]
  type IdentityPoolId = string
  type IdentityPoolName = string
  type IdentityPoolTagsListType = TagKeysType[]
  type IdentityPoolTagsType = Record<string, TagValueType>
  type IdentityPoolUnauthenticated = boolean
  type IdentityPoolsList = IdentityPoolShortDescription[]
  type IdentityProviderId = string
  type IdentityProviderName = string
  type IdentityProviderToken = string
  type IdentityProviders = Record<string, IdentityProviderId>
  type LoginsList = IdentityProviderName[]
  type LoginsMap = Record<string, IdentityProviderToken>
  type MappingRuleMatchType = string
  type MappingRulesList = MappingRule[]
  type OIDCProviderList = ARNString[]
  type OIDCToken = string
  type PaginationKey = string
  type PrincipalTagID = string
  type PrincipalTagValue = string
  type PrincipalTags = Record<string, PrincipalTagValue>
  type QueryLimit = number
  type RoleMappingMap = Record<string, RoleMapping>
  type RoleMappingType = string
  type RoleType = string
  type RolesMap = Record<string, ARNString>
  type SAMLProviderList = ARNString[]
  type SecretKeyString = string
  type SessionTokenString = string
  type TagKeysType = string
  type TagValueType = string
  type TokenDuration = number
  type UnprocessedIdentityIdList = UnprocessedIdentityId[]
  type UseDefaults = boolean
  type apiVersion = string
  type ClientApiVersions = Pick<ClientConfiguration, 'apiVersion'>
  type ClientConfiguration = T.ConfigurationOptions

  export { CognitoIdentity as Types }
}

declare namespace AWS {
  export {
    type AWSError,
    CognitoIdentity,
    CognitoIdentityCredentials,
    Config,
    type ConfigurationOptions,
    CredentialProviderChain,
    Credentials,
    Endpoint,
    EnvironmentCredentials,
    type HTTPOptions,
    HttpClient,
    HttpRequest,
    HttpResponse,
    ParamValidator,
    Request,
    Response,
    SequentialExecutor,
    Service,
    STS,
    WebIdentityCredentials,
  }
}

export { config, events, util, VERSION } from './members.ts'
export type {
  AWSError,
  ConfigurationOptions,
  CredentialsOptions,
  HTTPOptions,
  Logger,
  ParamValidation,
  Progress,
  PromiseResult,
  RetryDelayOptions,
  ServiceConfigurationOptions,
}
export {
  AWS,
  CognitoIdentity,
  CognitoIdentityCredentials,
  Config,
  CredentialProviderChain,
  Credentials,
  Endpoint,
  EnvironmentCredentials,
  EventListeners,
  HttpClient,
  HttpRequest,
  HttpResponse,
  ParamValidator,
  Request,
  Response,
  SequentialExecutor,
  Service,
  STS,
  WebIdentityCredentials,
}
