import { randomUUID } from 'node:crypto'
import { type OpenIdConnectProvider, openIdConnectProviderArn } from '../../src/identity/open-id-connect-provider.ts'
import type { Pool } from '../../src/identity/pool.ts'
import type { SamlProvider } from '../../src/identity/saml-provider.ts'
import type { ProviderEndpoint } from '../../src/logins/provider-endpoint.ts'
import type { VerifyLogin } from '../../src/logins/verification.ts'
import { createLoginVerifiers } from '../../src/logins/verify-login.ts'

export const accountId = '000000000000'

/** A pool without any provider but these. */
export function poolWith(providers: Partial<Pool>): Pool {
  return {
    id: 'us-east-1:00000000-0000-4000-8000-000000000000',
    accountId,
    name: 'pool',
    createdAt: 0,
    allowsGuests: false,
    allowsClassicFlow: undefined,
    supportedLoginProviders: new Map(),
    developerProviderName: undefined,
    openIdConnectProviderArns: [],
    userPoolClients: [],
    samlProviderArns: [],
    tags: new Map(),
    roles: {},
    roleMappings: new Map(),
    principalTagMaps: new Map(),
    ...providers,
  }
}

/** A pool that takes tokens of one OpenID Connect provider. */
export function poolOf(name: string): Pool {
  return poolWith({ openIdConnectProviderArns: [openIdConnectProviderArn(name, accountId)] })
}

/** An OpenID Connect provider as IAM holds it. */
export function registered(url: string, ...clientIds: readonly string[]): OpenIdConnectProvider {
  const arn = openIdConnectProviderArn(url.replace(/^https?:\/\//, ''), accountId)
  return { arn, accountId, url, clientIds, thumbprints: [], tags: new Map(), createdAt: 0 }
}

export interface LoginBench {
  readonly verify: VerifyLogin
  /** Moves the clock on. */
  pass(seconds: number): void
}

/** The login verifiers, with a clock that starts at the real time and stands still. */
export function createLoginBench(
  setup: {
    readonly providers?: readonly OpenIdConnectProvider[]
    readonly samlProviders?: readonly SamlProvider[]
    readonly endpoints?: Readonly<Record<string, ProviderEndpoint>>
    readonly timeoutMilliseconds?: number
  } = {},
): LoginBench {
  let now = Date.now()
  const { providers = [], samlProviders = [], endpoints = {}, timeoutMilliseconds = 5_000 } = setup
  const { verifyLogin: verify } = createLoginVerifiers({
    findOpenIdConnectProvider: async (arn) => providers.find((provider) => provider.arn === arn),
    findSamlProvider: async (arn) => samlProviders.find((provider) => provider.arn === arn),
    samlRecipients: () => ['https://signin.aws.amazon.com/saml'],
    allowsSamlSha1: false,
    endpoints: new Map(Object.entries(endpoints)),
    now: () => now,
    randomUuid: randomUUID,
    timeoutMilliseconds,
  })
  return {
    verify,
    pass(seconds) {
      now += seconds * 1000
    },
  }
}

export interface TestClaims extends Readonly<Record<string, unknown>> {
  readonly exp: number
}

/** Claims that any provider's token has: good for five minutes. */
export function claimsOf(issuer: string, more: Readonly<Record<string, unknown>> = {}): TestClaims {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer, aud: 'app', sub: 'ann', iat: now, exp: now + 300, ...more }
}
