import { contextOf } from '../transport/call-context.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import { callJson } from '../transport/json-call.ts'
import { clockOf } from '../transport/skew-clock.ts'
import type { ResolvedLogins } from './Logins.ts'

export interface GetIdRequest {
  readonly AccountId?: string | undefined
  readonly IdentityPoolId: string | undefined
  readonly Logins?: ResolvedLogins | undefined
}

export interface GetIdResponse {
  readonly IdentityId?: string | undefined
}

export interface GetCredentialsForIdentityRequest {
  readonly IdentityId: string | undefined
  readonly Logins?: ResolvedLogins | undefined
  readonly CustomRoleArn?: string | undefined
}

export interface GetCredentialsForIdentityResponse {
  readonly IdentityId?: string | undefined
  readonly Credentials?: WireCredentials | undefined
}

export interface WireCredentials {
  readonly AccessKeyId?: string | undefined
  readonly SecretKey?: string | undefined
  readonly SessionToken?: string | undefined
  readonly Expiration?: Date | undefined
}

export interface GetOpenIdTokenRequest {
  readonly IdentityId: string | undefined
  readonly Logins?: ResolvedLogins | undefined
}

export interface GetOpenIdTokenResponse {
  readonly IdentityId?: string | undefined
  readonly Token?: string | undefined
}

export interface UnlinkIdentityRequest {
  readonly IdentityId: string | undefined
  readonly Logins: ResolvedLogins | undefined
  readonly LoginsToRemove: readonly string[] | undefined
}

/** What a client may be told with a command. */
export interface SendOptions {
  readonly abortSignal?: AbortSignal | undefined
}

/** Anything that sends commands, such as the SDK's client: what the providers take as `client`. */
export interface CognitoIdentityClientLike {
  send(command: { readonly input: object }): Promise<unknown>
}

type Handler<O extends object> = (command: Command<object, O>) => Promise<{ readonly output: O }>

/** A command of a client: what the SDK calls so. */
export abstract class Command<I extends object, O extends object> {
  readonly input: I

  constructor(input: I) {
    this.input = input
  }

  /** The name of the operation. It is not a member of the object, which holds what it was given and nothing else. */
  protected abstract operation(): string

  /** How the SDK's clients perform a command: with their configuration. The stack, which works on the SDK's own requests, is left alone. */
  resolveMiddleware(_stack: unknown, config: ClientConfig, options?: SendOptions): Handler<O> {
    // A client may keep the handler of a command for others of its class.
    return async (command) => {
      const operation = command.operation()
      // Asked twice, `GetId` may make two guests.
      const call = { operation, input: command.input, repeatable: operation !== 'GetId' }
      const context = { signal: options?.abortSignal, clock: clockOf(config), ...contextOf(command) }
      const output = await callJson<O & Answer>(call, config, context)
      const { Credentials } = output
      // On the wire a date is a number of seconds.
      const seconds = Number(Credentials?.Expiration)
      if (Credentials) Credentials.Expiration = seconds ? new Date(seconds * 1000) : undefined
      return { output }
    }
  }
}

interface Answer {
  readonly Credentials?: { Expiration?: unknown } | undefined
}

/** `GetId`. @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
export class GetIdCommand extends Command<GetIdRequest, GetIdResponse> {
  protected operation(): string {
    return 'GetId'
  }
}

/** `GetCredentialsForIdentity`. @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export class GetCredentialsForIdentityCommand extends Command<GetCredentialsForIdentityRequest, GetCredentialsForIdentityResponse> {
  protected operation(): string {
    return 'GetCredentialsForIdentity'
  }
}

/** `GetOpenIdToken`. @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
export class GetOpenIdTokenCommand extends Command<GetOpenIdTokenRequest, GetOpenIdTokenResponse> {
  protected operation(): string {
    return 'GetOpenIdToken'
  }
}

/** `UnlinkIdentity`. @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html */
export class UnlinkIdentityCommand extends Command<UnlinkIdentityRequest, object> {
  protected operation(): string {
    return 'UnlinkIdentity'
  }
}

/**
 * A client of identity pools that knows the operations of sessions. Nothing is signed: these operations are public. The providers take the
 * SDK's client of this name as well.
 */
export class CognitoIdentityClient {
  readonly config: ClientConfig

  constructor(config: ClientConfig = {}) {
    this.config = config
  }

  /**
   * Performs a command.
   * @throws {IdentityServiceError} the service refused
   * @throws {NetworkError | TimeoutError | AbortError | ConfigurationError}
   */
  async send<I extends object, O extends object>(command: Command<I, O>, options?: SendOptions): Promise<O> {
    return (await command.resolveMiddleware(undefined, this.config, options)(command)).output
  }

  /** There is nothing to end: a client holds neither connections nor timers. The SDK's client has it. */
  destroy(): void {}
}
