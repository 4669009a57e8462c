// biome-ignore-all lint/suspicious/noRedeclare: a class, and the types that go by its name.
// biome-ignore-all lint/correctness/noUnusedImports: they are exported, with those types.
import type * as Model from '../model/generated/types.ts'
import type * as Identity from './cognito-identity-types.ts'
import type * as Options from './config-types.ts'
import type * as Provider from './credentials-types.ts'
import type * as Base from './executor-types.ts'
import type * as Http from './http-types.ts'
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
import type * as Services from './service-types.ts'
import type * as Sts from './sts-types.ts'

// A class, the type of its objects and the names of its shapes go by one name, on `AWS` too: `new AWS.CognitoIdentity()`,
// `let identity: AWS.CognitoIdentity`, `let input: AWS.CognitoIdentity.GetIdInput`. What is imported is the class, and what is declared
// is the rest. It must be here: a namespace of types can name only what its own file declares.

type AWSError = Base.AWSError
type Config = Options.Config
type ConfigurationOptions = Options.ConfigurationOptions
type CredentialProviderChain = Options.CredentialProviderChain
type Credentials = Options.Credentials
type Endpoint = Http.Endpoint
type EnvironmentCredentials = Options.Credentials
type HTTPOptions = Http.HttpOptions
type HttpClient = Http.HttpClient
type HttpRequest = Http.HttpRequest
type HttpResponse = Http.HttpResponse
type ParamValidator = Services.ParamValidator
type Request<Data, Failure> = Services.Request<Data, Failure>
type Response<Data, Failure> = Services.Response<Data, Failure>
type SequentialExecutor = Base.SequentialExecutor
type Service = Services.Service
type SharedIniFileCredentials = Provider.SharedIniFileCredentials
type TokenFileWebIdentityCredentials = Provider.TokenFileWebIdentityCredentials

type WebIdentityCredentials = Provider.WebIdentityCredentials
declare namespace WebIdentityCredentials {
  type ClientConfiguration = Options.ConfigurationOptions
  type WebIdentityCredentialsOptions = Provider.WebIdentityCredentialsOptions
}

type CognitoIdentityCredentials = Provider.CognitoIdentityCredentials
declare namespace CognitoIdentityCredentials {
  type ClientConfiguration = Options.ConfigurationOptions
  type CognitoIdentityCredentialsInputs = Provider.CognitoIdentityCredentialsOptions
  type CognitoIdentityOptions = Provider.CognitoIdentityCredentialsOptions
}

type STS = Sts.STS
declare namespace STS {
  export type AssumeRoleWithWebIdentityRequest = Sts.AssumeRoleWithWebIdentityRequest
  export type AssumeRoleWithWebIdentityResponse = Sts.AssumeRoleWithWebIdentityResponse
  export type AssumedRoleUser = NonNullable<AssumeRoleWithWebIdentityResponse['AssumedRoleUser']>
  export type Credentials = NonNullable<AssumeRoleWithWebIdentityResponse['Credentials']>
  export type PolicyDescriptorType = policyDescriptorListType[number]
  export type policyDescriptorListType = NonNullable<AssumeRoleWithWebIdentityRequest['PolicyArns']>
  export type Audience = string
  export type Issuer = string
  export type accessKeyIdType = string
  export type accessKeySecretType = string
  export type arnType = string
  export type assumedRoleIdType = string
  export type clientTokenType = string
  export type dateType = Date
  export type nonNegativeIntegerType = number
  export type roleDurationSecondsType = number
  export type roleSessionNameType = string
  export type sessionPolicyDocumentType = string
  export type sourceIdentityType = string
  export type tokenType = string
  export type urlType = string
  export type webIdentitySubjectType = string
  export type apiVersion = string
  export type ClientApiVersions = Pick<ClientConfiguration, 'apiVersion'>
  export type ClientConfiguration = Options.ConfigurationOptions

  export { STS as Types }
}

