import type { Operation } from './cognito-identity-types.ts'
import type { ConfigurationOptions, Credentials } from './config-types.ts'
import type { Service, ServiceClass } from './service-types.ts'

export interface AssumeRoleWithWebIdentityRequest {
  RoleArn: string
  RoleSessionName: string
  WebIdentityToken: string
  ProviderId?: string | undefined
  PolicyArns?: { arn?: string | undefined }[] | undefined
  Policy?: string | undefined
  /** Seconds. */
  DurationSeconds?: number | undefined
}
export interface AssumeRoleWithWebIdentityResponse {
  Credentials?: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string; Expiration: Date }
  SubjectFromWebIdentityToken?: string
  AssumedRoleUser?: { AssumedRoleId: string; Arn: string }
  PackedPolicySize?: number
  Provider?: string
  Audience?: string
  SourceIdentity?: string
}

export interface STS extends Service {
  assumeRoleWithWebIdentity: Operation<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse>
  /** Sets the keys of an answer on a credentials object, a new one where none is given. */
  credentialsFrom(data: AssumeRoleWithWebIdentityResponse | null, credentials?: Credentials): Credentials | null
}
export type STSClass = ServiceClass<STS> & { new (config?: ConfigurationOptions): STS }
