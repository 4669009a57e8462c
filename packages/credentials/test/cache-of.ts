import { vi } from 'vitest'
import { type CacheOptions, createCache } from '../src/cache/credential-cache.ts'
import type { ProviderCallOptions, TemporaryCredentials } from '../src/v3/CognitoIdentityCredentials.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

/** A cache over a load that answers K1, K2, … unless told. */
export function cacheOf({ life, offset = 0, options }: { life: number; offset?: number; options?: CacheOptions }) {
  let loads = 0
  const now = () => Date.now() + offset
  const load = vi.fn(async (_: ProviderCallOptions, __: AbortSignal) => credentialsOf(`K${++loads}`, now() + life))
  const emit = vi.fn()
  const cache = createCache<TemporaryCredentials>(load, { clock: { now, local: () => Date.now() }, emit, options: options ?? true })
  return {
    cache,
    load,
    emit,
    /** From now on loads fail. */
    fail(message: string) {
      const error = new Error(message)
      load.mockImplementation(() => Promise.reject(error))
      return error
    },
    /** The next load ends when the test says so. */
    hang() {
      let answer: { resolve(credentials: TemporaryCredentials): void; reject(error: unknown): void } | undefined
      const result = new Promise<TemporaryCredentials>((resolve, reject) => {
        answer = { resolve, reject }
      })
      load.mockImplementationOnce(() => {
        loads++
        return result
      })
      if (!answer) throw new Error('A promise calls its executor at once.')
      return answer
    },
  }
}

export function credentialsOf(accessKeyId: string, expiration: number): TemporaryCredentials {
  return { accessKeyId, secretAccessKey: 'S', sessionToken: 'T', expiration: new Date(expiration) }
}

/** Lets all that needs no time happen. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

/** A page that the test shows and hides. */
export function stubPage() {
  const listeners = new Set<() => void>()
  const page = {
    visibilityState: 'visible',
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }
  vi.stubGlobal('document', page)
  return {
    listeners,
    show(state: 'visible' | 'hidden') {
      page.visibilityState = state
      for (const listener of [...listeners]) listener()
    },
  }
}
