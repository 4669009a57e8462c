import { AWS } from './v2/namespace.ts'

export { AWS }
// biome-ignore lint/style/noDefaultExport: `import AWS from 'aws-sdk'` is how programs begin that move here.
export default AWS
// Read from the filled object, so that whoever names one class gets what it works with.
export const Credentials: typeof AWS.Credentials = AWS.Credentials
export const CredentialProviderChain: typeof AWS.CredentialProviderChain = AWS.CredentialProviderChain
export const EnvironmentCredentials: typeof AWS.EnvironmentCredentials = AWS.EnvironmentCredentials
export const CognitoIdentityCredentials: typeof AWS.CognitoIdentityCredentials = AWS.CognitoIdentityCredentials
export const WebIdentityCredentials: typeof AWS.WebIdentityCredentials = AWS.WebIdentityCredentials
export const CognitoIdentity: typeof AWS.CognitoIdentity = AWS.CognitoIdentity
export const STS: typeof AWS.STS = AWS.STS
export const Service: typeof AWS.Service = AWS.Service
export const Config: typeof AWS.Config = AWS.Config
export const config: typeof AWS.config = AWS.config
export const Request: typeof AWS.Request = AWS.Request
export const Response: typeof AWS.Response = AWS.Response
export const Endpoint: typeof AWS.Endpoint = AWS.Endpoint
export const HttpRequest: typeof AWS.HttpRequest = AWS.HttpRequest
export const HttpResponse: typeof AWS.HttpResponse = AWS.HttpResponse
export const HttpClient: typeof AWS.HttpClient = AWS.HttpClient
export const EventListeners: typeof AWS.EventListeners = AWS.EventListeners
export const SequentialExecutor: typeof AWS.SequentialExecutor = AWS.SequentialExecutor
export const events: typeof AWS.events = AWS.events
export const ParamValidator: typeof AWS.ParamValidator = AWS.ParamValidator
export const util: typeof AWS.util = AWS.util
export const VERSION: string = AWS.VERSION
