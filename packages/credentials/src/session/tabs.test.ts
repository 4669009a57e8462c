import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeLocks } from '../../test/fake-locks.ts'
import { FakeService } from '../../test/fake-service.ts'
import { createSession, type SessionOptions } from './create-session.ts'

/** What is used of `BroadcastChannel`: all others of the name hear, a moment later. */
class FakeChannel {
  static all: FakeChannel[] = []
  static posted: unknown[] = []
  onmessage: ((event: { data: unknown }) => void) | undefined
  readonly name: string
  constructor(name: string) {
    this.name = name
    FakeChannel.all.push(this)
  }
  postMessage(data: unknown) {
    FakeChannel.posted.push(data)
    for (const other of FakeChannel.all) {
      if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }))
    }
  }
  close() {
    FakeChannel.all = FakeChannel.all.filter((one) => one !== this)
  }
}

/** Tabs of one origin: one service, one store, one channel. */
function tabs(options: Partial<SessionOptions> = {}) {
  const client = new FakeService()
  const storage = new Map<string, string>()
  const open = (own: Partial<SessionOptions> = {}) =>
    createSession({ identityPoolId: 'us-east-1:pool', client, storage, ...options, ...own })
  return { client, storage, open }
}

const moment = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
  FakeChannel.all = []
  FakeChannel.posted = []
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  vi.stubGlobal('navigator', { locks: new FakeLocks() })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('CP-TAB-1 ten tabs opened at once', () => {
  test('are one guest', async () => {
    const { client, open } = tabs()
    const all = await Promise.all(Array.from({ length: 10 }, () => open().credentials()))
    expect(new Set(all.map(({ identityId }) => identityId))).toEqual(new Set(['g1']))
    expect(client.operations.filter((name) => name === 'GetId')).toHaveLength(1)
  })
})

