import { MergeDeveloperIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { Realms } from '../counterparts/realms.ts'
import { developerProvider, realmNames, test } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken, loginsOf, snapshot } from './identity-calls.ts'

/** The logins of one user in the realms from one position to another. */
function loginsIn(realms: Realms, user: string, from: number, to: number): Record<string, string> {
  return realms.logins(Object.fromEntries(realmNames.slice(from, to).map((realm) => [realm, user])))
}

describe('a request', () => {
  test('takes ten logins', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, loginsIn(realms, 'ann', 0, 10))
    expect(await loginsOf(hallpass, id)).toHaveLength(10)
  })

  test('does not take eleven', async ({ hallpass, pool, realms }) => {
    await expect(getId(hallpass, pool, loginsIn(realms, 'ann', 0, 11))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Member must have length less than or equal to 10'),
    })
    expect(await snapshot(hallpass, pool)).toEqual([[], []])
  })
})

describe('an identity with twenty logins', () => {
  const full = test.extend<{ identityId: string }>({
    identityId: async ({ hallpass, pool, realms }, use) => {
      const id = await getId(hallpass, pool, loginsIn(realms, 'ann', 0, 10))
      await getId(hallpass, pool, loginsIn(realms, 'ann', 9, 19))
      await getId(hallpass, pool, loginsIn(realms, 'ann', 18, 20))
      await use(id)
    },
  })

  full('goes on working', async ({ hallpass, pool, realms, identityId }) => {
    expect(await loginsOf(hallpass, identityId)).toHaveLength(20)
    expect(await getId(hallpass, pool, loginsIn(realms, 'ann', 10, 20))).toBe(identityId)
  })

  full('takes no further one by GetId', async ({ hallpass, pool, realms, identityId }) => {
    const before = await snapshot(hallpass, pool)
    await expect(getId(hallpass, pool, loginsIn(realms, 'ann', 19, 21))).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 400 },
    })
    expect(await snapshot(hallpass, pool)).toEqual(before)
    expect(await loginsOf(hallpass, identityId)).toHaveLength(20)
  })

  full('takes no further one by the operations that know no limit', async ({ hallpass, pool, realms, identityId }) => {
    const logins = loginsIn(realms, 'ann', 19, 21)
    const before = await snapshot(hallpass, pool)
    const conflict = { name: 'ResourceConflictException', $metadata: { httpStatusCode: 400 } }
    await expect(getToken(hallpass, identityId, logins)).rejects.toMatchObject(conflict)
    await expect(getCredentials(hallpass, identityId, logins)).rejects.toMatchObject(conflict)
    const known = { IdentityId: identityId, Logins: loginsIn(realms, 'ann', 0, 1) }
    await expect(getDeveloperToken(hallpass, pool, 'ann', known)).rejects.toMatchObject(conflict)
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  full('merges with no other', async ({ hallpass, pool, realms, identityId }) => {
    const other = await getId(hallpass, pool, loginsIn(realms, 'ann', 20, 21))
    await expect(getId(hallpass, pool, loginsIn(realms, 'ann', 19, 21))).rejects.toMatchObject({ name: 'LimitExceededException' })
    expect(await getId(hallpass, pool, loginsIn(realms, 'ann', 20, 21))).toBe(other)
    expect(await getId(hallpass, pool, loginsIn(realms, 'ann', 0, 1))).toBe(identityId)
  })
})

test('developer users count as logins, and merging them stops at twenty', async ({ hallpass, pool }) => {
  const users = Array.from({ length: 21 }, (_, number) => `user-${number}`)
  const [first = ''] = users
  const { identityId } = await getDeveloperToken(hallpass, pool, first)
  const merge = async (user: string) => {
    await getDeveloperToken(hallpass, pool, user)
    const pair = { SourceUserIdentifier: user, DestinationUserIdentifier: first }
    const command = new MergeDeveloperIdentitiesCommand({ ...pair, DeveloperProviderName: developerProvider, IdentityPoolId: pool })
    return hallpass.cognito.send(command)
  }
  for (const user of users.slice(1, 20)) expect(await merge(user)).toMatchObject({ IdentityId: identityId })
  await expect(merge('user-20')).rejects.toMatchObject({ name: 'ResourceConflictException' })
  expect((await getDeveloperToken(hallpass, pool, 'user-19')).identityId).toBe(identityId)
  expect((await getDeveloperToken(hallpass, pool, 'user-20')).identityId).not.toBe(identityId)
})
