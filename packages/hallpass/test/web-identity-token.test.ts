import { DeleteIdentitiesCommand, DeleteIdentityPoolCommand, MergeDeveloperIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { test } from './hallpass.ts'
import { createPoolWithRoles } from './pool-with-roles.ts'
import { assume, withOwnServer } from './sts-calls.ts'

describe('a web identity token', () => {
  test('refuses a text that is no token', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    await expect(assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: 'no token' })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('refuses a token whose claims were changed', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const [guest, user] = [await pool.guest(), await pool.user('ann')]
    const [header, , signature] = guest.token.split('.')
    const forged = [header, user.token.split('.')[1], signature].join('.')
    await expect(assume(hallpass, { RoleArn: pool.userRole, WebIdentityToken: forged })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'Token signature could not be verified',
    })
  })

  test('refuses a token without a signature', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.user('ann')
    const unsigned = `${base64url({ alg: 'none', typ: 'JWS' })}.${token.split('.')[1]}.`
    await expect(assume(hallpass, { RoleArn: pool.userRole, WebIdentityToken: unsigned })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
    })
  })

  test('refuses the token of an issuer that IAM does not hold', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    await expect(
      assume(hallpass, { RoleArn: pool.userRole, WebIdentityToken: foreign('https://stranger.example.com/') }),
    ).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'No OpenIDConnect provider found in your account for https://stranger.example.com/',
    })
  })

  test('refuses a token that has expired, in the second in which it does', async () => {
    await withOwnServer(async (hallpass) => {
      const pool = await createPoolWithRoles(hallpass)
      const { token } = await pool.guest()
      const claims: { exp: number } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
      hallpass.advance(claims.exp * 1000 - Date.now() + 500)
      await expect(assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token })).rejects.toMatchObject({
        name: 'ExpiredTokenException',
        message: expect.stringMatching(
          new RegExp(`^Token expired: current date/time [0-9]{10} must be before the expiration date/time ${claims.exp}$`),
        ),
        $metadata: { httpStatusCode: 400 },
      })
    })
  })

  test('refuses the token of an identity that was deleted', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { identityId, token } = await pool.guest()
    await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [identityId] }))
    await expect(assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'The identity of the token does not exist.',
    })
  })

  test('refuses the token of an identity that another took in', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.user('ann')
    await pool.user('bob')
    await hallpass.cognito.send(
      new MergeDeveloperIdentitiesCommand({
        SourceUserIdentifier: 'ann',
        DestinationUserIdentifier: 'bob',
        DeveloperProviderName: 'login.app',
        IdentityPoolId: pool.poolId,
      }),
    )
    await expect(assume(hallpass, { RoleArn: pool.userRole, WebIdentityToken: token })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'The identity of the token is disabled.',
    })
  })

  test('refuses the token of a pool that was deleted', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    await hallpass.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: pool.poolId }))
    await expect(assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
    })
  })
})

/** A token as another issuer might have made it; its signature is nobody's. */
function foreign(iss: string): string {
  const now = Math.floor(Date.now() / 1000)
  return `${base64url({ alg: 'RS256', kid: 'k' })}.${base64url({ iss, sub: 'ann', aud: 'app', iat: now, exp: now + 600 })}.${'A'.repeat(342)}`
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
