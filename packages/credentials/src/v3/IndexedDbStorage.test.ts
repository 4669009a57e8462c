import { fromCognitoIdentityPool as sdkProvider } from '@aws-sdk/credential-providers'
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIdStore } from '../stores/identity-id-store.ts'
import { IndexedDbStorage } from './IndexedDbStorage.ts'

const identityPoolId = 'eu-central-1:pool'
const database = 'aws:cognito-identity-ids'
let indexedDB: IDBFactory

beforeEach(() => {
  indexedDB = new IDBFactory()
  vi.stubGlobal('self', { indexedDB })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the store in IndexedDB', () => {
  test('W22: keeps what it is given', async () => {
    const storage = new IndexedDbStorage()
    await storage.setItem('foo', 'bar')
    expect(await storage.getItem('foo')).toBe('bar')
  })

  test('W23: answers null for what it does not hold', async () => {
    expect(await new IndexedDbStorage().getItem('foo')).toBeNull()
  })

  test('W24: forgets what is removed', async () => {
    const storage = new IndexedDbStorage()
    await storage.setItem('foo', 'bar')
    await storage.removeItem('foo')
    expect(await storage.getItem('foo')).toBeNull()
  })

  test('is one for all its objects', async () => {
    await new IndexedDbStorage().setItem('foo', 'bar')
    expect(await new IndexedDbStorage().getItem('foo')).toBe('bar')
  })

  test('takes the last of two values', async () => {
    const storage = new IndexedDbStorage()
    await Promise.all([storage.setItem('foo', 'first'), storage.setItem('foo', 'second')])
    expect(await storage.getItem('foo')).toBe('second')
  })

  test('takes self.indexedDB when it is used', async () => {
    const storage = new IndexedDbStorage()
    await storage.setItem('foo', 'bar')
    vi.stubGlobal('self', { indexedDB: new IDBFactory() })
    expect(await storage.getItem('foo')).toBeNull()
  })

  test('keeps another database where one is named', async () => {
    await new IndexedDbStorage('other').setItem('foo', 'bar')
    expect(await new IndexedDbStorage().getItem('foo')).toBeNull()
    expect(await new IndexedDbStorage('other').getItem('foo')).toBe('bar')
  })

  test('keeps nobody from deleting or upgrading the database', async () => {
    const storage = new IndexedDbStorage()
    await Promise.all([storage.setItem('foo', 'bar'), storage.getItem('foo'), storage.removeItem('foo')])
    const ends = await new Promise((resolve) => {
      const upgrade = indexedDB.open(database, 2)
      upgrade.onblocked = () => resolve('blocked')
      upgrade.onsuccess = () => resolve('upgraded')
    })
    expect(ends).toBe('upgraded')
  })

  test('waits for a connection of somebody else that is in the way of a deletion, and then starts afresh', async () => {
    const storage = new IndexedDbStorage()
    await storage.setItem('foo', 'bar')
    const other = await opened(database)
    indexedDB.deleteDatabase(database)
    const reading = storage.getItem('foo')
    other.close()
    expect(await reading).toBeNull()
  })
})

