import { test as base } from 'vitest'
import { startUserPools, type UserPool, type UserPools } from '../counterparts/user-pool.ts'
import { type Hallpass, startHallpass } from '../hallpass.ts'
import { createPool, type PoolSettings } from './federation.ts'

export interface NamedUserPool extends UserPool {
  /** Its key in `Logins`: `cognito-idp.REGION.amazonaws.com/POOL` */
  readonly name: string
}

/** `test` with real user pools, one of them named, and a server for the file that knows where it is. */
export const test = base.extend<{ userPools: UserPools; userPool: NamedUserPool; hallpass: Hallpass }>({
  userPools: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const userPools = await startUserPools()
      await use(userPools)
      await userPools.close()
    },
    { scope: 'file' },
  ],
  userPool: [
    async ({ userPools }, use) => {
      const userPool = await userPools.createPool()
      await use({ ...userPool, name: `cognito-idp.us-east-1.amazonaws.com/${userPool.id}` })
    },
    { scope: 'file' },
  ],
  hallpass: [
    async ({ userPools, userPool }, use) => {
      const hallpass = await startHallpass({
        providers: new Map([[userPool.name, { issuer: userPool.issuer, endpoint: userPools.url }]]),
      })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

/** A pool that takes the users of this user pool. */
export function poolFor(
  hallpass: Hallpass,
  { name, clientId }: NamedUserPool,
  settings: PoolSettings & { checks?: boolean } = {},
): Promise<string> {
  const { checks, ...given } = settings
  const check = checks === undefined ? {} : { ServerSideTokenCheck: checks }
  return createPool(hallpass, { CognitoIdentityProviders: [{ ProviderName: name, ClientId: clientId, ...check }], ...given })
}
