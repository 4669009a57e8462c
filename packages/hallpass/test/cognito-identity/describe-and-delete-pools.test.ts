import {
  DeleteIdentityPoolCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
  ListIdentitiesCommand,
} from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { region, test } from '../hallpass.ts'
import { callAsRoot, refusal, unknownId } from '../support/json-wire.ts'
import { newGuest, newPool } from './new-pool.ts'

const noPool = (id: string) => refusal('ResourceNotFoundException', `IdentityPool '${id}' not found.`)

describe('DescribeIdentityPool', () => {
  test('does not find an unknown pool', async ({ hallpass: { cognito } }) => {
    const call = cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: unknownId }))
    await expect(call).rejects.toMatchObject(noPool(unknownId))
  })

  test('does not find a pool under the name of another region', async ({ hallpass }) => {
    const elsewhere = (await newPool(hallpass)).replace(region, 'us-east-1')
    const call = hallpass.cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: elsewhere }))
    await expect(call).rejects.toMatchObject(noPool(elsewhere))
  })

  test('refuses what is no id before it looks for it', async ({ hallpass: { cognito } }) => {
    const call = cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: 'no id' }))
    await expect(call).rejects.toMatchObject(refusal('ValidationException'))
  })
})

describe('DeleteIdentityPool', () => {
  test('has an empty answer', async ({ hallpass }) => {
    const { status, text } = await callAsRoot(hallpass, 'DeleteIdentityPool', { IdentityPoolId: await newPool(hallpass) })
    expect({ status, text }).toEqual({ status: 200, text: '' })
  })

  test('does not find a pool a second time', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    await hallpass.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId }))
    const again = hallpass.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId }))
    await expect(again).rejects.toMatchObject(noPool(IdentityPoolId))
  })

  test('takes the pool with all that is in it', async ({ hallpass }) => {
    const { cognito, guest } = hallpass
    const IdentityPoolId = await newPool(hallpass)
    const IdentityId = await newGuest(hallpass, IdentityPoolId)
    await cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId }))

    const gone = noPool(IdentityPoolId)
    await expect(cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).rejects.toMatchObject(gone)
    await expect(cognito.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }))).rejects.toMatchObject(gone)
    await expect(cognito.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 1 }))).rejects.toMatchObject(gone)
    await expect(guest.send(new GetIdCommand({ IdentityPoolId }))).rejects.toMatchObject(gone)
    const noIdentity = refusal('ResourceNotFoundException', `Identity '${IdentityId}' not found.`)
    await expect(cognito.send(new DescribeIdentityCommand({ IdentityId }))).rejects.toMatchObject(noIdentity)
  })

  test('leaves other pools alone', async ({ hallpass }) => {
    const kept = await newPool(hallpass)
    const identity = await newGuest(hallpass, kept)
    await hallpass.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: await newPool(hallpass) }))
    expect((await hallpass.cognito.send(new DescribeIdentityCommand({ IdentityId: identity }))).IdentityId).toBe(identity)
  })
})
