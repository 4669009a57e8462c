import { inspect } from 'node:util'
import type { AwsNamespace } from '../aws.ts'
import type { Credentials } from '../config-types.ts'
import { AWS as portable } from '../namespace.ts'
import { environment } from './environment.ts'
import { HttpClient, type NodeHttpClientClass } from './http-client.ts'
import { loadFromPath } from './load-from-path.ts'
import { isOn, regionOfSurroundings, usesFips } from './region.ts'
import { defineSharedIniFileCredentials } from './shared-ini-file-credentials.ts'
import { defineTokenFileWebIdentityCredentials } from './token-file-web-identity-credentials.ts'

/** `AWS` as it is in Node: what is sent goes through Node's own client, and keys and the region come from the surroundings too. */
export interface NodeAwsNamespace extends AwsNamespace {
  NodeHttpClient: NodeHttpClientClass
}

export const AWS: NodeAwsNamespace = Object.assign(portable, {
  HttpClient,
  NodeHttpClient: HttpClient,
  SharedIniFileCredentials: defineSharedIniFileCredentials(),
  TokenFileWebIdentityCredentials: defineTokenFileWebIdentityCredentials(),
})

Object.assign(AWS.util, {
  environment: 'nodejs',
  isBrowser: () => false,
  isNode: () => true,
  engine,
  inspect,
  // Either way it copies; the cast picks one of the two that the types tell apart.
  buffer: { toBuffer: (data: string | Uint8Array) => Buffer.from(data as string), concat: Buffer.concat },
})

AWS.CredentialProviderChain.defaultProviders = [
  () => new AWS.EnvironmentCredentials('AWS'),
  () => new AWS.EnvironmentCredentials('AMAZON'),
  () => new AWS.SharedIniFileCredentials(),
  () => new AWS.TokenFileWebIdentityCredentials(),
]

Object.assign(AWS.Config.prototype, { loadFromPath })
Object.assign(AWS.Config.prototype.keys, {
  credentials: staticCredentials,
  credentialProvider: () => new AWS.CredentialProviderChain(),
  logger: () => (environment('AWSJS_DEBUG') ? console : null),
  region: regionOfSurroundings,
  useFipsEndpoint: usesFips,
  useDualstackEndpoint: () => isOn('AWS_USE_DUALSTACK_ENDPOINT'),
})
// Made anew, for the former one has the defaults of before.
AWS.config = new AWS.Config()

function engine(): string {
  const surroundings = environment('AWS_EXECUTION_ENV')
  return `${process.platform}/${process.version}${surroundings ? ` exec-env/${surroundings}` : ''}`
}

/** The keys that are there without asking anybody; null where there are none. */
function staticCredentials(): Credentials | null {
  const chain = new AWS.CredentialProviderChain([
    () => new AWS.EnvironmentCredentials('AWS'),
    () => new AWS.EnvironmentCredentials('AMAZON'),
    () => new AWS.SharedIniFileCredentials({ disableAssumeRole: true }),
  ])
  let found: Credentials | null = null
  try {
    // All of them answer at once.
    chain.resolve((_error, credentials) => {
      found = credentials ?? null
    })
  } catch {
    // A runtime that does not let programs see their environment: Deno.
  }
  return found
}
