import { createHmac } from 'node:crypto'
import { DeleteIdentitiesCommand, MergeDeveloperIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { decodeJwt } from 'jose'
import { describe, expect } from 'vitest'
import { forgeKey, forgeToken, forgeUnsignedToken, withPart } from '../counterparts/token-forge.ts'
import { type Hallpass, startHallpass } from '../hallpass.ts'
import { createPool, developerProvider, test, userRole } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken } from './identity-calls.ts'

const provider = 'cognito-identity.amazonaws.com'
const invalid = (reason: string) => ({ name: 'NotAuthorizedException', message: `Invalid login token. ${reason}` })
const unverified = invalid("Couldn't verify signed token.")
const noMatch = { name: 'NotAuthorizedException', message: expect.stringMatching(/^Logins don't match\. /) }

describe('our own token as a login', () => {
  test.for([provider, 'cognito-identity.cn-north-1.amazonaws.com.cn'])('gives the credentials of its identity as %s', async (key, {
    hallpass,
    pool,
  }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    const { IdentityId, Credentials } = await getCredentials(hallpass, identityId, { [key]: token })
    expect(IdentityId).toBe(identityId)
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/)
  })

  test('may be one of GetOpenIdToken', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const { token } = await getToken(hallpass, id, realms.logins({ a: 'ann' }))
    expect((await getCredentials(hallpass, id, { [provider]: token })).IdentityId).toBe(id)
  })

  test('lives as long as it was told to, and no second longer', async () => {
    const hallpass = await startHallpass()
    const pool = await createPool(hallpass, { DeveloperProviderName: developerProvider })
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann', { TokenDuration: 60 })
    const { exp = 0 } = decodeJwt(token)
    hallpass.advance(exp * 1000 - 30_000 - Date.now())
    expect((await getCredentials(hallpass, identityId, { [provider]: token })).IdentityId).toBe(identityId)
    hallpass.advance(30_000)
    await expect(getCredentials(hallpass, identityId, { [provider]: token })).rejects.toMatchObject({
      ...invalid(''),
      message: expect.stringMatching(new RegExp(`^Invalid login token\\. Token expired: \\d{10} >= ${exp}$`)),
    })
    await hallpass.close()
  })

  test('names the one role that it is for', async ({ hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    expect((await getCredentials(hallpass, identityId, { [provider]: token }, userRole)).IdentityId).toBe(identityId)
    await expect(getCredentials(hallpass, identityId, { [provider]: token }, `${userRole}-2`)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })
})

describe('our own token is refused', () => {
  test('beside another login', async ({ hallpass, pool, realms }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ a: 'ann' }) })
    await expect(getCredentials(hallpass, identityId, { [provider]: token, ...realms.logins({ a: 'ann' }) })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  test('for another identity of the pool', async ({ hallpass, pool }) => {
    const { token } = await getDeveloperToken(hallpass, pool, 'ann')
    const { identityId } = await getDeveloperToken(hallpass, pool, 'bob')
    for (const id of [identityId, await getId(hallpass, pool)]) {
      await expect(getCredentials(hallpass, id, { [provider]: token })).rejects.toMatchObject(noMatch)
    }
  })

  test('for an identity of another pool', async ({ hallpass, pool }) => {
    const other = await createPool(hallpass, { DeveloperProviderName: developerProvider })
    const { token } = await getDeveloperToken(hallpass, other, 'ann')
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    await expect(getCredentials(hallpass, identityId, { [provider]: token })).rejects.toMatchObject(noMatch)
  })

  test('as the token of a guest for the role of users', async ({ hallpass, pool, realms }) => {
    const guest = await getId(hallpass, pool)
    const { token } = await getToken(hallpass, guest)
    const refused = { name: 'InvalidIdentityPoolConfigurationException' }
    await expect(getCredentials(hallpass, guest, { [provider]: token })).rejects.toMatchObject(refused)
    await getCredentials(hallpass, guest, realms.logins({ a: 'ann' }))
    await expect(getCredentials(hallpass, guest, { [provider]: token })).rejects.toMatchObject(refused)
  })

  test('once its identity has gone', async ({ hallpass, pool }) => {
    const ann = await getDeveloperToken(hallpass, pool, 'ann')
    const bob = await getDeveloperToken(hallpass, pool, 'bob')
    const users = { SourceUserIdentifier: 'ann', DestinationUserIdentifier: 'bob' }
    const merge = { IdentityPoolId: pool, DeveloperProviderName: developerProvider, ...users }
    await hallpass.cognito.send(new MergeDeveloperIdentitiesCommand(merge))
    await expect(getCredentials(hallpass, ann.identityId, { [provider]: ann.token })).rejects.toMatchObject({
      message: `Access to Identity '${ann.identityId}' is forbidden.`,
    })
    await expect(getCredentials(hallpass, bob.identityId, { [provider]: ann.token })).rejects.toMatchObject(noMatch)
    await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [bob.identityId] }))
    await expect(getCredentials(hallpass, bob.identityId, { [provider]: bob.token })).rejects.toMatchObject({
      message: `Identity '${bob.identityId}' not found.`,
    })
  })
})

