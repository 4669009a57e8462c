import type { Storage } from '../v3/Storage.ts'

/** Clients whose stored identity ids are understood. */
export type FormerClient = 'sdk-v2' | 'amplify'

/**
 * The guest that the application's former client stored, if any: in the given storage, or where those clients keep it,
 * in `window.localStorage`. It is only read.
 */
export async function formerIdentityId(storage: Storage, poolId: string, clients: readonly FormerClient[]): Promise<string | undefined> {
  const areas = [() => storage, () => window.localStorage]
  for (const client of clients) {
    const key = client === 'amplify' ? `com.amplify.Cognito.${poolId}.identityId` : `aws.cognito.identity-id.${poolId}`
    for (const area of areas) {
      // Where there is no `window.localStorage`, or it is blocked, there is nothing to take over.
      const found = await Promise.resolve()
        .then(() => area().getItem(key))
        .catch(() => null)
      if (found && typeof found === 'string') return found
    }
  }
  return undefined
}