describe('CP-TAB-2 what tabs tell each other', () => {
  test('identity, login and logout are posted, without secrets', async () => {
    const { open } = tabs()
    const session = open()
    await session.credentials()
    await session.login('google', 'ann')
    await session.logout()
    expect(FakeChannel.posted).toEqual([
      { type: 'identity', identityId: 'g1', previous: undefined },
      { type: 'login', identityId: 'g1', previous: 'g1' },
      { type: 'logout', previous: 'g1' },
    ])
  })

  test('a tab that hears logout drops its credentials before its next call', async () => {
    const { client, open } = tabs()
    const [one, other] = [open(), open()]
    await one.login('google', 'ann')
    await other.login('google', 'ann')
    const told = vi.fn()
    other.on('logout', told)
    await one.logout()
    await moment()
    expect(told.mock.calls).toEqual([[{ previous: 'u1' }]])
    expect(other.state.status).toBe('new')
    expect(other.params.Logins).toEqual({})
    client.takeRequests()
    expect((await other.credentials()).identityId).toBe('g2')
    expect(client.takeRequests()).toEqual(['GetId()', 'GetCredentialsForIdentity(g2)'])
    expect((await one.credentials()).identityId).toBe('g2')
  })

  test('a logout that is heard is not told again', async () => {
    const { open } = tabs()
    const [one, other] = [open(), open()]
    await one.login('google', 'ann')
    await other.login('google', 'ann')
    FakeChannel.posted = []
    await one.logout()
    await moment()
    expect(FakeChannel.posted).toEqual([{ type: 'logout', previous: 'u1' }])
    expect(other.state.status).toBe('new')
  })

  test('a logout of somebody else is none of its own', async () => {
    const { open } = tabs()
    const [one, other] = [open(), open()]
    await one.login('google', 'ann')
    await other.login('google', 'bob')
    const bobs = await other.credentials()
    await one.logout()
    await moment()
    expect(await other.credentials()).toBe(bobs)
  })

  test('a guest whose identity became a user elsewhere is another guest from then on', async () => {
    const { client, open } = tabs()
    const [one, other] = [open(), open()]
    await Promise.all([one.credentials(), other.credentials()])
    await one.login('google', 'ann')
    await moment()
    expect(other.state.status).toBe('new')
    client.takeRequests()
    expect((await other.credentials()).identityId).toBe('g2')
    expect(client.takeRequests()).toEqual(['GetId()', 'GetCredentialsForIdentity(g2)'])
  })

  test('a guest who was merged into a user elsewhere is another guest from then on', async () => {
    const { client, open } = tabs()
    client.users.set('google/ann', 'u-ann')
    const [one, other] = [open(), open()]
    await Promise.all([one.credentials(), other.credentials()])
    await one.login('google', 'ann')
    await moment()
    expect((await other.credentials()).identityId).toBe('g1'.replace('1', '2'))
  })

  test('a login reaches a guest of the same identity, and so does the logout that follows', async () => {
    const { client, open } = tabs()
    client.users.set('google/ann', 'u-ann')
    const [one, other] = [open(), open()]
    await Promise.all([one.credentials(), other.credentials()])
    const [login, logout] = [vi.fn(), vi.fn()]
    other.on('login', login)
    other.on('logout', logout)
    await one.login('google', 'ann')
    await moment()
    expect(login.mock.calls).toEqual([[{ identityId: 'u-ann', previous: 'g1', merged: true }]])
    expect(Object.isFrozen(login.mock.calls[0]?.[0])).toBe(true)
    expect(other.state.status).toBe('new')
    const before = await other.credentials()
    await one.logout()
    await moment()
    expect(logout.mock.calls).toEqual([[{ previous: 'u-ann' }]])
    const after = await other.credentials()
    expect(after.accessKeyId).not.toBe(before.accessKeyId)
    expect(after.identityId).toBe(before.identityId)
  })

  test('a login reaches a user of the same identity, who stays one', async () => {
    const { open } = tabs()
    const [one, other] = [open(), open()]
    await one.login('google', 'ann')
    await other.login('google', 'ann')
    const mine = await other.credentials()
    const told = vi.fn()
    other.on('login', told)
    await one.login('facebook', 'ann-at-facebook')
    await moment()
    expect(told.mock.calls).toEqual([[{ identityId: 'u1', previous: 'u1', merged: false }]])
    expect(await other.credentials()).toBe(mine)
  })

  test('an identity reaches the tabs of the same store', async () => {
    const { client, open } = tabs()
    const [one, other] = [open(), open()]
    const told = vi.fn()
    other.on('identity', told)
    await one.credentials()
    await moment()
    expect(told.mock.calls).toEqual([[{ identityId: 'g1', previous: undefined }]])
    expect(other.state).toMatchObject({ status: 'guest', identityId: 'g1' })
    client.takeRequests()
    await other.credentials()
    expect(client.requests).toHaveLength(1)
    expect(told).toHaveBeenCalledOnce()
  })

  test('an identity of another store is nobody here', async () => {
    const { open } = tabs()
    const [one, other] = [open(), open({ storage: new Map() })]
    const told = vi.fn()
    for (const name of ['identity', 'login', 'logout'] as const) other.on(name, told)
    await one.credentials()
    await one.login('google', 'ann')
    await one.logout()
    await moment()
    expect(told).not.toHaveBeenCalled()
    expect(other.state).toMatchObject({ status: 'new', identityId: undefined })
  })

  test.each([
    ['logout', { type: 'logout', previous: 'g1' }],
    ['login', { type: 'login', identityId: 'u1', previous: 'g1' }],
    ['identity', { type: 'identity', identityId: 'g2', previous: 'g1' }],
  ])('a late %s leaves the guest who has come since', async (_, message) => {
    const { client, storage, open } = tabs()
    const late = open({ initial: { identityId: 'g1' } })
    storage.set('aws:cognito-identity-credentials:us-east-1:pool:ANONYMOUS', 'g2')
    new FakeChannel(FakeChannel.all[0]?.name ?? '').postMessage(message)
    await moment()
    expect([...storage.values()]).toEqual(['g2'])
    expect((await late.credentials()).identityId).toBe('g2')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g2)'])
  })

  test('a user stays who he is when another signs in elsewhere', async () => {
    const { open } = tabs()
    const [one, other] = [open(), open()]
    await other.login('google', 'bob')
    const bobs = await other.credentials()
    await one.login('google', 'ann')
    await moment()
    expect(await other.credentials()).toBe(bobs)
  })

  test('two users of one server process disturb each other in nothing', async () => {
    const { client, open } = tabs()
    const [one, other] = [open({ storage: new Map() }), open({ storage: new Map() })]
    expect([(await one.credentials()).identityId, (await other.credentials()).identityId]).toEqual(['g1', 'g2'])
    const others = await other.credentials()
    await one.login('google', 'ann')
    await one.logout()
    await moment()
    expect(await other.credentials()).toBe(others)
    expect(client.users.size).toBe(1)
  })

  test('other pools do not hear', async () => {
    const { open } = tabs()
    const [one, other] = [open(), open({ identityPoolId: 'us-east-1:other', storage: new Map() })]
    await one.login('google', 'ann')
    await other.login('google', 'ann')
    await one.logout()
    await moment()
    expect(other.state.status).toBe('user')
  })

  test('crossTab false says and hears nothing', async () => {
    const { open } = tabs({ crossTab: false })
    const session = open()
    await session.login('google', 'ann')
    expect(FakeChannel.all).toEqual([])
    expect(FakeChannel.posted).toEqual([])
  })

  test('sessions that keep their identities to themselves open no channel outside a page, unless asked to', () => {
    const { open } = tabs({ storage: undefined })
    open()
    expect(FakeChannel.all).toEqual([])
    open({ crossTab: true })
    expect(FakeChannel.all).toHaveLength(1)
  })

  test('pages whose storage is blocked hear each other', () => {
    vi.stubGlobal('document', {})
    tabs({ storage: undefined }).open()
    expect(FakeChannel.all).toHaveLength(1)
  })

  test.each(['close', 'logout'] as const)('CP-SES-12 %s asks for no guest while another tab holds the lock', async (end) => {
    const { client, open } = tabs()
    const held = client.hold('GetId')
    void open().credentials()
    await held.arrived
    client.takeRequests()
    const session = open()
    const refused = expect(session.credentials()).rejects.toMatchObject({ name: end === 'close' ? 'ClosedError' : 'AbortError' })
    await moment()
    await session[end]()
    await refused
    await vi.advanceTimersByTimeAsync(6000)
    expect(client.requests).toEqual([])
  })

  test('CP-SES-12 a closed session has left the channel', () => {
    const { open } = tabs()
    const session = open()
    expect(FakeChannel.all).toHaveLength(1)
    session.close()
    expect(FakeChannel.all).toEqual([])
  })

  test('CP-SEC-4 live credentials are neither told nor taken unless asked for', async () => {
    const { open } = tabs()
    const session = open()
    const mine = await session.credentials()
    new FakeChannel(FakeChannel.all[0]?.name ?? '').postMessage({
      type: 'credentials',
      identityId: 'g1',
      scope: '[[],null,null,null,null,null]',
      accessKeyId: 'ASIAother',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: Date.now() + 7_200_000,
    })
    await moment()
    expect(await session.credentials()).toBe(mine)
    expect(JSON.stringify(FakeChannel.posted.slice(0, 1))).not.toMatch(/secret|session-token/)
  })
})

