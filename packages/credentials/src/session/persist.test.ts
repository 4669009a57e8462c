import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeService } from '../../test/fake-service.ts'
import { createSession, type SessionOptions } from './create-session.ts'

/** Pages that come after one another: one service, two stores. */
function pages(options: Partial<SessionOptions> = {}) {
  const client = new FakeService()
  const storage = new Map<string, string>()
  const persist = new Map<string, string>()
  const open = (own: Partial<SessionOptions> = {}) =>
    createSession({ identityPoolId: 'us-east-1:pool', client, storage, persist, crossTab: false, ...options, ...own })
  return { client, storage, persist, open }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('CP-CACHE-9 credentials that outlive the page', () => {
  test('by default are kept nowhere', async () => {
    const { storage, open } = pages({ persist: undefined })
    await open().login('google', 'ann', { user: 'ann' })
    expect([...storage.values()]).toEqual(['u1'])
  })

  test('the next page asks for nothing', async () => {
    const { client, open } = pages()
    const first = await open().credentials()
    client.takeRequests()
    const session = open()
    const second = await session.credentials()
    expect(second).toEqual(first)
    expect(client.requests).toEqual([])
    expect(session.state).toMatchObject({ status: 'guest', identityId: 'g1', expiration: first.expiration })
  })

  test('session stands for sessionStorage', async () => {
    const area = new Map<string, string>()
    const setItem = (key: string, value: string) => area.set(key, value)
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => area.get(key) ?? null,
      setItem,
      removeItem: (key: string) => area.delete(key),
    })
    const { client, open } = pages({ persist: 'session' })
    await open().credentials()
    client.takeRequests()
    expect((await open().credentials()).identityId).toBe('g1')
    expect(client.requests).toEqual([])
  })

  test('a guest who is still looked for is the one who signs in', async () => {
    const { client, open } = pages()
    const session = open()
    const guest = session.credentials()
    expect(await session.login('google', 'ann')).toEqual({ identityId: 'g1', previous: 'g1', merged: false })
    expect((await guest).identityId).toBe('g1')
    expect(client.operations.filter((name) => name === 'GetId')).toHaveLength(1)
  })

  test('a guest whose credentials are still looked for is the one who signs in', async () => {
    const { client, open } = pages({ storage: undefined })
    await open().credentials()
    client.takeRequests()
    const session = open()
    void session.credentials()
    expect(await session.login('google', 'ann')).toMatchObject({ identityId: 'g1', previous: 'g1' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1, google)'])
  })

  test('are never read in their last minute', async () => {
    const { client, open } = pages()
    await open().credentials()
    client.takeRequests()
    await vi.advanceTimersByTimeAsync(3_600_000 - 60_000)
    expect(await open().credentials()).toMatchObject({ accessKeyId: 'ASIA2' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
  })

  test('before that they are', async () => {
    const { client, open } = pages()
    await open().credentials()
    client.takeRequests()
    await vi.advanceTimersByTimeAsync(3_600_000 - 61_000)
    expect(await open().credentials()).toMatchObject({ accessKeyId: 'ASIA1' })
  })

  test('logout removes them', async () => {
    const { persist, open } = pages()
    const session = open()
    await session.credentials()
    expect(persist.size).toBe(1)
    await session.logout()
    expect(persist.size).toBe(0)
  })

  test('those of a guest go when he signs in', async () => {
    const { persist, open } = pages()
    const session = open()
    await session.credentials()
    await session.login('google', 'ann')
    expect(persist.size).toBe(0)
  })

  test('those of a named user are found by the same name and logins', async () => {
    const { client, open } = pages()
    await open().login('google', 'ann', { user: 'ann' })
    client.takeRequests()
    const session = open({ user: 'ann', logins: { google: 'ann' } })
    const told = vi.fn()
    session.on('login', told)
    expect(await session.credentials()).toMatchObject({ identityId: 'u1', accessKeyId: 'ASIA1' })
    expect(client.requests).toEqual([])
    expect(session.state).toMatchObject({ status: 'user', user: 'ann', providers: ['google'] })
    expect(told).not.toHaveBeenCalled()
  })

  test.each([
    ['another user', { user: 'bob', logins: { google: 'bob' } }],
    ['other logins', { user: 'ann', logins: { facebook: 'ann' } }],
    ['another role', { user: 'ann', logins: { google: 'ann' }, customRoleArn: 'arn:aws:iam::123456789012:role/r' }],
    ['a guest', {}],
    ['another pool', { user: 'ann', logins: { google: 'ann' }, identityPoolId: 'us-east-1:other' }],
  ])('they are not for %s', async (_, own) => {
    const { client, open } = pages()
    await open().login('google', 'ann', { user: 'ann' })
    client.takeRequests()
    expect((await open(own).credentials()).accessKeyId).toBe('ASIA2')
    expect(client.operations).toContain('GetCredentialsForIdentity')
  })

  test('a login asks the service all the same', async () => {
    const { client, open } = pages()
    await open().login('google', 'ann', { user: 'ann' })
    client.takeRequests()
    await open().login('google', 'ann', { user: 'ann' })
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(u1, google)'])
  })

  test('forceRefresh asks the service', async () => {
    const { client, open } = pages()
    await open().credentials()
    client.takeRequests()
    expect(await open().refresh()).toMatchObject({ accessKeyId: 'ASIA2' })
  })

  test('those that a service rejected are gone', async () => {
    const { persist, open } = pages()
    const session = open()
    await session.credentials()
    session.invalidate()
    await vi.advanceTimersByTimeAsync(0)
    expect(persist.size).toBe(0)
  })

  test('a refresh does not read its own', async () => {
    const { client, open } = pages()
    const session = open()
    await session.credentials()
    client.takeRequests()
    await vi.advanceTimersByTimeAsync(3_300_000)
    await session.credentials()
    await vi.advanceTimersByTimeAsync(0)
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
  })

  test.each([
    ['{'],
    ['null'],
    ['7'],
    ['{"expiration":9e15}'],
    ['{"__proto__":{"accessKeyId":"x"}}'],
    ['[]'],
  ])('%s in the store is nothing', async (text) => {
    const { persist, client, open } = pages()
    await open().credentials()
    for (const key of persist.keys()) persist.set(key, text)
    client.takeRequests()
    expect((await open().credentials()).identityId).toBe('g1')
    expect(client.takeRequests()).toEqual(['GetCredentialsForIdentity(g1)'])
  })

  test('a store that fails is told of, and disturbs nothing', async () => {
    const fail = () => {
      throw new Error('blocked')
    }
    const { open } = pages({ persist: { getItem: fail, setItem: fail, removeItem: fail } })
    const session = open()
    const told = vi.fn()
    session.on('storageError', told)
    expect((await session.credentials()).identityId).toBe('g1')
    expect(told).toHaveBeenCalledWith({ error: expect.objectContaining({ name: 'StorageError' }) })
  })

  test('where sessionStorage is missing, there is nothing to read', async () => {
    vi.stubGlobal('sessionStorage', undefined)
    const { open } = pages({ persist: 'session' })
    expect((await open().credentials()).identityId).toBe('g1')
  })
})
