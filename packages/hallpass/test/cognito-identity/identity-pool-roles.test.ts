import { GetIdentityPoolRolesCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from '../hallpass.ts'
import { callAsRoot, refusal, unknownId } from '../support/json-wire.ts'
import { newPool, roleArn } from './new-pool.ts'

const both = { authenticated: roleArn('app/User'), unauthenticated: roleArn('Guest') }

describe('SetIdentityPoolRoles', () => {
  test('has an empty answer, and GetIdentityPoolRoles shows what was set', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const { status, text } = await callAsRoot(hallpass, 'SetIdentityPoolRoles', { IdentityPoolId, Roles: both })
    expect({ status, text }).toEqual({ status: 200, text: '' })
    expect(await shown(hallpass, IdentityPoolId)).toEqual({ IdentityPoolId, Roles: both })
  })

  test('replaces the roles as a whole', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    await setRoles(hallpass, pool, both)
    await setRoles(hallpass, pool, { authenticated: roleArn('Other') })
    expect(await shown(hallpass, pool)).toEqual({ IdentityPoolId: pool, Roles: { authenticated: roleArn('Other') } })
  })

  test('clears them when there are none', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    await setRoles(hallpass, pool, both)
    await callAsRoot(hallpass, 'SetIdentityPoolRoles', { IdentityPoolId: pool, Roles: {}, RoleMappings: {} })
    expect(await shown(hallpass, pool)).toEqual({ IdentityPoolId: pool })
  })

  test('refuses a kind of identity that there is not', async ({ hallpass }) => {
    const setting = setRoles(hallpass, await newPool(hallpass), { admin: roleArn('Admin') })
    await expect(setting).rejects.toMatchObject(refusal('ValidationException'))
  })

  test.for([
    ['a name alone', 'MyRoleWithALongEnoughName'],
    ['of another account', 'arn:aws:iam::999999999999:role/User'],
    ['of another partition', `arn:aws-cn:iam::${accountId}:role/User`],
    ['that is a user', `arn:aws:iam::${accountId}:user/User`],
    ['of another service', `arn:aws:sts::${accountId}:role/User`],
    ['with a region', `arn:aws:iam:us-east-1:${accountId}:role/User`],
    ['without a name', `arn:aws:iam::${accountId}:role/`],
    ['with a name of 65 characters', `arn:aws:iam::${accountId}:role/${'r'.repeat(65)}`],
    ['with a blank', `arn:aws:iam::${accountId}:role/My Role`],
  ])('refuses a role %s', async ([, role = ''], { hallpass }) => {
    const pool = await newPool(hallpass)
    await setRoles(hallpass, pool, both)
    const forbidden = refusal('NotAuthorizedException', `Access to Role '${role}' is forbidden.`)
    await expect(setRoles(hallpass, pool, { authenticated: role })).rejects.toMatchObject(forbidden)
    expect(await shown(hallpass, pool)).toEqual({ IdentityPoolId: pool, Roles: both })
  })

  test('does not find an unknown pool', async ({ hallpass }) => {
    await expect(setRoles(hallpass, unknownId, both)).rejects.toMatchObject(noPool)
  })
})

describe('GetIdentityPoolRoles', () => {
  test('leaves out what was never set', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    expect(await shown(hallpass, pool)).toEqual({ IdentityPoolId: pool })
  })

  test('does not find an unknown pool', async ({ hallpass: { cognito } }) => {
    await expect(cognito.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: unknownId }))).rejects.toMatchObject(noPool)
  })
})

const noPool = refusal('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`)

function setRoles({ cognito }: Hallpass, IdentityPoolId: string, Roles: Record<string, string>) {
  return cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles }))
}

async function shown(hallpass: Hallpass, IdentityPoolId: string): Promise<unknown> {
  return (await callAsRoot(hallpass, 'GetIdentityPoolRoles', { IdentityPoolId })).json
}