describe('CP-TAB-3 live credentials', () => {
  const shared = { crossTab: 'credentials' } as const

  test('a tab that opens takes those of another', async () => {
    const { client, open } = tabs(shared)
    const first = open().credentials()
    await vi.advanceTimersByTimeAsync(200)
    client.takeRequests()
    const second = await open().credentials()
    expect(second).toEqual(await first)
    expect(client.requests).toEqual([])
  })

  test('ten tabs opened at once ask once', async () => {
    const { client, open } = tabs(shared)
    const all = Promise.all(Array.from({ length: 10 }, () => open().credentials()))
    await vi.advanceTimersByTimeAsync(2000)
    expect(new Set((await all).map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['ASIA1']))
    expect(client.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('one tab refreshes for all', async () => {
    const { client, open } = tabs(shared)
    const [one, other] = [open(), open()]
    const both = Promise.all([one.credentials(), other.credentials()])
    await vi.advanceTimersByTimeAsync(500)
    await both
    client.takeRequests()
    await vi.advanceTimersByTimeAsync(3_600_000 - 300_000)
    await Promise.all([one.credentials(), other.credentials()])
    await vi.advanceTimersByTimeAsync(500)
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
    expect((await one.credentials()).accessKeyId).toBe('ASIA2')
    expect((await other.credentials()).accessKeyId).toBe('ASIA2')
  })

  test('a guest and the user of the same identity take none of each other', async () => {
    const { client, open } = tabs(shared)
    const user = open()
    await user.login('google', 'ann')
    client.takeRequests()
    const guest = open({ initial: { identityId: 'u1' } })
    const refused = expect(guest.credentials()).resolves.toMatchObject({ identityId: 'g2' })
    await vi.advanceTimersByTimeAsync(500)
    await refused
  })

  test('credentials that a service rejected are not taken back from another tab', async () => {
    const { client, open } = tabs(shared)
    const [one, other] = [open(), open()]
    const both = Promise.all([one.credentials(), other.credentials()])
    await vi.advanceTimersByTimeAsync(500)
    await both
    client.takeRequests()
    one.invalidate()
    const next = one.credentials()
    await vi.advanceTimersByTimeAsync(500)
    expect((await next).accessKeyId).toBe('ASIA2')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
    expect((await other.credentials()).accessKeyId).toBe('ASIA2')
  })

  test('an error of the service reaches the caller', async () => {
    const { client, open } = tabs(shared)
    client.allowsGuests = false
    const refused = expect(open().credentials()).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await vi.advanceTimersByTimeAsync(500)
    await refused
  })
})

describe('CP-TAB-4 without locks and channels', () => {
  test.each([[true], ['credentials' as const]])('crossTab %j works per tab', async (crossTab) => {
    vi.stubGlobal('BroadcastChannel', undefined)
    vi.stubGlobal('navigator', undefined)
    const { open } = tabs({ crossTab })
    const session = open()
    const guest = session.credentials()
    await vi.advanceTimersByTimeAsync(500)
    expect((await guest).identityId).toBe('g1')
    expect(await session.login('google', 'ann')).toMatchObject({ identityId: 'g1' })
    await session.logout()
    expect(session.state.status).toBe('new')
  })
})
