import type { AwsNamespace } from './aws.ts'
import { AWS } from './namespace.ts'

// The members of `AWS` one by one, for those who import them by name: as they are when the module is loaded.
export { AWS }
export const Credentials: AwsNamespace['Credentials'] = AWS.Credentials
export const CredentialProviderChain: AwsNamespace['CredentialProviderChain'] = AWS.CredentialProviderChain
export const EnvironmentCredentials: AwsNamespace['EnvironmentCredentials'] = AWS.EnvironmentCredentials
export const CognitoIdentityCredentials: AwsNamespace['CognitoIdentityCredentials'] = AWS.CognitoIdentityCredentials
export const WebIdentityCredentials: AwsNamespace['WebIdentityCredentials'] = AWS.WebIdentityCredentials
export const CognitoIdentity: AwsNamespace['CognitoIdentity'] = AWS.CognitoIdentity
export const STS: AwsNamespace['STS'] = AWS.STS
export const Service: AwsNamespace['Service'] = AWS.Service
export const Config: AwsNamespace['Config'] = AWS.Config
export const config: AwsNamespace['config'] = AWS.config
export const Request: AwsNamespace['Request'] = AWS.Request
export const Response: AwsNamespace['Response'] = AWS.Response
export const Endpoint: AwsNamespace['Endpoint'] = AWS.Endpoint
export const HttpRequest: AwsNamespace['HttpRequest'] = AWS.HttpRequest
export const HttpResponse: AwsNamespace['HttpResponse'] = AWS.HttpResponse
export const HttpClient: AwsNamespace['HttpClient'] = AWS.HttpClient
export const EventListeners: AwsNamespace['EventListeners'] = AWS.EventListeners
export const SequentialExecutor: AwsNamespace['SequentialExecutor'] = AWS.SequentialExecutor
export const events: AwsNamespace['events'] = AWS.events
export const ParamValidator: AwsNamespace['ParamValidator'] = AWS.ParamValidator
export const util: AwsNamespace['util'] = AWS.util
export const VERSION: AwsNamespace['VERSION'] = AWS.VERSION
