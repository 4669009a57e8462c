import { randomUUID } from 'node:crypto'
import type { AccessKey } from '../../../src/identity/access-key.ts'
import type { Role, User } from '../../../src/identity/entity.ts'
import { type ManagedPolicy, managedPolicyArnOf } from '../../../src/identity/managed-policy.ts'
import { type SamlProvider, samlProviderArn } from '../../../src/identity/saml-provider.ts'
import type { NamePage } from '../../../src/store/store.ts'
import { account } from './samples.ts'

/** AWS's own: never in the store. */
export const awsPolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'

/** Every character that a name of IAM may have. */
export const everyNameCharacter = 'AZaz09_+=,.@-'

/** With escapes, line ends of both kinds and what lies beyond ASCII, as policy documents may have. */
export const document =
  '{\t"Version": "2012-10-17",\r\n "Statement":\n[{"Effect": "Allow", "Action": "*", "Resource": "\\u00e9 é ÿ \u00a0"}]}\n '

export const wholeList: NamePage = { pathPrefix: '/', after: undefined, limit: 1_000 }

/** `AROA…`, `AIDA…`, … */
export function uniqueId(prefix: string): string {
  return prefix + randomUUID().replaceAll('-', '').toUpperCase().slice(0, 17)
}

/** A user with nothing but these. */
export function aUser(settings: Partial<User> = {}): User {
  return {
    id: uniqueId('AIDA'),
    accountId: account,
    path: '/',
    name: 'ann',
    createdAt: 1_700_000_000_000,
    tags: new Map(),
    inlinePolicies: new Map(),
    attachedPolicyArns: [],
    permissionsBoundaryArn: undefined,
    ...settings,
  }
}

/** A role with nothing but these. */
export function aRole(settings: Partial<Role> = {}): Role {
  return {
    ...aUser(),
    id: uniqueId('AROA'),
    name: 'Reader',
    trustPolicy: document,
    trustedIds: new Map(),
    description: undefined,
    maxSessionDuration: 3_600,
    ...settings,
  }
}

/** All that a role and a user may both have, with keys that a plain object would lose or put in another order. */
export const everySetting = {
  path: '/a/b_c%/',
  tags: new Map([
    ['__proto__', 'polluted'],
    ['2', 'second'],
    ['1', ''],
    ['constructor', 'ü\u0000"\\'],
  ]),
  inlinePolicies: new Map([
    ['__proto__', document],
    ['2', '{}'],
    ['1', ` ${document}`],
  ]),
  attachedPolicyArns: [`${awsPolicyArn}2`, awsPolicyArn, `${awsPolicyArn}1`],
  permissionsBoundaryArn: awsPolicyArn,
} satisfies Partial<User>

export function aManagedPolicy(settings: Partial<ManagedPolicy> = {}): ManagedPolicy {
  const { accountId = account, path = '/', name = 'ReadAll' } = settings
  return {
    arn: managedPolicyArnOf({ accountId, path, name }),
    id: uniqueId('ANPA'),
    accountId,
    path,
    name,
    description: undefined,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    tags: new Map(),
    versions: [{ number: 1, document, createdAt: 1_700_000_000_000 }],
    defaultVersion: 1,
    versionsMade: 1,
    ...settings,
  }
}

export function anAccessKey(userId: string, settings: Partial<AccessKey> = {}): AccessKey {
  return {
    id: uniqueId('AKI').slice(0, 20),
    accountId: account,
    userId,
    status: 'Active',
    createdAt: 1_700_000_000_000,
    wrappedSecret: Uint8Array.of(0, 1, 255),
    lastUse: undefined,
    ...settings,
  }
}

export function aSamlProvider(settings: Partial<SamlProvider> = {}): SamlProvider {
  const { accountId = account, name = 'Corp_IdP.1-2' } = settings
  return {
    arn: samlProviderArn(name, accountId),
    accountId,
    name,
    uuid: uniqueId('SAML'),
    createdAt: 1_700_000_000_000,
    tags: new Map([['__proto__', 'x']]),
    idp: { entityId: 'https://idp.example.com/é', signingKeys: ['second', 'first'], validUntil: undefined },
    ...settings,
  }
}

/** A check that lets everything pass. */
export function allow(): void {}