describe('D6: the store in IndexedDB rejects', () => {
  const uses = {
    getItem: (storage: IndexedDbStorage) => storage.getItem('foo'),
    setItem: (storage: IndexedDbStorage) => storage.setItem('foo', 'bar'),
    removeItem: (storage: IndexedDbStorage) => storage.removeItem('foo'),
  }

  describe.each(Object.entries(uses))('%s', (_, use) => {
    test('where there is no self', async () => {
      vi.stubGlobal('self', undefined)
      await expect(use(new IndexedDbStorage())).rejects.toThrow()
    })

    test('where opening throws', async () => {
      const open = () => {
        throw new DOMException('Denied', 'SecurityError')
      }
      vi.stubGlobal('self', { indexedDB: { open } })
      await expect(use(new IndexedDbStorage())).rejects.toThrow('Denied')
    })

    test('where opening fails', async () => {
      await opened(database, 2).then((db) => db.close())
      await expect(use(new IndexedDbStorage())).rejects.toMatchObject({ name: 'VersionError' })
    })

    test('where opening is blocked', async () => {
      const request: { onblocked?: () => void } = {}
      vi.stubGlobal('self', { indexedDB: { open: () => request } })
      const used = use(new IndexedDbStorage())
      request.onblocked?.()
      await expect(used).rejects.toBeUndefined()
    })

    test('where the database holds something else, and closes it', async () => {
      await opened(database).then((db) => db.close())
      await expect(use(new IndexedDbStorage())).rejects.toMatchObject({ name: 'NotFoundError' })
      const deleted = await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(database)
        request.onblocked = () => resolve('blocked')
        request.onsuccess = () => resolve('deleted')
      })
      expect(deleted).toBe('deleted')
    })
  })

  test('where the transaction is aborted after the request has succeeded', async () => {
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value) {
      const request = put.call(this, value)
      request.addEventListener('success', () => this.transaction.abort())
      return request
    })
    await expect(new IndexedDbStorage().setItem('foo', 'bar')).rejects.toBeNull()
    expect(await new IndexedDbStorage().getItem('foo')).toBeNull()
  })
})

describe('CP-POOL-4: the ids of the AWS SDK and ours are the same', () => {
  test('one that the SDK stored is found', async () => {
    const client = sdkClient()
    await theirs(client)
    await vi.waitFor(async () => expect(await everything()).toHaveLength(1))
    expect(await ourStore().read('ANONYMOUS')).toBe('eu-central-1:from-the-service')
  })

  test('one that the SDK stored for a named user is found', async () => {
    await theirs(sdkClient(), { userIdentifier: 'ann', logins: { 'login.example.com': 'token' } })
    await vi.waitFor(async () => expect(await everything()).toHaveLength(1))
    expect(await ourStore().read('ann')).toBe('eu-central-1:from-the-service')
  })

  test('one that we stored is found by the SDK', async () => {
    await ourStore().write('ANONYMOUS', 'eu-central-1:ours')
    const client = sdkClient()
    expect(await theirs(client)).toMatchObject({ identityId: 'eu-central-1:ours' })
    expect(client.sent).toEqual(['GetCredentialsForIdentityCommand'])
  })

  test('one that we removed is not found by the SDK', async () => {
    const store = ourStore()
    await store.write('ANONYMOUS', 'eu-central-1:ours')
    await store.remove('ANONYMOUS')
    expect(await theirs(sdkClient())).toMatchObject({ identityId: 'eu-central-1:from-the-service' })
  })

  test('they lie in version 1 of the database as the SDK lays them', async () => {
    await ourStore().write('ANONYMOUS', 'eu-central-1:ours')
    expect(await everything()).toEqual([{ id: `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`, value: 'eu-central-1:ours' }])
    const db = await opened(database)
    const store = db.transaction('IdentityIds').objectStore('IdentityIds')
    expect([db.version, [...db.objectStoreNames], store.keyPath, store.autoIncrement]).toEqual([1, ['IdentityIds'], 'id', false])
  })
})

function ourStore() {
  return createIdStore({ storage: new IndexedDbStorage(), identityPoolId })
}

/** The credentials of the SDK's provider. */
function theirs(client: ReturnType<typeof sdkClient>, options: { userIdentifier?: string; logins?: Record<string, string> } = {}) {
  // It takes a client too: only its type leaves that out.
  return sdkProvider({ identityPoolId, client, ...options } as Parameters<typeof sdkProvider>[0])()
}

function sdkClient() {
  const sent: string[] = []
  return {
    sent,
    async send(command: { constructor: { name: string }; input: { IdentityId?: string } }) {
      sent.push(command.constructor.name)
      const IdentityId = command.input.IdentityId ?? 'eu-central-1:from-the-service'
      return { IdentityId, Credentials: { AccessKeyId: 'ASIA', SecretKey: 'secret', SessionToken: 'session', Expiration: new Date() } }
    },
  }
}

function opened(name: string, version = 1): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function everything(): Promise<unknown[]> {
  const db = await opened(database)
  try {
    return await new Promise((resolve, reject) => {
      const request = db.transaction('IdentityIds').objectStore('IdentityIds').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    db.close()
  }
}
