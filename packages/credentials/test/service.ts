import { DeleteIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { test as base, type TestAPI } from 'vitest'
import { createPool, guestRole, registerProvider, userRole } from '../../hallpass/test/cognito-identity/federation.ts'
import { type OpenIdProvider, startOpenIdProvider } from '../../hallpass/test/counterparts/openid-provider.ts'
import { accountId, type Hallpass, region, startHallpass } from '../../hallpass/test/hallpass.ts'
import { stubToken } from './stub/tokens.ts'
import { type StubService, startStubService } from './stub-service.ts'

/** What a suite may run on: the stub's own answers, or the real service behind the stub. */
export type ServiceKind = 'stub' | 'hallpass'

/**
 * Both, for `describe.each`:
 * `describe.each(services)('CP-POOL-2 on %s', (kind) => { const test = testOn(kind); test('…', async ({ service }) => {…}) })`
 */
export const services: readonly ServiceKind[] = ['stub', 'hallpass']

/** An identity pool with all around it. Every call goes through `stub`, which records it and can make it go wrong. */
export interface TestService {
  readonly kind: ServiceKind
  readonly stub: StubService
  /** The stub's address: the `endpoint` for all, STS too. */
  readonly url: string
  readonly region: string
  readonly accountId: string
  /** A pool of this test alone, that takes guests and the logins of both providers. */
  readonly identityPoolId: string
  /** A provider's name: the key in `Logins`. */
  readonly provider: string
  readonly otherProvider: string
  /** The roles of guests and of users. */
  readonly roles: { readonly guest: string; readonly user: string }
  /** An ID token of the user, of `provider` unless told otherwise; it lives for five minutes, unless told when it ends (seconds since the epoch). */
  token(subject: string, options?: { readonly provider?: string; readonly expiresAt?: number }): Promise<string>
  /** `Logins` of the user. */
  logins(subject: string, provider?: string): Promise<Record<string, string>>
  /** A pool more, with the same providers and roles. */
  createPool(settings?: { readonly allowsGuests?: boolean }): Promise<string>
  /** The id of a pool that never was. */
  unknownPool(): string
  /** From now on nobody knows the identity. */
  removeIdentity(identityId: string): Promise<void>
  /** Moves the service's clock; what it adds is milliseconds. */
  advance(milliseconds: number): void
}

/** What all tests of a file share: the real service with its providers, started when the first test asks. */
interface Behind {
  readonly hallpass: Hallpass
  readonly providers: readonly [OpenIdProvider, OpenIdProvider]
  readonly arns: readonly string[]
}

const onStub = base.extend<{ service: TestService }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  service: async ({}, use) => {
    const stub = await startStubService()
    await use(stubbedService(stub))
    await stub.close()
  },
})

const onHallpass = base.extend<{ behind: Behind; service: TestService }>({
  behind: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const [hallpass, ...providers] = await Promise.all([startHallpass(), startOpenIdProvider(), startOpenIdProvider()])
      const arns = await Promise.all(providers.map(({ issuer }) => registerProvider(hallpass, issuer, 'app-RS256')))
      await use({ hallpass, providers, arns })
      await Promise.all([hallpass, ...providers].map((started) => started.close()))
    },
    { scope: 'file' },
  ],
  service: async ({ behind }, use) => {
    const stub = await startStubService(behind.hallpass.url)
    let ahead = 0
    const advance = (milliseconds: number) => {
      ahead += milliseconds
      stub.settings.skew += milliseconds
      behind.hallpass.advance(milliseconds)
    }
    await use(await realService(stub, behind, advance))
    // The next test of the file has the same server.
    behind.hallpass.advance(-ahead)
    await stub.close()
  },
})

/** `test` with a `service` of this kind. The real one's server lives as long as the file, its pool as long as the test. */
export function testOn(kind: ServiceKind): TestAPI<{ service: TestService }> {
  return kind === 'stub' ? onStub : onHallpass
}

/** `test` on the real service; `behind.hallpass` has the SDK's clients with the root key. */
export const test = onHallpass

function stubbedService(stub: StubService): TestService {
  const identityPoolId = newPoolId()
  const [provider, otherProvider] = ['login.example.com', 'accounts.example.org/app']
  const token: TestService['token'] = async (subject, { provider: issuer = provider, expiresAt } = {}) =>
    stubToken(subject, {
      iss: `https://${issuer}`,
      aud: 'app',
      exp: expiresAt ?? Math.floor((Date.now() + stub.settings.skew) / 1000) + 300,
    })
  return {
    kind: 'stub',
    stub,
    url: stub.url,
    region,
    accountId,
    identityPoolId,
    provider,
    otherProvider,
    roles: { guest: guestRole, user: userRole },
    token,
    logins: async (subject, issuer = provider) => ({ [issuer]: await token(subject, { provider: issuer }) }),
    async createPool({ allowsGuests = true } = {}) {
      const id = newPoolId()
      if (!allowsGuests) stub.identities.refuseGuests(id)
      return id
    },
    unknownPool() {
      const id = newPoolId()
      stub.identities.removePool(id)
      return id
    },
    removeIdentity: async (identityId) => stub.identities.remove(identityId),
    advance(milliseconds) {
      stub.settings.skew += milliseconds
    },
  }
}

async function realService(
  stub: StubService,
  { hallpass, providers, arns }: Behind,
  advance: TestService['advance'],
): Promise<TestService> {
  const newPool = (allowsGuests: boolean) =>
    createPool(hallpass, { AllowUnauthenticatedIdentities: allowsGuests, OpenIdConnectProviderARNs: [...arns] })
  const [{ name: provider }, { name: otherProvider }] = providers
  const token: TestService['token'] = (subject, { provider: name = provider, expiresAt } = {}) => {
    const issuer = providers.find((candidate) => candidate.name === name)
    if (issuer === undefined) throw new Error(`No provider ${name}.`)
    return issuer.mint(subject, {}, expiresAt === undefined ? {} : { expiresAt })
  }
  return {
    kind: 'hallpass',
    stub,
    url: stub.url,
    region,
    accountId,
    identityPoolId: await newPool(true),
    provider,
    otherProvider,
    roles: { guest: guestRole, user: userRole },
    token,
    logins: async (subject, name = provider) => ({ [name]: await token(subject, { provider: name }) }),
    createPool: ({ allowsGuests = true } = {}) => newPool(allowsGuests),
    unknownPool: newPoolId,
    async removeIdentity(identityId) {
      await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [identityId] }))
    },
    advance,
  }
}

function newPoolId(): string {
  return `${region}:${crypto.randomUUID()}`
}
