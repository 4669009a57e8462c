import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serviceError } from '../../test/fake-client.ts'
import { FakeService, notAuthorized } from '../../test/fake-service.ts'
import { createSession, type Session, type SessionOptions } from './create-session.ts'

function setUp(options: Partial<SessionOptions> = {}) {
  const client = new FakeService()
  const storage = new Map<string, string>()
  const session = createSession({ identityPoolId: 'us-east-1:pool', client, storage, crossTab: false, ...options })
  return { client, storage, session }
}

const guestKey = 'aws:cognito-identity-credentials:us-east-1:pool:ANONYMOUS'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('CP-SES-1 the provider of a session', () => {
  test('is marked as one that keeps credentials, and may be called detached', async () => {
    const { client, session } = setUp()
    const { credentials } = session
    expect(credentials.memoized).toBe(true)
    expect(await credentials()).toEqual({
      identityId: 'g1',
      accessKeyId: 'ASIA1',
      secretAccessKey: 'secret-key-1',
      sessionToken: 'session-token-1',
      expiration: new Date(Date.now() + 3_600_000),
    })
    await credentials()
    expect(client.takeRequests()).toEqual(['GetId()', 'GetCredentialsForIdentity(g1)'])
  })

  test('making a session sends nothing and touches no store', () => {
    const storage = { getItem: vi.fn(), setItem: vi.fn(), removeItem: vi.fn() }
    const { client } = setUp({ storage, logins: { google: 'ann' } })
    expect(client.requests).toEqual([])
    expect(storage.getItem).not.toHaveBeenCalled()
  })

  test('calls at the same time share one guest', async () => {
    const { client, session } = setUp()
    const all = await Promise.all([session.credentials(), session.credentials(), session.refresh(), session.identityId()])
    expect(new Set(all.map((one) => (typeof one === 'string' ? one : one.identityId)))).toEqual(new Set(['g1']))
    expect(client.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('every function may be called detached', async () => {
    const { session } = setUp()
    const { login, logout, identityId, refresh, getSnapshot, subscribe, on, close, dehydrate } = session
    expect(await identityId()).toBe('g1')
    on('login', () => {})
    subscribe(() => {})
    await login('google', 'ann')
    await refresh()
    expect(dehydrate()).toEqual({ identityId: 'g1' })
    await logout()
    close()
    expect(getSnapshot().status).toBe('closed')
  })

  test('sends the role and the account', async () => {
    const { client, session } = setUp({ accountId: '123456789012', customRoleArn: 'arn:aws:iam::123456789012:role/r' })
    await session.credentials()
    expect(client.requests.map(({ input }) => input)).toEqual([
      { AccountId: '123456789012', IdentityPoolId: 'us-east-1:pool' },
      { CustomRoleArn: 'arn:aws:iam::123456789012:role/r', IdentityId: 'g1' },
    ])
  })
})

describe('a guest', () => {
  test('is the one of the store', async () => {
    const { client, session, storage } = setUp()
    storage.set(guestKey, 'g-stored')
    await session.credentials()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g-stored)'])
  })

  test('who is gone is followed by another, in the same call', async () => {
    const { client, session, storage } = setUp()
    storage.set(guestKey, 'g-dead')
    client.dead.add('g-dead')
    expect((await session.credentials()).identityId).toBe('g1')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g-dead)', 'GetId()', 'GetCredentialsForIdentity(g1)'])
    expect(storage.get(guestKey)).toBe('g1')
  })

  test('who is gone at a refresh is followed too', async () => {
    const { client, session } = setUp()
    await session.credentials()
    client.dead.add('g1')
    expect((await session.refresh()).identityId).toBe('g2')
    expect(session.state.identityId).toBe('g2')
  })

  test('is never replaced twice in a call', async () => {
    const { client, session, storage } = setUp()
    storage.set(guestKey, 'g-dead')
    const refuse = () => {
      throw notAuthorized("Access to Identity 'x' is forbidden.")
    }
    client.next('GetCredentialsForIdentity', refuse)
    client.next('GetCredentialsForIdentity', refuse)
    await expect(session.credentials()).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    expect(client.operations).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity'])
  })

  test('stays through errors that pass', async () => {
    const { client, session, storage } = setUp()
    storage.set(guestKey, 'g-stored')
    client.next('GetCredentialsForIdentity', () => {
      throw serviceError('InternalErrorException', 'no', 500)
    })
    await expect(session.credentials()).rejects.toMatchObject({ name: 'InternalErrorException' })
    expect((await session.credentials()).identityId).toBe('g-stored')
    expect(storage.get(guestKey)).toBe('g-stored')
  })

  test('of the former SDK is taken over where that is asked for', async () => {
    const { client, session } = setUp({ adoptFrom: ['sdk-v2'], storage: new Map([['aws.cognito.identity-id.us-east-1:pool', 'g-old']]) })
    await session.credentials()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g-old)'])
  })
})

