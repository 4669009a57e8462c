import { fromCognitoIdentityPool } from '@hallpass/credentials/dist/v3/fromCognitoIdentityPool.js'
import { cookieStorage, indexedDbStorage, memoryStorage, type Storage, webStorage } from '@hallpass/credentials/storage'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fakeClient } from './fake-client.ts'

const identityPoolId = 'eu-central-1:pool'
const key = `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('CP-ID-STORE-1: an adapter as the cache of a pool provider', () => {
  const [area, memory] = [memoryStorage(), memoryStorage()]
  const reactNative = new Map<string, string>()
  const adapters: [string, () => Storage][] = [
    ['indexedDbStorage', () => indexedDbStorage()],
    ['webStorage', () => webStorage(area)],
    ['memoryStorage', () => memory],
    [
      'an AsyncStorage as React Native has it',
      () => ({
        getItem: async (key) => reactNative.get(key) ?? null,
        setItem: async (key, value) => void reactNative.set(key, value),
        removeItem: async (key) => void reactNative.delete(key),
      }),
    ],
  ]

  test.each(adapters)('keeps the identity: %s', async (_, adapter) => {
    vi.stubGlobal('self', { indexedDB: new IDBFactory() })
    const client = fakeClient()
    const { identityId } = await fromCognitoIdentityPool({ client, identityPoolId, cache: adapter() })()
    await vi.waitFor(async () => expect(await adapter().getItem(key)).toBe(identityId))
    expect((await fromCognitoIdentityPool({ client, identityPoolId, cache: adapter() })()).identityId).toBe(identityId)
    expect(client.operations()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
  })
})

describe('CP-ID-STORE-1: cookies of a page that is rendered on a server', () => {
  /** What a browser would send with its next request. */
  const cookieOf = (setCookie: string[]) => setCookie.map((line) => line.split(';')[0]).join('; ')

  test('give the server and the page one identity', async () => {
    const client = fakeClient()
    const set: string[] = []
    const onServer = cookieStorage({ read: () => null, write: (line) => void set.push(line) })
    const { identityId } = await fromCognitoIdentityPool({ client, identityPoolId, cache: onServer })()
    await vi.waitFor(() => expect(set).toHaveLength(1))

    vi.stubGlobal('document', { cookie: `theme=dark; ${cookieOf(set)}` })
    expect((await fromCognitoIdentityPool({ client, identityPoolId, cache: cookieStorage() })()).identityId).toBe(identityId)
    expect(client.operations().filter((operation) => operation === 'GetId')).toHaveLength(1)
  })

  test('CP-POOL-13: are those of each user', async () => {
    const client = fakeClient()
    const render = (header: string) => {
      const cache = cookieStorage({ read: () => header, write: () => {} })
      return fromCognitoIdentityPool({ client, identityPoolId, cache })()
    }
    const [ann, bob] = await Promise.all([render(''), render('')])
    expect(ann.identityId).not.toBe(bob.identityId)
  })

  test('CP-SEC-1: hold no credentials', async () => {
    const set: string[] = []
    const cache = cookieStorage({ read: () => '', write: (line) => void set.push(line) })
    const {
      accessKeyId,
      secretAccessKey,
      sessionToken = '',
    } = await fromCognitoIdentityPool({
      client: fakeClient(),
      identityPoolId,
      cache,
      credentialCache: true,
    })()
    await vi.waitFor(() => expect(set).toHaveLength(1))
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) expect(set.join()).not.toContain(encodeURIComponent(secret))
  })
})
