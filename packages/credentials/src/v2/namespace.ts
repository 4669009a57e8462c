import { type AwsNamespace, AWS as empty } from './aws.ts'
import { CognitoIdentityCredentials } from './credentials/cognito-identity-credentials.ts'
import { CredentialProviderChain } from './credentials/credential-provider-chain.ts'
import { Credentials } from './credentials/credentials.ts'
import { EnvironmentCredentials } from './credentials/environment-credentials.ts'
import { WebIdentityCredentials } from './credentials/web-identity-credentials.ts'
import { HttpClient } from './http/fetch-client.ts'
import { ParamValidator } from './params/param-validator.ts'
import { EventListeners } from './request/event-listeners.ts'
import { HttpRequest } from './request/http-request.ts'
import { HttpResponse } from './request/http-response.ts'
import { Request } from './request/request.ts'
import { Response } from './request/response.ts'
import { SequentialExecutor } from './sequential-executor.ts'
import { defineCognitoIdentity } from './service/cognito-identity.ts'
import { Config } from './service/config.ts'
import { Endpoint } from './service/endpoint.ts'
import { Service } from './service/service.ts'
import { defineSTS } from './service/sts.ts'
import { util } from './util.ts'
import { version } from './version.ts'

/** `AWS` with all its members: who imports it from here finds them there. */
export const AWS: AwsNamespace = Object.assign(empty, {
  VERSION: version,
  util,
  SequentialExecutor,
  Config,
  Credentials,
  CredentialProviderChain,
  EnvironmentCredentials,
  CognitoIdentityCredentials,
  WebIdentityCredentials,
  Endpoint,
  HttpRequest,
  HttpResponse,
  HttpClient,
  EventListeners,
  Request,
  Response,
  ParamValidator,
  Service,
  events: new SequentialExecutor(),
})

// Bundlers rename or drop what they take for a local name, and errors and consoles show it.
for (const [name, member] of Object.entries(AWS)) {
  if (typeof member === 'function') Object.defineProperty(member, 'name', { value: name })
}

// These read what stands above.
AWS.config = new Config()
AWS.CognitoIdentity = defineCognitoIdentity()
AWS.STS = defineSTS()
AWS.util.addPromises([Request, Credentials, CredentialProviderChain])
