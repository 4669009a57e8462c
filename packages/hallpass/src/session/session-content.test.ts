import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FederatedUserSession, RoleSession, Session, UserSession } from './session.ts'
import { parseSessionContent, serializeSessionContent } from './session-content.ts'
import type { OpenedSession } from './session-tokens.ts'

const text = fc.string({ unit: 'binary', maxLength: 20 })
const texts = fc.array(text, { maxLength: 3 })
const keys = fc.oneof(text, fc.constant('__proto__'))
const tags = fc.array(fc.tuple(keys, text), { maxLength: 5 }).map((pairs) => new Map(pairs))
const term = { issuedAt: fc.nat(), expiresAt: fc.nat() }
const isGuest = fc.constant<true>(true)
const policies = fc.record({ inline: text, arns: texts, isGuest }, { requiredKeys: ['arns'], noNullPrototype: true })
// Condition keys have a prefix before their colon.
const conditionKeys = fc.oneof(keys, fc.constant('p:aud')).filter((key) => !key.startsWith(':'))
const federation = fc.record(
  {
    provider: fc.oneof(text, fc.constant('p')),
    keys: fc.array(fc.tuple(conditionKeys, fc.oneof(text, texts)), { maxLength: 5 }).map((pairs) => new Map(pairs)),
  },
  { noNullPrototype: true },
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const sessions: fc.Arbitrary<Session> = fc.oneof(
  fc.record<RoleSession>(
    {
      kind: fc.constant('role'),
      ...term,
      roleArn: text,
      roleId: text,
      sessionName: text,
      tags,
      transitiveTagKeys: texts,
      sourceIdentity: maybe(text),
      policies,
      federation: maybe(federation),
    },
    { noNullPrototype: true },
  ),
  fc.record<FederatedUserSession>(
    { kind: fc.constant('federated-user'), ...term, accountId: text, name: text, userId: maybe(text), tags, policies },
    { noNullPrototype: true },
  ),
  fc.record<UserSession>({ kind: fc.constant('user'), ...term, userId: maybe(text) }, { noNullPrototype: true }),
)
const opened = fc.record<OpenedSession>({ accessKeyId: text, secretAccessKey: text, session: sessions }, { noNullPrototype: true })

const credentials = { accessKeyId: 'ASIAQAAAAAAAAAAAAAAA', secretAccessKey: 'secret' }
const role: RoleSession = {
  kind: 'role',
  issuedAt: 1,
  expiresAt: 2,
  roleArn: 'arn:aws:iam::000000000000:role/Guest',
  roleId: 'AROAAAAAAAAAAAAAAAAAA',
  sessionName: 'session',
  tags: new Map([['__proto__', 'a tag']]),
  transitiveTagKeys: ['__proto__'],
  sourceIdentity: 'ann',
  policies: { inline: '{}', arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
  federation: {
    provider: 'provider',
    keys: new Map<string, string | string[]>([
      ['provider:amr', ['authenticated']],
      ['__proto__', 'a key'],
    ]),
  },
}
const federatedUser: FederatedUserSession = {
  kind: 'federated-user',
  issuedAt: 1,
  expiresAt: 2,
  accountId: '000000000000',
  name: 'bob',
  userId: 'AIDAAAAAAAAAAAAAAAAAA',
  tags: new Map(),
  policies: { arns: [] },
}
const user: UserSession = { kind: 'user', issuedAt: 1, expiresAt: 2, userId: 'AIDAAAAAAAAAAAAAAAAAA' }

test('reads back any session that it wrote', () => {
  fc.assert(
    fc.property(opened, (any) => {
      expect(parseSessionContent(serializeSessionContent(any))).toStrictEqual(any)
    }),
  )
})

test('keeps a tag and a condition key named __proto__ to themselves', () => {
  const session = parseSessionContent(serializeSessionContent({ ...credentials, session: role }))?.session
  expect(session).toStrictEqual(role)
})

test('leaves the name of the provider out of its keys', () => {
  const federation = {
    provider: 'p',
    keys: new Map([
      ['p:aud', 'a'],
      ['pp:aud', 'b'],
      ['p', 'c'],
    ]),
  }
  const session: RoleSession = { ...role, federation }
  expect(written(session).session).toMatchObject({
    federation: {
      keys: [
        [':aud', 'a'],
        ['pp:aud', 'b'],
        ['p', 'c'],
      ],
    },
  })
  expect(parseSessionContent(serializeSessionContent({ ...credentials, session }))?.session).toStrictEqual(session)
})

test('leaves out what is empty', () => {
  const bare: RoleSession = {
    ...role,
    tags: new Map(),
    transitiveTagKeys: [],
    sourceIdentity: undefined,
    policies: { arns: [] },
    federation: undefined,
  }
  expect(Object.keys(written(bare).session)).toEqual(['kind', 'issuedAt', 'expiresAt', 'roleArn', 'roleId', 'sessionName'])
  expect(Object.keys(written({ ...user, userId: undefined }).session)).toEqual(['kind', 'issuedAt', 'expiresAt'])
})

describe('reads nothing', () => {
  test.each<[string, object]>([
    ['accessKeyId', { accessKeyId: 1 }],
    ['secretAccessKey', { secretAccessKey: null }],
    ['session', { session: [] }],
    ['a member that is not known', { mfa: true }],
  ])('where %s of the credentials is wrong', (_, change) => {
    expectRefused(role, (whole) => ({ ...whole, ...change }))
  })

  test.each<[string, Session, object]>([
    ['no kind', role, { kind: undefined }],
    ['another kind', role, { kind: 'root' }],
    ['the kind of another', user, { kind: 'federated-user' }],
    ['no roleArn', role, { roleArn: undefined }],
    ['roleId', role, { roleId: 1 }],
    ['sessionName', role, { sessionName: {} }],
    ['issuedAt', role, { issuedAt: '1' }],
    ['expiresAt', role, { expiresAt: null }],
    ['tags that are an object', role, { tags: { key: 'value' } }],
    ['tags that are null', role, { tags: null }],
    ['tags that are no pairs', role, { tags: [['key']] }],
    ['tags of three', role, { tags: [['key', 'value', 'more']] }],
    ['tags of numbers', role, { tags: [['key', 1]] }],
    ['transitive keys', role, { transitiveTagKeys: [1] }],
    ['a source identity', role, { sourceIdentity: ['ann'] }],
    ['policies', role, { policies: 'none' }],
    ['an inline policy', role, { policies: { inline: {}, arns: [] } }],
    ['policy ARNs', role, { policies: { arns: 'arn' } }],
    ['a guest', role, { policies: { isGuest: false } }],
    ['a third kind of policies', role, { policies: { arns: [], boundary: '{}' } }],
    ['a federation without provider', role, { federation: { keys: [] } }],
    ['federation keys', role, { federation: { provider: 'p', keys: [['p:amr', [1]]] } }],
    ['a federation with more', role, { federation: { provider: 'p', keys: [], audience: 'a' } }],
    ['the web identity of the version before', role, { webIdentity: { provider: 'p', audience: 'a', subject: 's', amr: [] } }],
    ['no account', federatedUser, { accountId: undefined }],
    ['a name', federatedUser, { name: 1 }],
    ["a user's id", federatedUser, { userId: null }],
    ['policies that are a list', federatedUser, { policies: [] }],
    ["a user's id", user, { userId: 7 }],
    ['a limit that is not known', user, { policies: { arns: [] } }],
  ])('where there is %s that is wrong', (_, session, change) => {
    expectRefused(session, (whole) => ({ ...whole, session: { ...whole.session, ...change } }))
  })

  test('from anything else', () => {
    const json = fc.json().map((document) => Buffer.from(document))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), json), (content) => {
        expect(parseSessionContent(content)).toBeUndefined()
      }),
    )
  })
})

function expectRefused(session: Session, change: (whole: { session: object }) => object): void {
  const whole = written(session)
  expect(parseSessionContent(Buffer.from(JSON.stringify(whole)))).toEqual({ ...credentials, session })
  expect(parseSessionContent(Buffer.from(JSON.stringify(change(whole))))).toBeUndefined()
}

function written(session: Session): { session: object } {
  return JSON.parse(Buffer.from(serializeSessionContent({ ...credentials, session })).toString())
}