type CognitoIdentity = Identity.CognitoIdentity
declare namespace CognitoIdentity {
  export type CognitoIdentityProvider = Model.CognitoIdentityProvider
  export type CreateIdentityPoolInput = Model.CreateIdentityPoolInput
  export type Credentials = Model.Credentials
  export type DeleteIdentitiesInput = Model.DeleteIdentitiesInput
  export type DeleteIdentitiesResponse = Identity.Open<Model.DeleteIdentitiesResponse>
  export type DeleteIdentityPoolInput = Model.DeleteIdentityPoolInput
  export type DescribeIdentityInput = Model.DescribeIdentityInput
  export type DescribeIdentityPoolInput = Model.DescribeIdentityPoolInput
  export type GetCredentialsForIdentityInput = Model.GetCredentialsForIdentityInput
  export type GetCredentialsForIdentityResponse = Model.GetCredentialsForIdentityResponse
  export type GetIdInput = Model.GetIdInput
  export type GetIdResponse = Model.GetIdResponse
  export type GetIdentityPoolRolesInput = Model.GetIdentityPoolRolesInput
  export type GetIdentityPoolRolesResponse = Identity.Open<Model.GetIdentityPoolRolesResponse>
  export type GetOpenIdTokenForDeveloperIdentityInput = Model.GetOpenIdTokenForDeveloperIdentityInput
  export type GetOpenIdTokenForDeveloperIdentityResponse = Model.GetOpenIdTokenForDeveloperIdentityResponse
  export type GetOpenIdTokenInput = Model.GetOpenIdTokenInput
  export type GetOpenIdTokenResponse = Model.GetOpenIdTokenResponse
  export type GetPrincipalTagAttributeMapInput = Model.GetPrincipalTagAttributeMapInput
  export type GetPrincipalTagAttributeMapResponse = Model.GetPrincipalTagAttributeMapResponse
  export type IdentityDescription = Model.IdentityDescription
  export type IdentityPool = Model.IdentityPool
  export type IdentityPoolShortDescription = Model.IdentityPoolShortDescription
  export type ListIdentitiesInput = Model.ListIdentitiesInput
  export type ListIdentitiesResponse = Model.ListIdentitiesResponse
  export type ListIdentityPoolsInput = Model.ListIdentityPoolsInput
  export type ListIdentityPoolsResponse = Model.ListIdentityPoolsResponse
  export type ListTagsForResourceInput = Model.ListTagsForResourceInput
  export type ListTagsForResourceResponse = Model.ListTagsForResourceResponse
  export type LookupDeveloperIdentityInput = Model.LookupDeveloperIdentityInput
  export type LookupDeveloperIdentityResponse = Model.LookupDeveloperIdentityResponse
  export type MappingRule = Identity.Open<Model.MappingRule>
  export type MergeDeveloperIdentitiesInput = Model.MergeDeveloperIdentitiesInput
  export type MergeDeveloperIdentitiesResponse = Model.MergeDeveloperIdentitiesResponse
  export type RoleMapping = Identity.Open<Model.RoleMapping>
  export type RulesConfigurationType = Identity.Open<Model.RulesConfigurationType>
  export type SetIdentityPoolRolesInput = Identity.Open<Model.SetIdentityPoolRolesInput>
  export type SetPrincipalTagAttributeMapInput = Model.SetPrincipalTagAttributeMapInput
  export type SetPrincipalTagAttributeMapResponse = Model.SetPrincipalTagAttributeMapResponse
  export type TagResourceInput = Model.TagResourceInput
  export type TagResourceResponse = Identity.Nothing
  export type UnlinkDeveloperIdentityInput = Model.UnlinkDeveloperIdentityInput
  export type UnlinkIdentityInput = Model.UnlinkIdentityInput
  export type UnprocessedIdentityId = Identity.Open<Model.UnprocessedIdentityId>
  export type UntagResourceInput = Model.UntagResourceInput
  export type UntagResourceResponse = Identity.Nothing
  export type ARNString = string
  export type AccessKeyString = string
  export type AccountId = string
  export type AmbiguousRoleResolutionType = string
  export type ClaimName = string
  export type ClaimValue = string
  export type ClassicFlow = boolean
  export type CognitoIdentityProviderClientId = string
  export type CognitoIdentityProviderList = CognitoIdentityProvider[]
  export type CognitoIdentityProviderName = string
  export type CognitoIdentityProviderTokenCheck = boolean
  export type DateType = Date
  export type DeveloperProviderName = string
  export type DeveloperUserIdentifier = string
  export type DeveloperUserIdentifierList = DeveloperUserIdentifier[]
  export type ErrorCode = string
  export type HideDisabled = boolean
  export type IdentitiesList = IdentityDescription[]
  export type IdentityId = string
  export type IdentityIdList = IdentityId[]
  export type IdentityPoolId = string
  export type IdentityPoolName = string
  export type IdentityPoolTagsListType = TagKeysType[]
  export type IdentityPoolTagsType = Record<string, TagValueType>
  export type IdentityPoolUnauthenticated = boolean
  export type IdentityPoolsList = IdentityPoolShortDescription[]
  export type IdentityProviderId = string
  export type IdentityProviderName = string
  export type IdentityProviderToken = string
  export type IdentityProviders = Record<string, IdentityProviderId>
  export type LoginsList = IdentityProviderName[]
  export type LoginsMap = Record<string, IdentityProviderToken>
  export type MappingRuleMatchType = string
  export type MappingRulesList = MappingRule[]
  export type OIDCProviderList = ARNString[]
  export type OIDCToken = string
  export type PaginationKey = string
  export type PrincipalTagID = string
  export type PrincipalTagValue = string
  export type PrincipalTags = Record<string, PrincipalTagValue>
  export type QueryLimit = number
  export type RoleMappingMap = Record<string, RoleMapping>
  export type RoleMappingType = string
  export type RoleType = string
  export type RolesMap = Record<string, ARNString>
  export type SAMLProviderList = ARNString[]
  export type SecretKeyString = string
  export type SessionTokenString = string
  export type TagKeysType = string
  export type TagValueType = string
  export type TokenDuration = number
  export type UnprocessedIdentityIdList = UnprocessedIdentityId[]
  export type UseDefaults = boolean
  export type apiVersion = string
  export type ClientApiVersions = Pick<ClientConfiguration, 'apiVersion'>
  export type ClientConfiguration = Options.ConfigurationOptions

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
    type SharedIniFileCredentials,
    STS,
    type TokenFileWebIdentityCredentials,
    WebIdentityCredentials,
  }
}

export type * from '../model/generated/types.ts'
export type * from './declarations.ts'
export { config, events, util, VERSION } from './members.ts'
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
