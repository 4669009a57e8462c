import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Session } from '../session/session.ts'
import { packedPolicySize } from './packed-size.ts'
import { type SessionRequest, startSession } from './start-session.ts'

const request: SessionRequest = {
  role: {
    id: 'AROAQAAAAAAAAAAAAAAAA',
    accountId: '000000000000',
    path: '/app/',
    name: 'Guest',
    createdAt: 0,
    tags: new Map(),
    inlinePolicies: new Map(),
    attachedPolicyArns: [],
    permissionsBoundaryArn: undefined,
    trustPolicy: '{}',
    trustedIds: new Map(),
    description: undefined,
    maxSessionDuration: 3600,
  },
  sessionName: 'web',
  durationSeconds: 900,
  tags: new Map(),
  transitiveTagKeys: [],
  sourceIdentity: undefined,
  policies: { arns: [] },
  federation: undefined,
}

function start(given: Partial<SessionRequest>, { fits } = { fits: true }) {
  const issued: Session[] = []
  const issue = (session: Session) => {
    issued.push(session)
    return fits ? { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token', expiresAt: session.expiresAt } : undefined
  }
  const sessionTokens = { issue, open: async () => undefined }
  return { started: startSession({ ...request, ...given }, { sessionTokens, now: () => 1_000_900 }), issued }
}

const incompressible = () => randomBytes(1800).toString('base64').replaceAll('=', '')

describe('startSession', () => {
  test('issues credentials that live from the whole second for the duration asked for', () => {
    const { started, issued } = start({})
    expect(started).toMatchObject({ kind: 'started', packedPolicySize: undefined, credentials: { expiresAt: 1900 } })
    expect(issued).toEqual([
      expect.objectContaining({ issuedAt: 1000, expiresAt: 1900, roleArn: 'arn:aws:iam::000000000000:role/app/Guest', sessionName: 'web' }),
    ])
    expect(issued).toMatchObject([{ kind: 'role', roleId: request.role.id }])
    expect(issued[0]).not.toHaveProperty('role')
    expect(issued[0]).not.toHaveProperty('durationSeconds')
  })

  test('tells the packed size of tags and policies', () => {
    const { started } = start({ tags: new Map([['team', 'blue']]) })
    expect(started).toMatchObject({ kind: 'started', packedPolicySize: 2 })
  })

  test('refuses tags that break a rule, and issues nothing', () => {
    const { started, issued } = start({ tags: new Map([['aws:team', 'blue']]) })
    expect(started).toEqual({ kind: 'invalid-tags', message: 'Tag keys that start with aws: are reserved.' })
    expect(issued).toEqual([])
  })

  test.each([
    ['tags', { tags: new Map(Array.from({ length: 50 }, () => [randomBytes(40).toString('hex'), randomBytes(100).toString('hex')])) }],
    ['policies', { policies: { arns: [], inline: incompressible() } }],
    ['policies and tags', { policies: { arns: [], inline: incompressible() }, tags: new Map([['k', 'v']]) }],
  ])('refuses %s that do not fit, and says so', (what, given) => {
    const { started, issued } = start(given)
    expect(started).toEqual({
      kind: 'packed-policy-too-large',
      message: expect.stringMatching(new RegExp(`^Packed size of session ${what} consumes [0-9]{3,}% of allotted space\\.$`)),
    })
    expect(issued).toEqual([])
  })

  test('refuses a session that no session token holds', () => {
    expect(start({}, { fits: false }).started).toEqual({
      kind: 'packed-policy-too-large',
      message: 'Serialized token too large for session',
    })
  })
})

describe('packedPolicySize', () => {
  test('is nothing for a session without policies and tags', () => {
    expect(packedPolicySize(request)).toBeUndefined()
  })

  test('grows with what is packed', () => {
    const sizes = [1, 10, 100, 1000].map((length) =>
      packedPolicySize({ tags: new Map(), policies: { arns: [], inline: randomBytes(length).toString('hex') } }),
    )
    expect(sizes).toEqual([...sizes].sort((a = 0, b = 0) => a - b))
    expect(new Set(sizes).size).toBeGreaterThan(2)
  })
})
