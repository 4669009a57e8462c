import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serviceError } from '../../test/fake-client.ts'
import { FakeService } from '../../test/fake-service.ts'
import { createSession, type SessionOptions } from './create-session.ts'

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

describe('CP-SES-8 logout', () => {
  test('the next call is a new guest', async () => {
    const { client, session } = setUp()
    await session.credentials()
    await session.login('google', 'ann')
    client.takeRequests()
    await session.logout()
    expect(client.requests).toEqual([])
    expect((await session.credentials()).identityId).toBe('g2')
    expect(client.takeRequests()).toEqual(['GetId()', 'GetCredentialsForIdentity(g2)'])
  })

  test('a guest who signs out is followed by another', async () => {
    const { session } = setUp()
    await session.credentials()
    await session.logout()
    expect((await session.credentials()).identityId).toBe('g2')
  })

  test('nothing of the user stays', async () => {
    const { session, storage } = setUp()
    const told = vi.fn()
    session.on('logout', told)
    await session.login('google', 'ann', { user: 'ann' })
    await session.logout()
    expect(session.state).toEqual({ status: 'new', identityId: undefined, providers: [], expiration: undefined, user: undefined })
    expect(session.params.Logins).toEqual({})
    expect([...storage]).toEqual([])
    expect(told.mock.calls).toEqual([[{ previous: 'u1' }]])
  })

  test('without guests the next call is rejected', async () => {
    const { client, session } = setUp({ guest: false })
    await session.login('google', 'ann')
    await session.logout()
    client.takeRequests()
    await expect(session.credentials()).rejects.toMatchObject({ name: 'NotAuthenticatedError' })
    await expect(session.identityId()).rejects.toMatchObject({ name: 'NotAuthenticatedError' })
    expect(client.requests).toEqual([])
  })

  test('calls on their way are aborted, and not joined by later ones', async () => {
    const { client, session } = setUp()
    await session.login('google', 'ann')
    const held = client.hold('GetCredentialsForIdentity')
    const refresh = session.refresh()
    const aborted = expect(refresh).rejects.toMatchObject({ name: 'AbortError' })
    await held.arrived
    const logout = session.logout()
    const next = session.credentials()
    await aborted
    await logout
    expect((await next).identityId).toBe('g2')
    held.release()
    await vi.advanceTimersByTimeAsync(0)
    expect((await session.credentials()).identityId).toBe('g2')
  })

  test('a search for the identity is aborted', async () => {
    const { client, session } = setUp()
    const held = client.hold('GetId')
    const aborted = expect(session.identityId()).rejects.toMatchObject({ name: 'AbortError' })
    await held.arrived
    await session.logout()
    await aborted
    held.release()
    expect(session.state.status).toBe('new')
  })

  test('a login on its way is superseded', async () => {
    const { client, session } = setUp()
    const held = client.hold('GetId')
    const superseded = expect(session.login('google', 'ann')).rejects.toMatchObject({ name: 'SupersededError' })
    await held.arrived
    await session.logout()
    await superseded
    held.release()
    await vi.advanceTimersByTimeAsync(0)
    expect(session.state.status).toBe('new')
  })

  test('of one provider forgets only that', async () => {
    const { client, session } = setUp()
    await session.login({ google: 'ann', facebook: 'ann' })
    client.takeRequests()
    await session.logout({ provider: 'google' })
    expect(session.state).toMatchObject({ status: 'user', identityId: 'u1', providers: ['facebook'] })
    expect((await session.credentials()).identityId).toBe('u1')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, facebook)'])
  })

  test('of the last provider is a full one', async () => {
    const { session } = setUp()
    await session.login('google', 'ann')
    await session.logout({ provider: 'google' })
    expect(session.state.status).toBe('new')
    expect((await session.credentials()).identityId).toBe('g2')
  })

  test('of a provider that is not signed in changes nothing', async () => {
    const { session } = setUp()
    await session.login('google', 'ann')
    const before = await session.credentials()
    await session.logout({ provider: 'facebook' })
    expect(await session.credentials()).toBe(before)
  })

  test('with unlink tells the service first', async () => {
    const { client, session } = setUp()
    await session.login({ google: 'ann', facebook: 'ann' })
    client.takeRequests()
    await session.logout({ unlink: true })
    expect(client.requests[0]?.input).toEqual({
      IdentityId: 'u1',
      Logins: { google: 'ann', facebook: 'ann' },
      LoginsToRemove: ['google', 'facebook'],
    })
    expect(client.requests).toHaveLength(1)
    expect(session.state.status).toBe('new')
  })

  test('with unlink of one provider names that one', async () => {
    const { client, session } = setUp()
    await session.login({ google: 'ann', facebook: 'ann' })
    client.takeRequests()
    await session.logout({ provider: 'facebook', unlink: true })
    expect(client.takeRequests()).toEqual(['UnlinkIdentity(u1, google, facebook, -facebook)'])
    expect(session.state.providers).toEqual(['google'])
  })

  test('where unlink fails, everything stays', async () => {
    const { client, session } = setUp()
    await session.login('google', 'ann')
    const before = await session.credentials()
    client.next('UnlinkIdentity', () => {
      throw serviceError('InternalErrorException', 'no', 500)
    })
    await expect(session.logout({ unlink: true })).rejects.toMatchObject({ name: 'InternalErrorException' })
    expect(await session.credentials()).toBe(before)
    expect(session.state.status).toBe('user')
  })

  test('a login while it unlinks takes its place', async () => {
    const { client, session } = setUp()
    await session.login('google', 'ann')
    const held = client.hold('UnlinkIdentity')
    const superseded = expect(session.logout({ unlink: true })).rejects.toMatchObject({ name: 'SupersededError' })
    await held.arrived
    await session.login('facebook', 'ann')
    await superseded
    held.release()
    expect(session.state.providers).toEqual(['google', 'facebook'])
  })

  test('a guest has nothing to unlink', async () => {
    const { client, session } = setUp()
    await session.credentials()
    client.takeRequests()
    await session.logout({ unlink: true })
    expect(client.requests).toEqual([])
  })
})
