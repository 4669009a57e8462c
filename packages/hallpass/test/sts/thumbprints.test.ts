import { CreateOpenIDConnectProviderCommand, UpdateOpenIDConnectProviderThumbprintCommand } from '@aws-sdk/client-iam'
import { describe, expect, onTestFinished } from 'vitest'
import { startHttpsIssuer } from '../counterparts/https-issuer.ts'
import { forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { type Hallpass, test } from '../hallpass.ts'
import { assume } from '../sts-calls.ts'
import { newRole } from './new-role.ts'

const key = forgeKey('ES256', '1')
const refused = {
  name: 'InvalidIdentityTokenException',
  message: "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
  $metadata: { httpStatusCode: 400 },
}

/** An issuer with a certificate that nobody trusts, registered with this thumbprint. */
async function bench(hallpass: Hallpass, thumbprintOf: (own: string) => string[] | undefined) {
  const { issuer, thumbprint, close } = await startHttpsIssuer(key)
  onTestFinished(() => close())
  const command = new CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: ['app'], ThumbprintList: thumbprintOf(thumbprint) })
  const { OpenIDConnectProviderArn: arn } = await hallpass.iam.send(command)
  const role = await newRole(hallpass, { Principal: { Federated: arn }, Action: 'sts:AssumeRoleWithWebIdentity' })
  const now = Math.floor(Date.now() / 1000)
  const WebIdentityToken = forgeToken(key, { iss: issuer, aud: 'app', sub: 'ann', iat: now, exp: now + 300 })
  return { arn, thumbprint, call: () => assume(hallpass, { RoleArn: role.arn, WebIdentityToken }) }
}

describe('a provider whose certificate nobody trusts', () => {
  test('is asked for its keys where a thumbprint vouches for it', async ({ hallpass }) => {
    const { call } = await bench(hallpass, (own) => [own.toLowerCase()])
    expect(await call()).toMatchObject({ SubjectFromWebIdentityToken: 'ann' })
  })

  test('is not asked where none does', async ({ hallpass }) => {
    await expect((await bench(hallpass, () => undefined)).call()).rejects.toMatchObject(refused)
    await expect((await bench(hallpass, () => ['a'.repeat(40)])).call()).rejects.toMatchObject(refused)
  })

  test('is asked, or no longer, by the thumbprints of today', async ({ hallpass }) => {
    const { arn, thumbprint, call } = await bench(hallpass, () => ['a'.repeat(40)])
    const update = (ThumbprintList: string[]) =>
      hallpass.iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ OpenIDConnectProviderArn: arn, ThumbprintList }))
    await update([thumbprint])
    expect(await call()).toHaveProperty('Credentials')
    await update(['b'.repeat(40)])
    await expect(call()).rejects.toMatchObject(refused)
  })
})
