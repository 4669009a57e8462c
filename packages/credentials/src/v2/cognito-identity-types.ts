import type * as Model from '../model/generated/types.ts'
import type { ConfigurationOptions } from './config-types.ts'
import type { AWSError } from './executor-types.ts'
import type { Callback, Request, Service, ServiceClass } from './service-types.ts'

/** An operation as a method: with a callback it is sent at once, without one by `send()` or `promise()`. Without input the bound params are all. */
export interface Operation<Input, Output> {
  (params: Input, callback?: Callback<Output>): Request<Output, AWSError>
  (callback?: Callback<Output>): Request<Output, AWSError>
}

/** Any text where the model has a list of words, as in the SDK's declarations: words may be added. A shape without words is what it was. */
export type Open<T> = [Opened<T>] extends [T] ? T : Opened<T>
type Opened<T> = T extends string ? string : T extends Date ? T : T extends object ? { [Member in keyof T]: Opened<T[Member]> } : T

// biome-ignore lint/complexity/noBannedTypes: what the SDK's declarations say of operations that answer nothing.
export type Nothing = {}

type Methods = {
  [Name in keyof Model.Operations<never>]: Model.Operations<never>[Name] extends (
    input: infer Input,
    ...more: never
  ) => Promise<infer Output>
    ? Operation<Open<Input>, Output extends Record<string, never> ? Nothing : Open<Output>>
    : never
}

/** The service object: 23 methods. */
export interface CognitoIdentity extends Service, Methods {}
export type CognitoIdentityClass = ServiceClass<CognitoIdentity> & { new (config?: ConfigurationOptions): CognitoIdentity }
