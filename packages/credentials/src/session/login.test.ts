import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { jwt, serviceError } from '../../test/fake-client.ts'
import { FakeService, notAuthorized } from '../../test/fake-service.ts'
import { createSession, type SessionOptions } from './create-session.ts'

const guestKey = 'aws:cognito-identity-credentials:us-east-1:pool:ANONYMOUS'
const annKey = 'aws:cognito-identity-credentials:us-east-1:pool:ann'

function setUp(options: Partial<SessionOptions> = {}) {
  const client = new FakeService()
  const storage = new Map<string, string>()
  const session = createSession({ identityPoolId: 'us-east-1:pool', client, storage, crossTab: false, ...options })
  return { client, storage, session }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('CP-SES-2 a guest signs in', () => {
  test('the guest becomes the user by one request', async () => {
    const { client, session } = setUp()
    const told = vi.fn()
    session.on('login', told)
    await session.credentials()
    client.takeRequests()
    const result = await session.login('google', 'ann')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)'])
    expect(result).toEqual({ identityId: 'g1', previous: 'g1', merged: false })
    expect(told.mock.calls).toEqual([[result]])
  })

  test('the credentials of the login are kept', async () => {
    const { client, session } = setUp()
    await session.credentials()
    await session.login('google', 'ann')
    client.takeRequests()
    expect(await session.credentials()).toMatchObject({ identityId: 'g1', accessKeyId: 'ASIA2' })
    expect(client.requests).toEqual([])
  })

  test('a merge is followed', async () => {
    const { client, session } = setUp()
    client.users.set('google/ann', 'u-ann')
    await session.credentials()
    client.takeRequests()
    expect(await session.login('google', () => 'ann')).toEqual({ identityId: 'u-ann', previous: 'g1', merged: true })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)'])
    expect(await session.identityId()).toBe('u-ann')
  })

  test('several logins at once', async () => {
    const { client, session } = setUp()
    await session.credentials()
    client.takeRequests()
    await session.login({ google: 'ann', facebook: () => 'ann' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google, facebook)'])
  })

  test('the guest of an earlier page becomes the user', async () => {
    const { client, session, storage } = setUp()
    storage.set(guestKey, 'g-stored')
    expect(await session.login('google', 'ann')).toEqual({ identityId: 'g-stored', previous: 'g-stored', merged: false })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g-stored, google)'])
  })

  test('the guest who is being made becomes the user', async () => {
    const { client, session } = setUp()
    const [guest, login] = await Promise.all([session.credentials(), session.login('google', 'ann')])
    expect([guest.identityId, login.identityId]).toEqual(['g1', 'g1'])
    expect(client.operations.filter((name) => name === 'GetId')).toHaveLength(1)
  })
})

describe('CP-SES-3 nobody is known', () => {
  test('the identity is asked for with the logins', async () => {
    const { client, session } = setUp()
    expect(await session.login('google', 'ann')).toEqual({ identityId: 'u1', previous: undefined, merged: false })
    expect(client.takeRequests()).toEqual(['GetId(google)', 'GetCredentialsForIdentity(u1, google)'])
  })

  test('a pool without guests is asked for none', async () => {
    const { client, session } = setUp()
    client.allowsGuests = false
    await session.login('google', 'ann')
    expect(client.takeRequests()).toEqual(['GetId(google)', 'GetCredentialsForIdentity(u1, google)'])
  })

  test('a guest whom the pool refuses at the same time does not stop the login', async () => {
    const { client, session } = setUp()
    client.allowsGuests = false
    const guest = session.credentials().catch((error: Error) => error.name)
    expect((await session.login('google', 'ann')).identityId).toBe('u1')
    await guest
  })

  test('the stored identity of the user needs no GetId', async () => {
    const { client, session, storage } = setUp()
    client.users.set('google/ann', 'u-ann')
    storage.set(annKey, 'u-ann')
    expect((await session.login('google', 'ann', { user: 'ann' })).identityId).toBe('u-ann')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u-ann, google)'])
  })

  test('one token serves both requests', async () => {
    const { session } = setUp()
    const token = vi.fn(() => 'ann')
    await session.login('google', token)
    expect(token.mock.calls).toEqual([
      [{ provider: 'google', forceRefresh: false, currentToken: undefined, signal: expect.any(AbortSignal) }],
    ])
  })
})

