import type { Storage } from '../v3/Storage.ts'

/** A client whose stored ids are understood: the AWS SDK for JavaScript v2, AWS Amplify. */
export type FormerClient = 'sdk-v2' | 'amplify'

const formerKeys = new Map<string, (identityPoolId: string) => string>([
  ['sdk-v2', (identityPoolId) => `aws.cognito.identity-id.${identityPoolId}`],
  ['amplify', (identityPoolId) => `com.amplify.Cognito.${identityPoolId}.identityId`],
])

/**
 * The storage, where a guest who is missing may be one that the application's former client stored: there, or where those clients keep
 * theirs, in `window.localStorage`. What the former client stored is only read.
 */
export function adoptingStorage(storage: Storage, adoptFrom: readonly FormerClient[]): Storage {
  return {
    async getItem(key) {
      const found = await storage.getItem(key)
      const pool = /^aws:cognito-identity-credentials:(.+):ANONYMOUS$/.exec(key)?.[1]
      return found || !pool ? found : formerGuest(storage, adoptFrom, pool)
    },
    setItem: (key, value) => storage.setItem(key, value),
    removeItem: (key) => storage.removeItem(key),
  }
}

async function formerGuest(storage: Storage, clients: readonly FormerClient[], identityPoolId: string): Promise<string | null | undefined> {
  for (const client of clients) {
    const key = formerKeys.get(client)?.(identityPoolId)
    if (!key) continue
    const found = (await storage.getItem(key)) || pageItem(key)
    if (found) return found
  }
  return undefined
}

function pageItem(key: string): string | null | undefined {
  try {
    return window.localStorage.getItem(key)
  } catch {
    // There is none, or it is blocked: nothing to take over.
    return undefined
  }
}
