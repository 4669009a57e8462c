import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { fromWebToken } from '@aws-sdk/credential-providers'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, region } from '../hallpass.ts'
import { newRole } from '../sts/new-role.ts'
import { assume, stsAs } from '../sts-calls.ts'
import { guestRole, realmArns, test } from './federation.ts'
import { getId, getToken } from './identity-calls.ts'

const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' }

const own = 'cognito-identity.amazonaws.com'

/** A role for the identities of a pool that were authenticated like this. */
function roleFor(hallpass: Hallpass, pool: string, amr: string) {
  const condition = { StringEquals: { [`${own}:aud`]: pool }, 'ForAnyValue:StringLike': { [`${own}:amr`]: amr } }
  return newRole(hallpass, { Principal: { Federated: own }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition })
}

describe('the basic flow', () => {
  test('gives a guest the role for guests', async ({ hallpass, pool }) => {
    const [guests, users] = [await roleFor(hallpass, pool, 'unauthenticated'), await roleFor(hallpass, pool, 'authenticated')]
    const { identityId, token } = await getToken(hallpass, await getId(hallpass, pool))
    const answer = await assume(hallpass, { RoleArn: guests.arn, RoleSessionName: 'browser', WebIdentityToken: token })
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: identityId,
      Audience: pool,
      Provider: own,
      AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/${guests.name}/browser`, AssumedRoleId: `${guests.id}:browser` },
    })
    expect(await stsAs(hallpass, answer.Credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:assumed-role/${guests.name}/browser`,
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    })
    await expect(assume(hallpass, { RoleArn: users.arn, WebIdentityToken: token })).rejects.toMatchObject(denied)
  })

  test('gives a user the role for users, and no role that is not there', async ({ hallpass, pool, realms }) => {
    const [guests, users] = [await roleFor(hallpass, pool, 'unauthenticated'), await roleFor(hallpass, pool, 'authenticated')]
    const logins = realms.logins({ a: 'ann' })
    const { token } = await getToken(hallpass, await getId(hallpass, pool, logins), logins)
    const { AssumedRoleUser } = await assume(hallpass, { RoleArn: users.arn, WebIdentityToken: token })
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/${users.name}/web`)
    await expect(assume(hallpass, { RoleArn: guests.arn, WebIdentityToken: token })).rejects.toMatchObject(denied)
    await expect(assume(hallpass, { RoleArn: `${users.arn}2`, WebIdentityToken: token })).rejects.toMatchObject(denied)
  })

  test('may give a role to the users of one provider', async ({ hallpass, pool, realms }) => {
    const ofA = await roleFor(hallpass, pool, `${realmArns(realms, ['a'])[0]}:OIDC:*`)
    const tokenOf = async (realm: string) => {
      const logins = realms.logins({ [realm]: 'ann' })
      return (await getToken(hallpass, await getId(hallpass, pool, logins), logins)).token
    }
    expect(await assume(hallpass, { RoleArn: ofA.arn, WebIdentityToken: await tokenOf('a') })).toHaveProperty('Credentials')
    await expect(assume(hallpass, { RoleArn: ofA.arn, WebIdentityToken: await tokenOf('b') })).rejects.toMatchObject(denied)
  })

  test('takes the SDK’s provider of web tokens', async ({ hallpass, pool }) => {
    const { token } = await getToken(hallpass, await getId(hallpass, pool))
    const clientConfig = { endpoint: hallpass.url, region }
    const credentials = await fromWebToken({ roleArn: guestRole, roleSessionName: 'sdk', webIdentityToken: token, clientConfig })()
    expect(credentials.accessKeyId).toMatch(/^ASIA/)
    expect(Number(credentials.expiration)).toBeGreaterThan(Date.now())
  })

  test.for([900, 3600])('lives for %i seconds when told to', async (DurationSeconds, { hallpass, pool }) => {
    const { token } = await getToken(hallpass, await getId(hallpass, pool))
    const before = Math.floor(Date.now() / 1000)
    const { Credentials } = await assume(hallpass, { RoleArn: guestRole, WebIdentityToken: token, DurationSeconds })
    const lifetime = Number(Credentials?.Expiration) / 1000 - before
    expect(lifetime).toBeGreaterThanOrEqual(DurationSeconds)
    expect(lifetime).toBeLessThanOrEqual(DurationSeconds + Math.ceil(Date.now() / 1000) - before)
  })

  test.for([899, 3601, 43_201])('does not live for %i seconds', async (DurationSeconds, { hallpass, pool }) => {
    const { token } = await getToken(hallpass, await getId(hallpass, pool))
    await expect(assume(hallpass, { RoleArn: guestRole, WebIdentityToken: token, DurationSeconds })).rejects.toMatchObject({
      name: 'ValidationError',
    })
  })
})
