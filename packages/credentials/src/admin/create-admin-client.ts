import { createEmitter } from '../events/emitter.ts'
import type { Listeners } from '../events/events.ts'
import { operations } from '../model/generated/operations.ts'
import type * as Model from '../model/generated/types.ts'
import { readOutput } from '../model/read-output.ts'
import type { RetryOptions } from '../transport/call-context.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import type { Signer } from '../transport/exchange.ts'
import { callJson } from '../transport/json-call.ts'
import { limited } from '../transport/limited.ts'
import { valueFrom } from '../transport/value-from.ts'
import { type AdminCredentials, signingKeys } from './admin-credentials.ts'
import { checkInput } from './check-input.ts'
import { type PagedInput, pages } from './pages.ts'
import { regionOf } from './region-of.ts'
import { requestSigner } from './request-signer.ts'
import { signedCall } from './signed-call.ts'
import { SigningClock } from './signing-clock.ts'

/** The configuration of a client, as elsewhere; here its `credentials` are used. */
export interface AdminClientConfig extends ClientConfig {
  /** What signs the requests of all but the four public operations. A provider is asked for each call. */
  readonly credentials: AdminCredentials
  readonly retry?: RetryOptions | undefined
  /** Local time, milliseconds since the epoch; `Date.now` unless told. */
  readonly clock?: (() => number) | undefined
  /** `request` and `skew` are told. */
  readonly events?: Listeners | undefined
}

export interface AdminCallOptions {
  /** Ends the call, at once. */
  readonly signal?: AbortSignal | undefined
}

type Pages<P> = AsyncGenerator<P, void, undefined>

/** The 23 operations as methods that promise their output; of those with pages, all pages one after the other. */
export interface AdminClient extends Model.Operations<AdminCallOptions> {
  paginateListIdentities(input: PagedInput<Model.ListIdentitiesInput>, options?: AdminCallOptions): Pages<Model.ListIdentitiesResponse>
  paginateListIdentityPools(
    input?: PagedInput<Model.ListIdentityPoolsInput>,
    options?: AdminCallOptions,
  ): Pages<Model.ListIdentityPoolsResponse>
  paginateLookupDeveloperIdentity(
    input: Model.LookupDeveloperIdentityInput,
    options?: AdminCallOptions,
  ): Pages<Model.LookupDeveloperIdentityResponse>
}

/**
 * A client for the administration of identity pools. Inputs are held against the rules of the service before anything is sent, and times
 * in outputs are dates. The region is `region`, else the one that the pool or the identity of the input names.
 * @returns methods that reject with `InvalidInputError` (nothing was sent), `IdentityServiceError` (the service refused),
 *   `ConfigurationError`, `NetworkError`, `TimeoutError` or `AbortError`, or with what the provider in `credentials` throws
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
 */
export function createAdminClient(config: AdminClientConfig): AdminClient {
  const { emit } = createEmitter(config.events)
  const { retry, credentials } = config
  const clock = new SigningClock(config.clock)

  async function call(operation: Model.OperationName, given: unknown, signal: AbortSignal): Promise<object> {
    const { input: inputShape, output, isPublic } = operations[operation]
    const input = checkInput(operation, inputShape, given)
    const region = (await valueFrom(config.region)) || regionOf(input)
    // What a second time would make twice.
    const repeatable = operation !== 'GetId' && operation !== 'CreateIdentityPool'
    const perform = (sign?: Signer) =>
      callJson({ operation, input, repeatable, sign }, { ...config, ...(region ? { region } : {}) }, { signal, clock, retry, emit })
    const answer = isPublic
      ? await perform()
      : await signedCall(perform, requestSigner(await signingKeys(credentials, signal), region), clock)
    return readOutput(output, answer)
  }

  const methods = Object.keys(operations).map((name) => {
    // The keys of the model are the names of the operations.
    const operation = name as Model.OperationName
    const method = (input: unknown, options?: AdminCallOptions) =>
      limited((signal) => call(operation, input, signal), Number.POSITIVE_INFINITY, options?.signal)
    return [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, method]
  })
  // The model describes the inputs that the methods take, and the outputs that they read.
  const client = Object.fromEntries(methods) as Model.Operations<AdminCallOptions>
  return {
    ...client,
    paginateListIdentities: (input, options) => pages((page) => client.listIdentities(page, options), input),
    paginateListIdentityPools: (input = {}, options) => pages((page) => client.listIdentityPools(page, options), input),
    paginateLookupDeveloperIdentity: (input, options) => pages((page) => client.lookupDeveloperIdentity(page, options), input),
  }
}
