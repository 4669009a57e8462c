import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { fromCognitoIdentityPool } from '@hallpass/credentials'
import { afterEach, describe, expect, vi } from 'vitest'
import { poolFor, test } from '../../../hallpass/test/cognito-identity/user-pool-federation.ts'
import { region } from '../../../hallpass/test/hallpass.ts'
import { environmentOf, roleOf } from './programs.ts'
import { startRecordingServices } from './recording-services.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** The program's way to the token: out of the address to which the user pool has sent the page. */
function getToken(): string {
  const [, afterEquals = ''] = window.location.href.split('=')
  const [token = ''] = afterEquals.split('&')
  return token
}

describe("CP-PRG-8: a user of a user pool, by the token in the page's address", () => {
  test('signs the requests of an S3 client', async ({ hallpass, userPool }) => {
    const identityPoolId = await poolFor(hallpass, userPool)
    await userPool.createUser('ann')
    const { idToken, accessToken } = await userPool.signIn('ann')
    visit(`https://app.example.com/#id_token=${idToken}&access_token=${accessToken}&expires_in=3600&token_type=Bearer`)
    const services = await startRecordingServices()
    for (const [name, value] of Object.entries(environmentOf(services))) vi.stubEnv(name, value)

    const cognitoId = `cognito-idp.us-east-1.amazonaws.com/${userPool.id}`
    const loginData = { [cognitoId]: getToken() }
    const s3Client = new S3Client({
      region,
      credentials: fromCognitoIdentityPool({
        clientConfig: { region, endpoint: hallpass.url },
        identityPoolId,
        logins: loginData,
      }),
    })
    await s3Client.send(new ListBucketsCommand({}))

    expect(services.signers).toEqual([expect.objectContaining({ accessKeyId: expect.stringMatching(/^ASIA/), service: 's3' })])
    expect(await roleOf(s3Client, { endpoint: hallpass.url })).toBe('User')
    await services.close()
  })

  test('is told, where the map of logins is in a map as printed, how to mend it', async ({ hallpass, userPool }) => {
    visit('https://app.example.com/#id_token=eyJ&expires_in=3600')
    const loginData = { [`cognito-idp.us-east-1.amazonaws.com/${userPool.id}`]: getToken() }
    const credentials = fromCognitoIdentityPool({
      clientConfig: { region, endpoint: hallpass.url },
      identityPoolId: `${region}:${crypto.randomUUID()}`,
      // As JavaScript lets it pass: the types say no.
      logins: { loginData } as never,
    })
    await expect(credentials()).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('loginData') })
  })
})

function visit(href: string): void {
  vi.stubGlobal('window', { location: { href } })
}