describe('a token that is not ours', () => {
  const stranger = forgeKey('RS512', 'eu-central-11')

  test.for<[string, (token: string, hallpass: Hallpass) => Promise<string> | string, { name: string; message: unknown }]>([
    ['no token', () => 'x', invalid('Not a valid OpenId Connect identity token.')],
    ['another identity in its claims', (token) => withPart(token, 1, (part) => changed(part, { sub: 'eu-central-1:1' })), unverified],
    ['a later expiry', (token) => withPart(token, 1, (part) => changed(part, { exp: 4_000_000_000 })), unverified],
    ['no signature', (token) => forgeUnsignedToken(decodeJwt(token)), unverified],
    ['an empty signature', (token) => withPart(token, 2, () => ''), unverified],
    ['the signature of a stranger under our key id', (token) => forgeToken(stranger, decodeJwt(token)), unverified],
    ['an HMAC under our public key', hmacToken, unverified],
    ['an unknown key id', (token) => forgeToken({ ...stranger, kid: 'eu-central-199' }, decodeJwt(token)), unverified],
    [
      'another issuer',
      (token) => forgeToken(stranger, { ...decodeJwt(token), iss: 'https://cognito-identity.amazonaws.com' }),
      invalid("Issuer doesn't match providerName"),
    ],
    ['no audience', (token) => forgeToken(stranger, { ...decodeJwt(token), aud: undefined }), invalid('Missing a required claim: aud')],
  ])('with %s is refused', async ([, forge, refusal], { hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    const forged = await forge(token, hallpass)
    await expect(getCredentials(hallpass, identityId, { [provider]: forged })).rejects.toMatchObject(refusal)
  })

  test('but of another server is refused, though it claims our name', async ({ hallpass, pool }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    const other = await startHallpass({ publicUrl: hallpass.url })
    const otherPool = await createPool(other, { DeveloperProviderName: developerProvider })
    const { token } = await getDeveloperToken(other, otherPool, 'ann')
    await expect(getCredentials(hallpass, identityId, { [provider]: token })).rejects.toMatchObject(unverified)
    await other.close()
  })
})

describe('after the public URL changed', () => {
  test.for([true, false])('an earlier token is taken if the former URL is known: %s', async (isKnown, { hallpass }) => {
    const pool = await createPool(hallpass, { DeveloperProviderName: developerProvider })
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    const next = await startHallpass({
      dataDir: hallpass.dataDir,
      publicUrl: 'https://id.example.com',
      formerPublicUrls: isKnown ? [hallpass.url] : [],
    })
    const answer = getCredentials(next, identityId, { [provider]: token })
    if (isKnown) expect((await answer).IdentityId).toBe(identityId)
    else await expect(answer).rejects.toMatchObject(invalid("Issuer doesn't match providerName"))
    expect(decodeJwt((await getDeveloperToken(next, pool, 'ann')).token).iss).toBe('https://id.example.com')
    await next.close()
  })
})

function changed(part: string, claims: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(part, 'base64url').toString()), ...claims })).toString('base64url')
}

/** The classic confusion: our public key, which everybody can fetch, as the secret of an HMAC. */
async function hmacToken(token: string, { url }: Hallpass): Promise<string> {
  const keySet = await (await fetch(`${url}/.well-known/jwks.json`)).text()
  const { keys } = JSON.parse(keySet)
  const secret = Buffer.from(keys[0].n, 'base64url')
  const header = Buffer.from(JSON.stringify({ kid: keys[0].kid, typ: 'JWS', alg: 'HS256' })).toString('base64url')
  const input = `${header}.${token.split('.')[1]}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
