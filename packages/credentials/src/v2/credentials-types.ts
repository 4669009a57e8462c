import type { GetCredentialsForIdentityResponse } from '../model/generated/types.ts'
import type { CognitoIdentity } from './cognito-identity-types.ts'
import type { ConfigurationOptions, Credentials } from './config-types.ts'
import type { AWSError, ClassOf } from './executor-types.ts'
import type { HttpOptions } from './http-types.ts'
import type { AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse, STS } from './sts-types.ts'

// Members that are null until there are credentials read as if they never were, as in the SDK's declarations.

type Done = (error?: AWSError) => void

export interface WebIdentityCredentials extends Credentials {
  get params(): AssumeRoleWithWebIdentityRequest
  set params(params: WebIdentityCredentialsOptions)
  get data(): AssumeRoleWithWebIdentityResponse
  set data(data: AssumeRoleWithWebIdentityResponse | null)
  service?: STS
  _clientConfig: ConfigurationOptions
  createClients(): void
  load(callback: Done): void
}
export type WebIdentityCredentialsOptions = Partial<AssumeRoleWithWebIdentityRequest>
export type WebIdentityCredentialsClass = ClassOf<
  WebIdentityCredentials,
  [params?: WebIdentityCredentialsOptions, clientConfig?: ConfigurationOptions]
>

export interface CognitoIdentityCredentialsOptions extends WebIdentityCredentialsOptions {
  IdentityPoolId?: string | undefined
  IdentityId?: string | null | undefined
  AccountId?: string | undefined
  CustomRoleArn?: string | undefined
  Logins?: Record<string, string> | undefined
  /** Tells users of one browser apart: part of the storage keys. */
  LoginId?: string | undefined
}
export interface CognitoIdentityCredentials extends Credentials {
  params: CognitoIdentityCredentialsOptions
  /** The last answer: of GetCredentialsForIdentity, or of STS where there is a `RoleArn`. */
  get data(): GetCredentialsForIdentityResponse | AssumeRoleWithWebIdentityResponse
  set data(data: GetCredentialsForIdentityResponse | AssumeRoleWithWebIdentityResponse | null)
  get identityId(): string
  set identityId(identityId: string | null | undefined)
  _identityId: string | null | undefined
  /** The id that these credentials put into `params` themselves, to tell it from one that the caller gave. */
  _learnedId?: string | undefined
  _clientConfig: ConfigurationOptions
  cognito?: CognitoIdentity
  sts?: STS
  webIdentityCredentials?: WebIdentityCredentials
  /** `localStorage`, or what takes its place; all objects share it. */
  storage: Record<string, unknown>
  localStorageKey: { id: string; providers: string }
  createClients(): void
  load(callback: Done): void
  loadCredentials(data: GetCredentialsForIdentityResponse | null | undefined, credentials: Credentials | null | undefined): void
  getId(callback: (error?: AWSError | null, identityId?: string) => void): void
  getCredentialsForIdentity(callback: Done): void
  getCredentialsFromSTS(callback: Done): void
  loadCachedId(): void
  cacheId(data: { IdentityId?: string | undefined }): void
  clearCachedId(): void
  clearIdOnNotAuthorized(error: AWSError): void
  getStorage(key: 'id' | 'providers'): string | undefined | null
  setStorage(key: 'id' | 'providers', value: string): void
}
export type CognitoIdentityCredentialsClass = ClassOf<
  CognitoIdentityCredentials,
  [params?: CognitoIdentityCredentialsOptions, clientConfig?: ConfigurationOptions]
>

export interface SharedIniFileCredentialsOptions {
  /** `AWS_PROFILE`, else `default`, where it is not given. */
  profile?: string
  /** The credentials file; where it is not given, that of the environment. */
  filename?: string
  /** Prefers keys to a role that the profile names too. */
  preferStaticCredentials?: boolean
  disableAssumeRole?: boolean
  /** Called when the file was read for the first time. */
  callback?: Done
  httpOptions?: HttpOptions
  tokenCodeFn?: unknown
}
export interface SharedIniFileCredentials extends Credentials {
  profile: string
  filename: string | undefined
  preferStaticCredentials: boolean
  disableAssumeRole: boolean
  httpOptions: HttpOptions | null
  tokenCodeFn: unknown
  load(callback: Done): void
}
export type SharedIniFileCredentialsClass = ClassOf<SharedIniFileCredentials, [options?: SharedIniFileCredentialsOptions]>

export interface TokenFileWebIdentityCredentials extends Credentials {
  /** The last answer of STS. */
  get data(): AssumeRoleWithWebIdentityResponse
  set data(data: AssumeRoleWithWebIdentityResponse | null)
  clientConfig: ConfigurationOptions
  service?: STS
  createClients(): void
  load(callback: Done): void
}
export type TokenFileWebIdentityCredentialsClass = ClassOf<TokenFileWebIdentityCredentials, [clientConfig?: ConfigurationOptions]>
