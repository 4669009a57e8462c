import { AWS } from '../aws.ts'
import type {
  CredentialProviderChain as Chain,
  CredentialProvider,
  CredentialProviderChainClass,
  Credentials as CredentialsObject,
} from '../config-types.ts'
import type { AWSError, ClassOf } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import { Credentials } from './credentials.ts'
import { promiseForms } from './promise-forms.ts'

type Failure = AWSError | null | undefined
type Resolved = Parameters<Chain['resolve']>[0]
type Resolving = Chain & { resolveCallbacks: Resolved[] }

/**
 * Providers in the order in which they are asked: `AWS.CredentialProviderChain`. A provider is a credentials object or a function that
 * makes one; the first that gets keys wins, and the last one's error is the chain's. Without `providers` it takes the default ones, which
 * only Node has.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/CredentialProviderChain.html
 */
export const CredentialProviderChain: CredentialProviderChainClass = Object.assign(
  inherit<ClassOf<Resolving, [providers?: CredentialProvider[]]>>(Credentials, {
    constructor: function CredentialProviderChain(providers?: CredentialProvider[]) {
      this.providers = providers || AWS.CredentialProviderChain.defaultProviders.slice()
      this.resolveCallbacks = []
    },

    resolve(callback) {
      // The one error here without a code, as it is in the SDK.
      if (this.providers.length === 0) callback(new Error('No providers') as AWSError)
      else if (this.resolveCallbacks.push(callback) === 1) ask(this, this.providers.slice())
      return this
    },
  }),
  promiseForms({ resolvePromise: 'resolve' }),
  { defaultProviders: [] },
  // `resolvePromise` is added once the namespace is there.
) as CredentialProviderChainClass

function ask(chain: Resolving, providers: CredentialProvider[], error?: Failure): void {
  const provider = providers.shift()
  if (!provider) {
    answer(chain, error, null)
    return
  }
  const credentials = made(chain, provider)
  // Plain keys, of which the types do not speak, are taken as they are.
  if (credentials.get) credentials.get((failure) => (failure ? ask(chain, providers, failure) : answer(chain, failure, credentials)))
  else answer(chain, null, credentials)
}

function made(chain: Resolving, provider: CredentialProvider): CredentialsObject {
  if (typeof provider !== 'function') return provider
  try {
    return provider()
  } catch (error) {
    // Else all later calls would wait for an answer that nobody looks for.
    chain.resolveCallbacks.length = 0
    throw error
  }
}

function answer(chain: Resolving, error: Failure, credentials: CredentialsObject | null): void {
  // Without a failure the first is what the provider called back with, null or nothing; with one the second is null.
  const values = [error, credentials] as Parameters<Resolved>
  for (const waiting of chain.resolveCallbacks.splice(0)) waiting(...values)
}
