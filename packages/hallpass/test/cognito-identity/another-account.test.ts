import {
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  ListIdentityPoolsCommand,
  LookupDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import { type Hallpass, startHallpass } from '../hallpass.ts'
import { test as base } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, listIdentities } from './identity-calls.ts'

/** A server of another account on the same data. */
const test = base.extend<{ stranger: Hallpass }>({
  stranger: async ({ hallpass }, use) => {
    const stranger = await startHallpass({ dataDir: hallpass.dataDir, accountId: '999999999999' })
    await use(stranger)
    await stranger.close()
  },
})

const forbidden = (what: string, id: string) => ({ name: 'NotAuthorizedException', message: `Access to ${what} '${id}' is forbidden.` })

test('the pools of another account are forbidden, and not listed', async ({ pool, stranger }) => {
  const refusal = forbidden('IdentityPool', pool)
  const { cognito } = stranger
  await expect(cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: pool }))).rejects.toMatchObject(refusal)
  await expect(listIdentities(stranger, pool)).rejects.toMatchObject(refusal)
  await expect(getDeveloperToken(stranger, pool, 'ann')).rejects.toMatchObject(refusal)
  const lookUp = new LookupDeveloperIdentityCommand({ IdentityPoolId: pool, DeveloperUserIdentifier: 'ann' })
  await expect(cognito.send(lookUp)).rejects.toMatchObject(refusal)
  expect((await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))).IdentityPools).toEqual([])
})

test('the identities of another account are neither described nor deleted', async ({ hallpass, pool, stranger }) => {
  const id = await getId(hallpass, pool)
  const describe = new DescribeIdentityCommand({ IdentityId: id })
  await expect(stranger.cognito.send(describe)).rejects.toMatchObject(forbidden('Identity', id))
  const { UnprocessedIdentityIds } = await stranger.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [id] }))
  expect(UnprocessedIdentityIds).toEqual([{ IdentityId: id, ErrorCode: 'AccessDenied' }])
  expect(await listIdentities(hallpass, pool)).toEqual([id])
})

test('the roles of another account are not given', async ({ hallpass, pool, stranger }) => {
  await expect(getCredentials(stranger, await getId(hallpass, pool))).rejects.toMatchObject({
    name: 'InvalidIdentityPoolConfigurationException',
  })
})
