import { randomUUID } from 'node:crypto'
import type { Identity } from '../../../src/identity/identity.ts'
import { linkLogins } from '../../../src/identity/link-logins.ts'
import type { Login } from '../../../src/identity/login.ts'
import type { OpenIdConnectProvider } from '../../../src/identity/open-id-connect-provider.ts'
import type { Pool } from '../../../src/identity/pool.ts'
import type { Resolved, Store } from '../../../src/store/store.ts'

export const account = '000000000000'

export function freshId(region = 'us-east-1'): string {
  return `${region}:${randomUUID()}`
}

/** A pool with no settings but these. */
export function aPool(settings: Partial<Pool> = {}): Pool {
  return {
    id: freshId(),
    accountId: account,
    name: 'Shop',
    createdAt: 1_700_000_000_000,
    allowsGuests: true,
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
    ...settings,
  }
}

/** A pool with all settings, and with keys that a plain object would lose. */
export function fullPool(): Pool {
  return aPool({
    allowsGuests: false,
    allowsClassicFlow: false,
    supportedLoginProviders: new Map([
      ['graph.facebook.com', '7346241598935555'],
      ['accounts.google.com', '1;2'],
    ]),
    developerProviderName: 'login.mycompany.myapp',
    openIdConnectProviderArns: ['arn:aws:iam::000000000000:oidc-provider/b', 'arn:aws:iam::000000000000:oidc-provider/a'],
    userPoolClients: [
      { providerName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc', clientId: 'one', serverSideTokenCheck: undefined },
      { providerName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc', clientId: 'two', serverSideTokenCheck: true },
      { providerName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc', clientId: 'three', serverSideTokenCheck: false },
    ],
    samlProviderArns: ['arn:aws:iam::000000000000:saml-provider/idp'],
    tags: new Map([
      ['__proto__', 'polluted'],
      ['2', 'second'],
      ['1', ''],
      ['constructor', 'ü\u0000"\\'],
    ]),
    roles: { authenticated: 'arn:aws:iam::000000000000:role/user' },
    roleMappings: new Map([
      ['__proto__', { type: 'Token', ambiguousRoleResolution: 'Deny' }],
      [
        'graph.facebook.com',
        {
          type: 'Rules',
          ambiguousRoleResolution: 'AuthenticatedRole',
          rules: [{ claim: 'isAdmin', matchType: 'Equals', value: 'true', roleArn: 'arn:aws:iam::000000000000:role/admin' }],
        },
      ],
    ]),
    principalTagMaps: new Map([
      ['accounts.google.com', { useDefaults: true, tags: new Map() }],
      ['__proto__', { useDefaults: false, tags: new Map([['__proto__', 'sub']]) }],
    ]),
  })
}

export function aProvider(settings: Partial<OpenIdConnectProvider> = {}): OpenIdConnectProvider {
  return {
    arn: `arn:aws:iam::${account}:oidc-provider/${randomUUID()}.example.com`,
    accountId: account,
    url: 'https://auth.example.com',
    clientIds: ['web', 'app'],
    thumbprints: ['990f4193972f2becf12ddeda5237f9c952f20d9e'],
    tags: new Map([['__proto__', 'x']]),
    createdAt: 1_700_000_000_000,
    ...settings,
  }
}

export function login(subject: string, provider = 'auth.example.com'): Login {
  return { provider, subject }
}

/** Resolves the logins as the service does, and gives the identity's id, or the kind of the refusal. */
export async function signIn(
  store: Store,
  poolId: string,
  logins: readonly Login[],
  { named, now = 1_700_000_000_000, developerProvider }: { named?: string; now?: number; developerProvider?: string } = {},
): Promise<string> {
  const resolved = await resolve(store, poolId, logins, named, now, developerProvider)
  return resolved.kind === 'resolved' ? resolved.identityId : resolved.kind
}

function resolve(
  store: Store,
  poolId: string,
  logins: readonly Login[],
  namedId: string | undefined,
  now: number,
  developerProvider: string | undefined,
): Promise<Resolved> {
  return store.resolveLogins({
    poolId,
    namedId,
    logins,
    fresh: { id: freshId(), createdAt: now },
    now,
    decide: (named, owners) => linkLogins({ named, owners, logins, developerProvider }),
  })
}

export async function makePool(store: Store, settings: Partial<Pool> = {}): Promise<string> {
  const pool = aPool(settings)
  await store.createPool(pool)
  return pool.id
}

export async function makeGuest(store: Store, poolId: string, createdAt = 1_700_000_000_000): Promise<string> {
  const id = freshId()
  await store.createGuest({ id, createdAt }, poolId)
  return id
}

export async function listAll(store: Store, poolId: string): Promise<readonly Identity[]> {
  return store.listIdentities(poolId, { after: undefined, limit: 1_000, hideDisabled: false })
}
