import type { Storage } from './Storage.ts'

const objects = 'IdentityIds'

interface Item {
  readonly id: string
  readonly value: string
}

/**
 * A store in IndexedDB, in the layout of the AWS SDK's own: database `aws:cognito-identity-ids`, version 1, objects `{ id, value }`.
 * Each use opens the database and closes it again, so that nobody who upgrades or deletes it waits for this.
 * Every method rejects where the database cannot be used.
 * @see https://w3c.github.io/IndexedDB/
 */
export class IndexedDbStorage implements Storage {
  readonly #name: string

  constructor(name = 'aws:cognito-identity-ids') {
    this.#name = name
  }

  async getItem(key: string): Promise<string | null> {
    return (await this.#use('get', key))?.value ?? null
  }

  async setItem(id: string, value: string): Promise<void> {
    await this.#use('put', { id, value })
  }

  async removeItem(key: string): Promise<void> {
    await this.#use('delete', key)
  }

  #use(method: 'get' | 'put' | 'delete', what: unknown): Promise<Item | undefined> {
    return new Promise((resolve, reject) => {
      const opening = self.indexedDB.open(this.#name, 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(objects, { keyPath: 'id' })
      opening.onblocked = reject
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const database = opening.result
        try {
          const transaction = database.transaction(objects, method === 'get' ? 'readonly' : 'readwrite')
          // What is kept there was put there by `setItem`, of this class or of the SDK's.
          const request: IDBRequest<Item> = transaction.objectStore(objects)[method](what as never) as never
          transaction.oncomplete = () => resolve(request.result)
          transaction.onabort = () => reject(transaction.error)
        } catch (error) {
          reject(error)
        }
        // What has begun still ends: a closed connection only takes nothing new.
        database.close()
      }
    })
  }
}