describe('CP-SES-11 identityId', () => {
  test('asks for the identity only', async () => {
    const { client, session } = setUp()
    const told = vi.fn()
    session.on('identity', told)
    expect(await session.identityId()).toBe('g1')
    expect(await session.identityId()).toBe('g1')
    expect(client.takeRequests()).toEqual(['GetId()'])
    expect(told.mock.calls).toEqual([[{ identityId: 'g1', previous: undefined }]])
    await session.credentials()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
    expect(told).toHaveBeenCalledTimes(1)
  })

  test('asks nobody where the store knows it', async () => {
    const { client, session, storage } = setUp()
    storage.set(guestKey, 'g-stored')
    expect(await session.identityId()).toBe('g-stored')
    expect(client.requests).toEqual([])
  })

  test('with logins asks with those', async () => {
    const { client, session } = setUp({ logins: { google: () => 'ann' } })
    expect(await session.identityId()).toBe('u1')
    expect(client.takeRequests()).toEqual(['GetId(google)'])
    expect((await session.credentials()).identityId).toBe('u1')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, google)'])
  })
})

describe('CP-SES-12 close', () => {
  const calls: Record<string, (session: Session) => unknown> = {
    credentials: (session) => session.credentials(),
    refresh: (session) => session.refresh(),
    identityId: (session) => session.identityId(),
    login: (session) => session.login('google', 'ann'),
    logout: (session) => session.logout(),
  }

  test.each(Object.entries(calls))('later, %s rejects with ClosedError', async (_, call) => {
    const { client, session } = setUp()
    session.close()
    await expect(call(session)).rejects.toMatchObject({ name: 'ClosedError' })
    expect(client.requests).toEqual([])
    expect(session.state.status).toBe('closed')
  })

  test('whoever waits gets ClosedError', async () => {
    const { client, session } = setUp()
    await session.identityId()
    client.hold('GetCredentialsForIdentity')
    client.hold('GetCredentialsForIdentity')
    const waiting = [session.credentials(), session.login('google', 'ann')]
    await vi.advanceTimersByTimeAsync(0)
    session.close()
    for (const one of waiting) await expect(one).rejects.toMatchObject({ name: 'ClosedError' })
  })

  test('the signal closes', async () => {
    const controller = new AbortController()
    const { session } = setUp({ signal: controller.signal })
    expect(session.state.status).toBe('new')
    controller.abort()
    await expect(session.credentials()).rejects.toMatchObject({ name: 'ClosedError' })
  })

  test('a signal that has fired closes at once', async () => {
    const { session } = setUp({ signal: AbortSignal.abort() })
    expect(session.state.status).toBe('closed')
    await expect(session.credentials()).rejects.toMatchObject({ name: 'ClosedError' })
  })

  test('timers stop', async () => {
    const { client, session } = setUp({ keepFresh: true })
    await session.credentials()
    client.takeRequests()
    session.close()
    // Where there are locks, the one of the identity is let go a moment after its credentials came.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0))
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(client.requests).toEqual([])
  })

  test('disposal closes', async () => {
    const { session } = setUp()
    await session[Symbol.asyncDispose]()
    expect(session.state.status).toBe('closed')
  })

  test('closing twice is closing once', () => {
    const { session } = setUp()
    const listener = vi.fn()
    session.subscribe(listener)
    session.close()
    session.close()
    expect(listener).toHaveBeenCalledTimes(1)
  })
})

