import { rm } from 'node:fs/promises'
import { DeleteIdentitiesCommand, DescribeIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import { startHallpass, test } from '../hallpass.ts'
import { createPool } from './federation.ts'
import { getCredentials, getId, getToken } from './identity-calls.ts'

test('the pools and identities of another region are not found', async () => {
  const first = await startHallpass()
  const { dataDir } = first
  const pool = await createPool(first)
  const id = await getId(first, pool)

  const second = await startHallpass({ dataDir, region: 'us-west-2' })
  const noIdentity = { name: 'ResourceNotFoundException', message: `Identity '${id}' not found.` }
  await expect(getId(second, pool)).rejects.toMatchObject({ message: `IdentityPool '${pool}' not found.` })
  await expect(getCredentials(second, id)).rejects.toMatchObject(noIdentity)
  await expect(getToken(second, id)).rejects.toMatchObject(noIdentity)
  const describeIdentity = new DescribeIdentityCommand({ IdentityId: id })
  await expect(second.cognito.send(describeIdentity)).rejects.toMatchObject(noIdentity)
  await second.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [id] }))
  await second.close()

  expect(await first.cognito.send(describeIdentity)).toMatchObject({ IdentityId: id })
  await first.close()
  await rm(dataDir, { recursive: true, force: true })
})
