import type { AwsNamespace } from './v2/aws.ts'
import { AWS } from './v2/node/namespace.ts'

// The members of the other entry, each from what Node has: what is taken by name alone must bring Node's parts along. The types of both are
// that entry's.
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
// biome-ignore lint/style/noDefaultExport: `import AWS from 'aws-sdk'` is how programs begin that move here.
export default AWS
