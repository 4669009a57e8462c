import {
  LookupDeveloperIdentityCommand,
  type LookupDeveloperIdentityCommandInput,
  MergeDeveloperIdentitiesCommand,
} from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { createPool, developerProvider, test } from './federation.ts'
import { getDeveloperToken, getId } from './identity-calls.ts'

function lookUp(
  { cognito }: Pick<Clients, 'cognito'>,
  IdentityPoolId: string,
  asked: Omit<LookupDeveloperIdentityCommandInput, 'IdentityPoolId'>,
) {
  return cognito.send(new LookupDeveloperIdentityCommand({ IdentityPoolId, ...asked }))
}

/** One identity with developer users `user-01` up to this number. */
async function identityWithUsers(hallpass: Clients, pool: string, count: number): Promise<{ id: string; users: readonly string[] }> {
  const users = Array.from({ length: count }, (_, index) => `user-${String(index + 1).padStart(2, '0')}`)
  const [first = '', ...others] = users
  const { identityId } = await getDeveloperToken(hallpass, pool, first)
  for (const user of others) {
    await getDeveloperToken(hallpass, pool, user)
    await hallpass.cognito.send(
      new MergeDeveloperIdentitiesCommand({
        SourceUserIdentifier: user,
        DestinationUserIdentifier: first,
        DeveloperProviderName: developerProvider,
        IdentityPoolId: pool,
      }),
    )
  }
  return { id: identityId, users }
}

describe('LookupDeveloperIdentity', () => {
  test('finds the identity of a user', async ({ hallpass, pool }) => {
    const { identityId: IdentityId } = await getDeveloperToken(hallpass, pool, 'ann')
    const { $metadata: _, ...answer } = await lookUp(hallpass, pool, { DeveloperUserIdentifier: 'ann' })
    expect(answer).toEqual({ IdentityId, DeveloperUserIdentifierList: ['ann'] })
  })

  test('finds the users of an identity', async ({ hallpass, pool, realms }) => {
    const { id, users } = await identityWithUsers(hallpass, pool, 3)
    await getDeveloperToken(hallpass, pool, 'user-01', { Logins: realms.logins({ a: 'ann' }) })
    const { $metadata: _, ...answer } = await lookUp(hallpass, pool, { IdentityId: id })
    expect(answer).toEqual({ IdentityId: id, DeveloperUserIdentifierList: users })
  })

  test('confirms a pair', async ({ hallpass, pool }) => {
    const { id } = await identityWithUsers(hallpass, pool, 2)
    expect(await lookUp(hallpass, pool, { IdentityId: id, DeveloperUserIdentifier: 'user-02' })).toMatchObject({
      IdentityId: id,
      DeveloperUserIdentifierList: ['user-02'],
    })
  })

  test('finds no users of an identity that has none', async ({ hallpass, pool }) => {
    const id = await getId(hallpass, pool)
    expect(await lookUp(hallpass, pool, { IdentityId: id })).toMatchObject({ IdentityId: id, DeveloperUserIdentifierList: [] })
  })
})

describe('pages', () => {
  test('hold every user once, and end without a token', async ({ hallpass, pool }) => {
    const { id, users } = await identityWithUsers(hallpass, pool, 5)
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await lookUp(hallpass, pool, { IdentityId: id, MaxResults: 2, NextToken })
      found.push(...(page.DeveloperUserIdentifierList ?? []))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    expect(found).toEqual(users)
  })

  test('are of one size when told, and a full last page is the last', async ({ hallpass, pool }) => {
    const { id } = await identityWithUsers(hallpass, pool, 4)
    const first = await lookUp(hallpass, pool, { IdentityId: id, MaxResults: 2 })
    const second = await lookUp(hallpass, pool, { IdentityId: id, MaxResults: 2, NextToken: first.NextToken })
    expect(first).toMatchObject({ DeveloperUserIdentifierList: ['user-01', 'user-02'], NextToken: expect.stringMatching(/^\S+$/) })
    expect(second.DeveloperUserIdentifierList).toEqual(['user-03', 'user-04'])
    expect(second.NextToken).toBeUndefined()
  })

  test('go with their own identity only', async ({ hallpass, pool }) => {
    const { id } = await identityWithUsers(hallpass, pool, 2)
    const other = await getId(hallpass, pool)
    const { NextToken } = await lookUp(hallpass, pool, { IdentityId: id, MaxResults: 1 })
    for (const asked of [
      { IdentityId: other, NextToken },
      { IdentityId: id, NextToken: 'x' },
      { DeveloperUserIdentifier: 'user-01', NextToken },
      { IdentityId: id, NextToken: `${NextToken}x` },
    ]) {
      await expect(lookUp(hallpass, pool, asked)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    }
  })
})

describe('LookupDeveloperIdentity refuses', () => {
  test('to look up nothing', async ({ hallpass, pool }) => {
    await expect(lookUp(hallpass, pool, {})).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  test('a pair that does not belong together', async ({ hallpass, pool }) => {
    await getDeveloperToken(hallpass, pool, 'ann')
    const { identityId } = await getDeveloperToken(hallpass, pool, 'bob')
    await expect(lookUp(hallpass, pool, { IdentityId: identityId, DeveloperUserIdentifier: 'ann' })).rejects.toMatchObject({
      name: 'ResourceConflictException',
    })
  })

  test('an unknown user, whether or not the pool has a developer provider', async ({ hallpass, pool }) => {
    const bare = await createPool(hallpass)
    for (const each of [pool, bare]) {
      await expect(lookUp(hallpass, each, { DeveloperUserIdentifier: 'nobody' })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
    }
  })

  test('an identity that is not of the pool', async ({ hallpass, pool }) => {
    const other = await getId(hallpass, await createPool(hallpass))
    for (const IdentityId of [other, pool]) {
      await expect(lookUp(hallpass, pool, { IdentityId })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Identity '${IdentityId}' not found.`,
      })
    }
  })
})