describe('CP-SES-4 the guest is gone', () => {
  test.each([
    ['forbidden', notAuthorized("Access to Identity 'g1' is forbidden.")],
    ['of others', notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.")],
    ['deleted', serviceError('ResourceNotFoundException', "Identity 'g1' not found.")],
  ])('%s: the identity is asked for with the logins, once', async (_, error) => {
    const { client, session, storage } = setUp()
    await session.credentials()
    client.takeRequests()
    client.next('GetCredentialsForIdentity', () => {
      throw error
    })
    expect(await session.login('google', 'ann')).toEqual({ identityId: 'u2', previous: 'g1', merged: false })
    expect(client.takeRequests()).toEqual([
      'GetCredentialsForIdentity(g1, google)',
      'GetId(google)',
      'GetCredentialsForIdentity(u2, google)',
    ])
    expect(storage.has(guestKey)).toBe(false)
  })

  test('where that fails too, the guest stays', async () => {
    const { client, session, storage } = setUp()
    await session.credentials()
    client.takeRequests()
    client.dead.add('g1')
    client.next('GetId', () => {
      throw serviceError('InternalErrorException', 'no', 500)
    })
    await expect(session.login('google', 'ann')).rejects.toMatchObject({ name: 'InternalErrorException' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)', 'GetId(google)'])
    expect(storage.get(guestKey)).toBe('g1')
    expect(session.state).toMatchObject({ status: 'guest', identityId: 'g1' })
  })

  test('a refused login token drops nothing', async () => {
    const { client, session } = setUp()
    await session.credentials()
    client.takeRequests()
    client.next('GetCredentialsForIdentity', () => {
      throw notAuthorized('Invalid login token. Token expired: 1 >= 0')
    })
    await expect(session.login('google', 'ann')).rejects.toMatchObject({ reason: 'login-token-expired' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)'])
    expect(await session.credentials()).toMatchObject({ identityId: 'g1', accessKeyId: 'ASIA1' })
  })

  test('a stored identity of the user that is gone is replaced', async () => {
    const { client, session, storage } = setUp()
    storage.set(annKey, 'u-gone')
    client.dead.add('u-gone')
    expect((await session.login('google', 'ann', { user: 'ann' })).identityId).toBe('u1')
    expect(storage.get(annKey)).toBe('u1')
  })
})

describe('CP-SES-5 the store after a login', () => {
  test('the slot of the guest is empty', async () => {
    const { session, storage } = setUp()
    await session.credentials()
    expect(storage.get(guestKey)).toBe('g1')
    await session.login('google', 'ann')
    expect([...storage]).toEqual([])
  })

  test('a named user is stored', async () => {
    const { session, storage } = setUp()
    await session.credentials()
    await session.login('google', 'ann', { user: 'ann' })
    expect([...storage]).toEqual([[annKey, 'g1']])
  })

  test('a user without a name is remembered for the next refresh', async () => {
    const { client, session } = setUp()
    await session.login('google', 'ann')
    client.takeRequests()
    await session.refresh()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, google)'])
  })

  test('a store that never answers holds no credentials back', async () => {
    const never = () => new Promise<never>(() => {})
    const { session } = setUp({ storage: { getItem: () => null, setItem: never, removeItem: never } })
    await session.credentials()
    const login = session.login('google', 'ann')
    await vi.waitFor(() => expect(session.state.status).toBe('user'))
    expect(await session.credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(await login).toMatchObject({ identityId: 'g1' })
  })
})

describe('CP-SES-6 a login is atomic', () => {
  test('the former identity is served until it succeeds', async () => {
    const { client, session } = setUp()
    const guest = await session.credentials()
    const held = client.hold('GetCredentialsForIdentity')
    const login = session.login('google', 'ann')
    await held.arrived
    expect(await session.credentials()).toBe(guest)
    expect(session.state).toMatchObject({ status: 'guest', providers: [] })
    held.release()
    await login
    expect(await session.credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
  })

  test('a failed login changes nothing', async () => {
    const { client, session, storage } = setUp()
    const guest = await session.credentials()
    const before = session.state
    const told = vi.fn()
    session.on('login', told)
    client.next('GetCredentialsForIdentity', () => {
      throw serviceError('ResourceConflictException', 'Login is already linked to another account.')
    })
    await expect(session.login('google', 'ann')).rejects.toThrow('already linked')
    expect(await session.credentials()).toBe(guest)
    expect(session.state).toBe(before)
    expect(session.params.Logins).toEqual({})
    expect([...storage.values()]).toEqual(['g1'])
    expect(told).not.toHaveBeenCalled()
  })

  test('of two at once the later wins', async () => {
    const { client, session } = setUp()
    await session.credentials()
    const held = client.hold('GetCredentialsForIdentity')
    const earlier = session.login('google', 'ann')
    const refused = expect(earlier).rejects.toMatchObject({ name: 'SupersededError' })
    await held.arrived
    const later = session.login('google', 'bob')
    await refused
    expect((await later).identityId).toBe('g1')
    held.release()
    await vi.advanceTimersByTimeAsync(0)
    expect(session.state).toMatchObject({ status: 'user', identityId: 'g1' })
    expect(client.users.get('google/bob')).toBe('g1')
    expect(await session.credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
  })

  test('a refresh of the guest that ends after the login does not count', async () => {
    const { client, session } = setUp()
    await session.credentials()
    const held = client.hold('GetCredentialsForIdentity')
    const refresh = session.refresh()
    await held.arrived
    await session.login('google', 'ann')
    held.release(() => ({
      IdentityId: 'g1',
      Credentials: { AccessKeyId: 'ASIAguest', SecretKey: 's', Expiration: new Date(Date.now() + 3.6e6) },
    }))
    expect(await refresh).toMatchObject({ accessKeyId: 'ASIA2' })
    expect(await session.credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
    expect(session.state.status).toBe('user')
  })

  test('a refresh of the guest that is refused because of the login makes no other guest', async () => {
    const { client, session } = setUp()
    await session.credentials()
    const held = client.hold('GetCredentialsForIdentity')
    const refresh = session.refresh()
    await held.arrived
    await session.login('google', 'ann')
    client.takeRequests()
    held.release()
    expect(await refresh).toMatchObject({ identityId: 'g1', accessKeyId: 'ASIA2' })
    expect(client.takeRequests()).toEqual([])
  })

  test('its own signal ends it', async () => {
    const { client, session } = setUp()
    const guest = await session.credentials()
    const held = client.hold('GetCredentialsForIdentity')
    const controller = new AbortController()
    const login = session.login('google', 'ann', { signal: controller.signal })
    const refused = expect(login).rejects.toMatchObject({ name: 'AbortError' })
    await held.arrived
    controller.abort()
    await refused
    held.release()
    await vi.advanceTimersByTimeAsync(0)
    expect(await session.credentials()).toBe(guest)
  })
})

describe('CP-SES-7 a second login', () => {
  test('adds its provider', async () => {
    const { client, session } = setUp()
    await session.login('google', 'ann')
    client.takeRequests()
    expect(await session.login('facebook', 'ann')).toEqual({ identityId: 'u1', previous: 'u1', merged: false })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, google, facebook)'])
    expect(session.state.providers).toEqual(['google', 'facebook'])
    await session.refresh()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, google, facebook)'])
  })

  test('keeps the name of the user', async () => {
    const { session, storage } = setUp()
    await session.login('google', 'ann', { user: 'ann' })
    await session.login('facebook', 'ann')
    expect(session.state.user).toBe('ann')
    expect([...storage.keys()]).toEqual([annKey])
  })

  test('with replace drops the others', async () => {
    const { client, session } = setUp()
    await session.login({ google: 'ann', facebook: 'ann' })
    client.takeRequests()
    await session.login('facebook', 'ann', { replace: true })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, facebook)'])
    expect(session.state.providers).toEqual(['facebook'])
    expect(session.params.Logins).toEqual({ facebook: 'ann' })
  })

  test('with replace as somebody else gives the identity of that one', async () => {
    const { client, session } = setUp()
    await session.login('google', 'ann')
    const result = await session.login('google', 'bob', { replace: true })
    expect(result).toEqual({ identityId: 'u2', previous: 'u1', merged: false })
    expect(client.users.get('google/bob')).toBe('u2')
  })
})

describe('CP-SES-9 the same user again', () => {
  test('has the former identity', async () => {
    const { session } = setUp()
    await session.credentials()
    const first = await session.login('google', 'ann')
    await session.logout()
    await session.credentials()
    expect((await session.login('google', 'ann')).identityId).toBe(first.identityId)
  })

  test('another user has another identity and other credentials', async () => {
    const { session } = setUp()
    await session.login('google', 'ann', { user: 'ann' })
    const anns = await session.credentials()
    await session.logout()
    await session.login('google', 'bob', { user: 'bob' })
    const bobs = await session.credentials()
    expect(bobs.identityId).not.toBe(anns.identityId)
    expect(bobs.accessKeyId).not.toBe(anns.accessKeyId)
  })
})

describe('CP-SES-10 the switch of older programs', () => {
  test('equals a login at the next call', async () => {
    const { client, session, storage } = setUp()
    await session.credentials()
    client.takeRequests()
    const told = vi.fn()
    session.on('login', told)
    session.params.Logins['google'] = 'ann'
    session.expired = true
    expect(client.requests).toEqual([])
    expect(await session.credentials()).toMatchObject({ identityId: 'g1', accessKeyId: 'ASIA2' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)'])
    expect(session.expired).toBe(false)
    expect(told.mock.calls).toEqual([[{ identityId: 'g1', previous: 'g1', merged: false }]])
    await vi.advanceTimersByTimeAsync(0)
    expect([...storage]).toEqual([])
  })

  test('follows a merge', async () => {
    const { client, session } = setUp()
    client.users.set('google/ann', 'u-ann')
    await session.credentials()
    session.params.Logins = { google: 'ann' }
    session.expired = true
    expect(await session.credentials()).toMatchObject({ identityId: 'u-ann' })
  })

  test('keeps the guest where it fails, for the next try', async () => {
    const { client, session, storage } = setUp()
    await session.credentials()
    client.takeRequests()
    client.next('GetCredentialsForIdentity', () => {
      throw notAuthorized('Invalid login token.')
    })
    session.params.Logins['google'] = 'old'
    session.expired = true
    await expect(session.credentials()).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    expect(session.expired).toBe(true)
    expect(storage.get(guestKey)).toBe('g1')
    session.params.Logins['google'] = 'ann'
    expect(await session.credentials()).toMatchObject({ identityId: 'g1' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)', 'GetCredentialsForIdentity(g1, google)'])
  })

  test('counts for a call that was on its way', async () => {
    const { client, session } = setUp()
    await session.credentials()
    const held = client.hold('GetCredentialsForIdentity')
    const refresh = session.refresh()
    await held.arrived
    session.params.Logins['google'] = 'ann'
    session.expired = true
    held.release()
    expect(await refresh).toMatchObject({ identityId: 'g1' })
    expect(session.state).toMatchObject({ status: 'user', providers: ['google'] })
  })

  test('logins without expired count from the next refresh', async () => {
    const { client, session } = setUp()
    const guest = await session.credentials()
    session.params.Logins['google'] = 'ann'
    expect(await session.credentials()).toBe(guest)
    client.takeRequests()
    await session.refresh()
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)'])
  })
})

describe('logins from the start', () => {
  test('are what the first call signs in with', async () => {
    const { client, session, storage } = setUp({ logins: { google: 'ann' }, user: 'ann' })
    expect(session.state.status).toBe('new')
    expect(await session.credentials()).toMatchObject({ identityId: 'u1' })
    expect(client.takeRequests()).toEqual(['GetId(google)', 'GetCredentialsForIdentity(u1, google)'])
    expect(session.state).toMatchObject({ status: 'user', user: 'ann' })
    await vi.advanceTimersByTimeAsync(0)
    expect([...storage]).toEqual([[annKey, 'u1']])
  })

  test('share one flight', async () => {
    const { client, session } = setUp({ logins: { google: 'ann' } })
    const all = await Promise.all([session.credentials(), session.identityId(), session.credentials()])
    expect(all[1]).toBe('u1')
    expect(client.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })
})

describe('CP-TOK-5 an ID token alone', () => {
  test('names its provider', async () => {
    const { client, session } = setUp()
    const token = jwt({ iss: 'https://auth.example.com/realms/x' })
    await session.login(token)
    expect(client.requests[0]?.input.Logins).toEqual({ 'auth.example.com/realms/x': token })
  })

  test('takes options', async () => {
    const { session, storage } = setUp()
    await session.login(jwt({ iss: 'https://auth.example.com' }), { user: 'ann' })
    expect([...storage.keys()]).toEqual([annKey])
  })

  test.each([['google'], ['a.b.c'], [jwt({ iss: 7 })], ['']])('%j is none', async (text) => {
    const { client, session } = setUp()
    await expect(session.login(text)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(client.requests).toEqual([])
  })

  test('no message repeats the text', async () => {
    const { session } = setUp()
    await expect(session.login('s3cret')).rejects.toThrow(/^(?!.*s3cret)/)
  })
})

describe('logins that cannot be', () => {
  test.each([
    ['a map inside the map', { loginData: { google: 'ann' } }],
    ['no login', {}],
  ])('%s: ConfigurationError before any request', async (_, logins) => {
    const { client, session } = setUp()
    await expect(session.login(logins as unknown as Record<string, string>)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(client.requests).toEqual([])
  })
})
