import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { fromWebToken } from '@aws-sdk/credential-providers'
import { describe, expect } from 'vitest'
import { accountId, region } from '../hallpass.ts'
import { assume, stsAs } from '../sts-calls.ts'
import { createPool, guestRole, test, userRole } from './federation.ts'
import { getId, getToken } from './identity-calls.ts'

const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' }

describe('the basic flow', () => {
  test('gives a guest the role for guests', async ({ hallpass, pool }) => {
    const { identityId, token } = await getToken(hallpass, await getId(hallpass, pool))
    const answer = await assume(hallpass, { RoleArn: guestRole, RoleSessionName: 'browser', WebIdentityToken: token })
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: identityId,
      Audience: pool,
      Provider: 'cognito-identity.amazonaws.com',
      AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/Guest/browser` },
    })
    expect(await stsAs(hallpass, answer.Credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:assumed-role/Guest/browser`,
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    })
    await expect(assume(hallpass, { RoleArn: userRole, WebIdentityToken: token })).rejects.toMatchObject(denied)
  })

  test('gives a user the role for users', async ({ hallpass, pool, realms }) => {
    const logins = realms.logins({ a: 'ann' })
    const { token } = await getToken(hallpass, await getId(hallpass, pool, logins), logins)
    const { AssumedRoleUser } = await assume(hallpass, { RoleArn: userRole, WebIdentityToken: token })
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/User/web`)
    await expect(assume(hallpass, { RoleArn: guestRole, WebIdentityToken: token })).rejects.toMatchObject(denied)
    await expect(assume(hallpass, { RoleArn: `${userRole}2`, WebIdentityToken: token })).rejects.toMatchObject(denied)
  })

  test('knows guests by the first word of amr, whatever a provider is called', async ({ hallpass }) => {
    const provider = 'unauthenticated'
    const pool = await createPool(hallpass, { DeveloperProviderName: provider })
    const command = new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId: pool, Logins: { [provider]: 'ann' } })
    const { Token } = await hallpass.cognito.send(command)
    await expect(assume(hallpass, { RoleArn: guestRole, WebIdentityToken: Token })).rejects.toMatchObject(denied)
    const { AssumedRoleUser } = await assume(hallpass, { RoleArn: userRole, WebIdentityToken: Token })
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/User/web`)
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
