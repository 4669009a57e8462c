import type { Credentials } from '../config-types.ts'

/** What clients of the SDK v3 take: keys, and when they stop being valid. */
interface Identity {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

/**
 * `credentials.toProvider()`: a function for the option `credentials` of SDK v3 clients. Each call hands over the keys of these
 * credentials, which are refreshed first where they have to be; a failed refresh rejects with its error.
 */
export function toProvider(this: Credentials): () => Promise<Identity> {
  return async () => {
    // Not `getPromise`: applications may take the promise forms away.
    await new Promise<void>((resolve, reject) => this.get((error) => (error ? reject(error) : resolve())))
    const { accessKeyId, secretAccessKey, sessionToken, expireTime } = this
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken && { sessionToken }),
      ...(expireTime && { expiration: new Date(expireTime) }),
    }
  }
}