describe('CP-SES-13 from server to page', () => {
  test('dehydrate gives the identity and nothing else', async () => {
    const { session } = setUp()
    await session.credentials()
    expect(JSON.stringify(session.dehydrate())).toBe('{"identityId":"g1"}')
  })

  test('the page goes on with it', async () => {
    const { client, session, storage } = setUp({ initial: { identityId: 'g-server' } })
    expect(session.state).toMatchObject({ status: 'guest', identityId: 'g-server' })
    await session.credentials()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g-server)'])
    await vi.advanceTimersByTimeAsync(0)
    expect(storage.get(guestKey)).toBe('g-server')
  })

  test('a session that knows nobody has nothing to tell', () => {
    expect(JSON.stringify(setUp().session.dehydrate())).toBe('{}')
    expect(setUp({ initial: {} }).session.state.status).toBe('new')
  })
})

describe('CP-POOL-15 options that cannot be', () => {
  test.each([[undefined], ['']])('identityPoolId %j', async (identityPoolId) => {
    const { client, session } = setUp({ identityPoolId: identityPoolId as string })
    await expect(session.credentials()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('identityPoolId'),
    })
    await expect(session.identityId()).rejects.toMatchObject({ name: 'ConfigurationError' })
    await expect(session.login('google', 'ann')).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(client.requests).toEqual([])
  })

  test('a map inside the map of logins', async () => {
    const { client, session } = setUp({ logins: { loginData: { google: 'ann' } } as unknown as Record<string, string> })
    await expect(session.credentials()).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(client.requests).toEqual([])
  })

  test('the basic flow without a role', async () => {
    const { client, session } = setUp({ flow: 'basic' })
    await expect(session.credentials()).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('roleArn') })
    expect(client.requests).toEqual([])
  })
})

describe('CP-SEC-2 an endpoint that is not encrypted', () => {
  test.each([
    [undefined, 1],
    [true, 0],
  ])('insecure %j: %i warnings', async (insecure, count) => {
    const warn = vi.fn()
    const fetch = async () => new Response('{"IdentityId":"g1"}')
    const options = { identityPoolId: 'us-east-1:pool', endpoint: 'http://pools.example.com', crossTab: false, clientConfig: { fetch } }
    const session = createSession({ ...options, insecure, logger: { warn } })
    expect(await session.identityId()).toBe('g1')
    await session.credentials().catch(() => {})
    expect(warn).toHaveBeenCalledTimes(count)
  })
})

