import { afterEach, describe, expect, test, vi } from 'vitest'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import { adoptingStorage, type FormerClient } from './adopting-storage.ts'
import { createIdStore } from './identity-id-store.ts'

const identityPoolId = 'eu-central-1:pool'
const own = `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`
const keys = { 'sdk-v2': `aws.cognito.identity-id.${identityPoolId}`, amplify: `com.amplify.Cognito.${identityPoolId}.identityId` }
const clients: [FormerClient, string][] = [
  ['sdk-v2', keys['sdk-v2']],
  ['amplify', keys.amplify],
]

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('CP-ID-STORE-2: the guest of a former client', () => {
  test.each(clients)('(%s) is found in the storage', async (client, key) => {
    expect(await adoptingStorage(new InMemoryStorage({ [key]: 'former' }), [client]).getItem(own)).toBe('former')
  })

  test.each(clients)('(%s) is found in window.localStorage', async (client, key) => {
    vi.stubGlobal('window', { localStorage: new InMemoryStorage({ [key]: 'former' }) })
    expect(await adoptingStorage(new InMemoryStorage(), [client]).getItem(own)).toBe('former')
  })

  test.each(clients)('(%s) is not looked for where nobody asked for it', async (client, key) => {
    const others = clients.map(([name]) => name).filter((name) => name !== client)
    expect(await adoptingStorage(new InMemoryStorage({ [key]: 'former' }), others).getItem(own)).toBeUndefined()
  })

  test('comes after our own', async () => {
    const storage = adoptingStorage(new InMemoryStorage({ [own]: 'own', [keys.amplify]: 'former' }), ['sdk-v2', 'amplify'])
    expect(await storage.getItem(own)).toBe('own')
  })

  test('is that of the client named first', async () => {
    const storage = new InMemoryStorage({ [keys['sdk-v2']]: 'of the SDK', [keys.amplify]: 'of Amplify' })
    expect(await adoptingStorage(storage, ['amplify', 'sdk-v2']).getItem(own)).toBe('of Amplify')
  })

  test.each([
    'aws:cognito-identity-credentials:eu-central-1:pool:ann',
    'aws:cognito-identity-credentials:eu-central-1:other:ANONYMOUS',
    'x',
  ])('is no answer for %s', async (key) => {
    const storage = new InMemoryStorage({ [keys['sdk-v2']]: 'former', [keys.amplify]: 'former' })
    expect(await adoptingStorage(storage, ['sdk-v2', 'amplify']).getItem(key)).toBeFalsy()
  })

  test('is none where window.localStorage is blocked, or there is none', async () => {
    const blocked = Object.defineProperty({}, 'localStorage', {
      get() {
        throw new DOMException('Denied', 'SecurityError')
      },
    })
    for (const window of [blocked, {}, undefined]) {
      vi.stubGlobal('window', window)
      expect(await adoptingStorage(new InMemoryStorage(), ['sdk-v2', 'amplify']).getItem(own)).toBeUndefined()
    }
  })

  test.each(['__proto__', 'toString', 'other'])('of an unknown client (%s) is none', async (client) => {
    expect(await adoptingStorage(new InMemoryStorage(), [client as FormerClient]).getItem(own)).toBeUndefined()
  })

  test('stays where it is, whatever becomes of ours', async () => {
    const storage = new InMemoryStorage({ [keys.amplify]: 'former' })
    const adopting = adoptingStorage(storage, ['amplify'])
    await adopting.setItem(own, 'own')
    expect(storage.getItem(own)).toBe('own')
    await adopting.removeItem(own)
    expect([storage.getItem(own), storage.getItem(keys.amplify)]).toEqual([null, 'former'])
  })

  test('is not taken over again after it has turned out to be dead', async () => {
    const storage = adoptingStorage(new InMemoryStorage({ [keys.amplify]: 'former' }), ['amplify'])
    const store = createIdStore({ storage, identityPoolId })
    expect(await store.readOrMake('ANONYMOUS', async () => 'new')).toEqual({ identityId: 'former', isFresh: false })
    await store.remove('ANONYMOUS')
    expect(await store.readOrMake('ANONYMOUS', async () => 'new')).toEqual({ identityId: 'new', isFresh: true })
  })
})
