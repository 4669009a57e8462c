import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSessionContent, serializeSessionContent } from './session-content.ts'
import type { OpenedSession } from './session-tokens.ts'

const text = fc.string({ unit: 'binary', maxLength: 20 })
const policies = fc.record({ inline: text, arns: fc.array(text, { maxLength: 3 }) }, { requiredKeys: ['arns'], noNullPrototype: true })
const sessions: fc.Arbitrary<OpenedSession> = fc.record(
  {
    accessKeyId: text,
    secretAccessKey: text,
    session: fc.record(
      {
        roleArn: text,
        roleId: text,
        sessionName: text,
        issuedAt: fc.nat(),
        expiresAt: fc.nat(),
        tags: fc.array(fc.tuple(fc.oneof(text, fc.constant('__proto__')), text), { maxLength: 5 }).map((tags) => new Map(tags)),
        policies,
        webIdentity: fc.record(
          { provider: text, audience: text, subject: text, amr: fc.array(text, { maxLength: 3 }) },
          { noNullPrototype: true },
        ),
      },
      { noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
)

const example: OpenedSession = {
  accessKeyId: 'ASIAQAAAAAAAAAAAAAAA',
  secretAccessKey: 'secret',
  session: {
    roleArn: 'arn:aws:iam::000000000000:role/Guest',
    roleId: 'AROAAAAAAAAAAAAAAAAAA',
    sessionName: 'session',
    issuedAt: 1,
    expiresAt: 2,
    tags: new Map([['__proto__', 'a tag']]),
    policies: { inline: '{}', arns: [] },
    webIdentity: { provider: 'provider', audience: 'audience', subject: 'subject', amr: ['authenticated'] },
  },
}

test('reads back any session that it wrote', () => {
  fc.assert(
    fc.property(sessions, (opened) => {
      expect(parseSessionContent(serializeSessionContent(opened))).toStrictEqual(opened)
    }),
  )
})

test('keeps a tag named __proto__ to itself', () => {
  expect(parseSessionContent(serializeSessionContent(example))?.session.tags.get('__proto__')).toBe('a tag')
})

test.each<[string, { session?: object; accessKeyId?: unknown; secretAccessKey?: unknown }]>([
  ['accessKeyId', { accessKeyId: 1 }],
  ['secretAccessKey', { secretAccessKey: null }],
  ['session', { session: [] }],
  ['roleArn', { session: { roleArn: undefined } }],
  ['roleId', { session: { roleId: 1 } }],
  ['sessionName', { session: { sessionName: {} } }],
  ['issuedAt', { session: { issuedAt: '1' } }],
  ['expiresAt', { session: { expiresAt: null } }],
  ['tags that are an object', { session: { tags: { key: 'value' } } }],
  ['tags that are no pairs', { session: { tags: [['key']] } }],
  ['tags of numbers', { session: { tags: [['key', 1]] } }],
  ['policies', { session: { policies: undefined } }],
  ['an inline policy', { session: { policies: { inline: {}, arns: [] } } }],
  ['policy ARNs', { session: { policies: { arns: 'arn' } } }],
  ['webIdentity', { session: { webIdentity: null } }],
  ['amr', { session: { webIdentity: { ...example.session.webIdentity, amr: 'authenticated' } } }],
])('reads nothing where %s is wrong', (_, { session, ...change }) => {
  const whole = JSON.parse(Buffer.from(serializeSessionContent(example)).toString())
  const changed = { ...whole, session: Array.isArray(session) ? session : { ...whole.session, ...session }, ...change }
  expect(parseSessionContent(Buffer.from(JSON.stringify(whole)))).toEqual(example)
  expect(parseSessionContent(Buffer.from(JSON.stringify(changed)))).toBeUndefined()
})

test('reads nothing from anything else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (content) => {
        expect(parseSessionContent(content)).toBeUndefined()
      },
    ),
  )
})
