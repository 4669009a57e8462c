import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { memoryKeyStore, memoryKeys } from '../../test/support/memory-keys.ts'
import type { Keys } from '../keys/keys.ts'
import { accountOfAccessKeyId } from './access-key-id.ts'
import type { Credentials } from './credentials.ts'
import { createSessionTokens } from './sealed-session-tokens.ts'
import type { RoleSession } from './session.ts'
import type { SessionTokens } from './session-tokens.ts'

const poolId = 'us-east-1:128d0a74-c82f-4553-916d-90053e4a8b0f'
const identityId = 'us-east-1:5e2b2a2e-2c5b-4d0e-8d0a-3a7f0f0f3f3f'
const session: RoleSession = {
  kind: 'role',
  roleArn: 'arn:aws:iam::123456789012:role/service/CognitoAuthenticatedRole',
  roleId: 'AROAABCDEFGHIJKLMNOPQ',
  sessionName: 'CognitoIdentityCredentials',
  issuedAt: 1_800_000_000,
  expiresAt: 1_800_003_600,
  tags: new Map([
    ['department', 'research'],
    ['__proto__', 'a tag like any other'],
  ]),
  transitiveTagKeys: [],
  sourceIdentity: undefined,
  policies: { arns: [] },
  federation: {
    provider: 'cognito-identity.amazonaws.com',
    keys: new Map<string, string | string[]>([
      ['cognito-identity.amazonaws.com:aud', poolId],
      ['cognito-identity.amazonaws.com:sub', identityId],
      [
        'cognito-identity.amazonaws.com:amr',
        [
          'authenticated',
          'auth.example.com/realms/x',
          'arn:aws:iam::123456789012:oidc-provider/auth.example.com/realms/x:OIDC:5e2b2a2e-2c5b-4d0e-8d0a-3a7f0f0f3f3f',
        ],
      ],
    ]),
  },
}

const random = (bytes: number) => randomBytes(bytes)
const accountId = '123456789012'

let keys: Keys
let tokens: SessionTokens
beforeAll(async () => {
  keys = await memoryKeys()
  tokens = createSessionTokens({ keys, accountId, random })
})

test('makes credentials in the form of AWS', () => {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = issue(tokens, session)
  expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
  expect(accountOfAccessKeyId(accessKeyId)).toBe(accountId)
  expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/)
  expect(sessionToken).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
  expect(sessionToken.length).toBeLessThan(1100)
  expect(expiresAt).toBe(session.expiresAt)
})

test('opens its tokens to all of the session', async () => {
  const { sessionToken, accessKeyId, secretAccessKey } = issue(tokens, session)
  expect(await tokens.open(sessionToken)).toStrictEqual({ accessKeyId, secretAccessKey, session })
})

test('opens tokens of another process on the same store', async () => {
  const store = memoryKeyStore()
  const [one, two] = await Promise.all([memoryKeys({ store }), memoryKeys({ store })])
  const { sessionToken } = issue(createSessionTokens({ keys: one, accountId, random }), session)
  expect((await createSessionTokens({ keys: two, accountId, random }).open(sessionToken))?.session).toEqual(session)
})

test('gives every session its own secrets', () => {
  const issued = Array.from({ length: 20 }, () => issue(tokens, session))
  expect(new Set(issued.map(({ accessKeyId }) => accessKeyId)).size).toBe(20)
  expect(new Set(issued.map(({ secretAccessKey }) => secretAccessKey)).size).toBe(20)
})

test('shows nothing of the session in the token', () => {
  const { sessionToken, secretAccessKey } = issue(tokens, session)
  const sealed = Buffer.from(sessionToken, 'base64')
  for (const hidden of [secretAccessKey, session.roleArn, identityId]) expect(sealed.includes(hidden)).toBe(false)
})

test('opens nothing that was changed in any character', async () => {
  const { sessionToken } = issue(tokens, session)
  for (let at = 0; at < sessionToken.length; at += 7) {
    const other = sessionToken[at] === 'A' ? 'B' : 'A'
    expect(await tokens.open(sessionToken.slice(0, at) + other + sessionToken.slice(at + 1))).toBeUndefined()
  }
})

test('opens a token in its one spelling only', async () => {
  const { sessionToken } = issue(tokens, session)
  const spellings = [` ${sessionToken}`, `${sessionToken}\n`, `${sessionToken}=`, `${sessionToken}A`, sessionToken.slice(0, -4), '']
  expect(await Promise.all(spellings.map((spelling) => tokens.open(spelling)))).toEqual(spellings.map(() => undefined))
})

test('opens nothing that was sealed for another purpose', async () => {
  const { sessionToken } = issue(tokens, session)
  const content = await keys.unseal(Buffer.from(sessionToken, 'base64'), 'session token')
  const sealed = Buffer.from(keys.seal(content ?? new Uint8Array(), 'page token'))
  expect(content).toBeDefined()
  expect(await tokens.open(sealed.toString('base64'))).toBeUndefined()
})

test('opens nothing that has another shape, though it was sealed here', async () => {
  const sealed = Buffer.from(keys.seal(Buffer.from('{"accessKeyId":"ASIA"}'), 'session token'))
  expect(await tokens.open(sealed.toString('base64'))).toBeUndefined()
})

test('issues tokens of 4,096 characters at most', async () => {
  const withPolicy = (length: number): RoleSession => ({ ...session, policies: { inline: 'x'.repeat(length), arns: [] } })
  const { sessionToken } = issue(tokens, withPolicy(2048))
  expect((await tokens.open(sessionToken))?.session).toEqual(withPolicy(2048))
  expect(tokens.issue(withPolicy(4000))).toBeUndefined()
})

function issue(from: SessionTokens, issued: RoleSession): Credentials {
  const credentials = from.issue(issued)
  if (credentials === undefined) throw new Error('The session does not fit into a token.')
  return credentials
}