describe('refreshing', () => {
  test('nothing is asked before the soft point, once in the background after it', async () => {
    const { client, session } = setUp()
    const first = await session.credentials()
    client.takeRequests()
    await vi.advanceTimersByTimeAsync(3_600_000 - 700_000)
    expect(await session.credentials()).toBe(first)
    expect(client.requests).toEqual([])
    await vi.advanceTimersByTimeAsync(200_000)
    expect(await session.credentials()).toBe(first)
    await vi.advanceTimersByTimeAsync(0)
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
    expect(await session.credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
  })

  test('a login function is asked again, and told its last token', async () => {
    const { session } = setUp()
    const token = vi.fn(() => 'ann')
    await session.login('google', token)
    await session.refresh()
    expect(token).toHaveBeenLastCalledWith({ provider: 'google', forceRefresh: true, currentToken: 'ann', signal: expect.any(AbortSignal) })
  })

  test('invalidate drops the credentials', async () => {
    const { session } = setUp()
    await session.credentials()
    session.invalidate()
    expect(session.state.expiration).toBeUndefined()
    expect(await session.credentials()).toMatchObject({ identityId: 'g1', accessKeyId: 'ASIA2' })
  })

  test('CP-CACHE-8 credentials that a service rejected are dropped, others are not', async () => {
    const { session } = setUp()
    const first = await session.credentials()
    session.credentials.reportRejected(Object.assign(new Error('no'), { name: 'ExpiredTokenException' }), { accessKeyId: 'ASIA0' })
    expect(await session.credentials()).toBe(first)
    session.reportRejected(Object.assign(new Error('no'), { name: 'ExpiredTokenException' }), first)
    expect(await session.credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
  })
})

describe('CP-EVT-1 events and snapshots', () => {
  test('an event each, frozen and without secrets', async () => {
    const told: unknown[] = []
    const tell = (payload: unknown) => told.push(payload)
    const { session } = setUp({ events: { credentials: tell, identity: tell, login: tell, logout: tell } })
    const { expiration } = await session.credentials()
    await session.login('google', 'ann')
    await session.logout()
    expect(told).toEqual([
      { identityId: 'g1', previous: undefined },
      { identityId: 'g1', accessKeyId: 'ASIA1', expiration },
      { identityId: 'g1', previous: 'g1', merged: false },
      { identityId: 'g1', accessKeyId: 'ASIA2', expiration },
      { previous: 'g1' },
    ])
    expect(told.every(Object.isFrozen)).toBe(true)
    expect(JSON.stringify(told)).not.toMatch(/secret|token/i)
  })

  test('a listener of login meets the new credentials', async () => {
    const { session } = setUp()
    const guest = await session.credentials()
    let inside: Promise<unknown> | undefined
    session.on('login', () => {
      inside = session.credentials()
    })
    await session.login('google', 'ann')
    expect(await inside).not.toBe(guest)
    expect(await inside).toMatchObject({ accessKeyId: 'ASIA2' })
  })

  test('listeners that throw disturb nothing', async () => {
    const { session } = setUp()
    const fail = () => {
      throw new Error('mine')
    }
    session.on('credentials', fail)
    session.subscribe(fail)
    const listener = vi.fn()
    session.subscribe(listener)
    expect(await session.credentials()).toMatchObject({ identityId: 'g1' })
    expect(listener).toHaveBeenCalled()
  })

  test('a snapshot is the same object until something changes, and frozen', async () => {
    const { session } = setUp()
    const changes: unknown[] = []
    const unsubscribe = session.subscribe(() => changes.push(session.getSnapshot()))
    const first = session.getSnapshot()
    expect(session.getSnapshot()).toBe(first)
    const { expiration } = await session.credentials()
    expect(session.state).toEqual({ status: 'guest', identityId: 'g1', providers: [], expiration, user: undefined })
    expect(session.getSnapshot()).toBe(session.state)
    expect(changes).toEqual([session.state])
    expect([session.state, session.state.providers].every(Object.isFrozen)).toBe(true)
    await session.credentials()
    await session.identityId()
    expect(changes).toHaveLength(1)
    unsubscribe()
    await session.login('google', 'ann', { user: 'ann' })
    expect(changes).toHaveLength(1)
    expect(session.state).toMatchObject({ status: 'user', providers: ['google'], user: 'ann' })
  })

  test('one listener twice hears until both have left', async () => {
    const { session } = setUp()
    const listener = vi.fn()
    session.subscribe(listener)()
    session.subscribe(listener)
    await session.identityId()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('off ends a registration', async () => {
    const { session } = setUp()
    const listener = vi.fn()
    session.on('credentials', listener)
    session.off('credentials', listener)
    await session.credentials()
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('CP-ERR-5 inspection', () => {
  test('shows neither tokens nor keys', async () => {
    const { session } = setUp({ logins: { google: 'login-token-of-ann' } })
    await session.credentials()
    const shown = inspect(session, { depth: 9, showHidden: false }) + JSON.stringify(session) + JSON.stringify(Object.values(session))
    expect(shown).not.toMatch(/login-token|secret-key|session-token/)
    expect(shown).toContain('u1')
  })
})

describe('CP-SEC-5 names that are special', () => {
  test('a provider named __proto__ is a provider like any other', async () => {
    const { client, session } = setUp()
    await session.login('__proto__', 'ann')
    expect(Object.keys(client.requests[0]?.input.Logins ?? {})).toEqual(['__proto__'])
    expect(session.state.providers).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>)['ann']).toBeUndefined()
  })
})
