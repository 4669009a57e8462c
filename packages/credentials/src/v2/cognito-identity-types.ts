import type * as Model from '../model/generated/types.ts'
import type { AWSError, Callback, ConfigurationOptions, Request, Service, ServiceClass } from './classes.ts'

/** An operation as a method: with a callback it is sent at once, without one by `send()` or `promise()`. */
export interface Operation<Input, Output> {
  (params: Partial<Input>, callback?: Callback<Output>): Request<Output, AWSError>
  (callback?: Callback<Output>): Request<Output, AWSError>
}

type Methods = {
  readonly [Name in keyof Model.Operations<never>]: Model.Operations<never>[Name] extends (
    input: infer Input,
    ...more: never
  ) => Promise<infer Output>
    ? Operation<Input, Output>
    : never
}

/** The service object: 23 methods. */
export interface CognitoIdentity extends Service, Methods {}
export type CognitoIdentityClass = ServiceClass<CognitoIdentity> & { new (config?: ConfigurationOptions): CognitoIdentity }
