import { AWS } from '../aws.ts'
import type { CredentialsClass, CredentialsOptions } from '../config-types.ts'
import { inherit } from '../inherit.ts'
import { promiseForms } from './promise-forms.ts'
import { raise } from './raise.ts'
import { toProvider } from './to-provider.ts'

type Given = [options?: CredentialsOptions | { credentials: CredentialsOptions }] | [id: string, secret: string, token?: string]

/**
 * A key pair with its session token, and what asks for new ones: `AWS.Credentials`, the base of all other kinds. Made of three texts, of
 * an object that has them, or of an object whose `credentials` has them.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Credentials.html
 */
export const Credentials: CredentialsClass = Object.assign(
  inherit<CredentialsClass>({
    constructor: function Credentials(...given: Given) {
      // What prints or copies the object leaves the secret out.
      AWS.util.hideProperties(this, ['secretAccessKey'])
      this.expired = false
      this.expireTime = null
      this.refreshCallbacks = []
      Object.assign(this, keysOf(given))
    },

    /** Seconds before `expireTime` from which on the keys count as expired. */
    expiryWindow: 15,

    needsRefresh() {
      const soon = AWS.util.date.getDate().getTime() + this.expiryWindow * 1000
      if (this.expireTime && soon > Number(this.expireTime)) return true
      return this.expired || !this.accessKeyId || !this.secretAccessKey
    },

    get(callback) {
      if (!this.needsRefresh()) {
        callback?.()
        return
      }
      this.refresh((error) => {
        if (!error) this.expired = false
        callback?.(error)
      })
    },

    refresh(callback) {
      this.expired = false
      callback?.()
    },

    coalesceRefresh(callback = raise, sync) {
      if (this.refreshCallbacks.push(callback) > 1) return
      try {
        this.load?.((error) => {
          for (const waiting of [...this.refreshCallbacks]) {
            // One that throws must not keep the others from being called.
            if (sync) waiting(error)
            else AWS.util.defer(() => waiting(error))
          }
          this.refreshCallbacks.length = 0
        })
      } catch (error) {
        // Else all later calls would wait for a load that nobody starts.
        this.refreshCallbacks.length = 0
        throw error
      }
    },

    load(callback) {
      callback()
    },

    toProvider,
  }),
  promiseForms({ getPromise: 'get', refreshPromise: 'refresh' }),
  { expiryWindow: 15 },
)

function keysOf(given: Given): CredentialsOptions {
  const [first] = given
  if (given.length !== 1 || typeof first !== 'object') {
    // Fewer than two texts make an object that has to be refreshed before use.
    const [accessKeyId, secretAccessKey, sessionToken] = given as [id: string, secret: string, token?: string]
    return { accessKeyId, secretAccessKey, sessionToken }
  }
  const { accessKeyId, secretAccessKey, sessionToken } = ('credentials' in first && first.credentials) || (first as CredentialsOptions)
  return { accessKeyId, secretAccessKey, sessionToken }
}
