import type { Storage } from '../v3/Storage.ts'

/** A client whose stored ids are understood: the AWS SDK for JavaScript v2, AWS Amplify. */
export type FormerClient = 'sdk-v2' | 'amplify'

/**
 * The storage, where a guest who is missing may be one that the application's former client stored: there, or where those clients keep
 * theirs, in `window.localStorage`. What the former client stored is only read.
 */
export function adoptingStorage(storage: Storage, adoptFrom: readonly FormerClient[]): Storage {
  return {
    async getItem(key) {
      let found = await storage.getItem(key)
      const pool = /^aws:cognito-identity-credentials:(.+):ANONYMOUS$/.exec(key)?.[1]
      for (const client of pool ? adoptFrom : []) {
        const former = { 'sdk-v2': `aws.cognito.identity-id.${pool}`, amplify: `com.amplify.Cognito.${pool}.identityId` }[client]
        found ||= (await storage.getItem(former)) || pageItem(former)
      }
      return found
    },
    setItem: (key, value) => storage.setItem(key, value),
    removeItem: (key) => storage.removeItem(key),
  }
}

function pageItem(key: string): string | null | undefined {
  try {
    return window.localStorage.getItem(key)
  } catch {
    // There is none, or it is blocked: nothing to take over.
    return undefined
  }
}
