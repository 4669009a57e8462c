import { DeleteIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { Realms } from '../counterparts/realms.ts'
import { forgeKey, forgeToken, forgeUnsignedToken, withPart } from '../counterparts/token-forge.ts'
import { accountId, region } from '../hallpass.ts'
import { createPool, developerProvider, realmArns, registerProvider, test } from './federation.ts'
import { getDeveloperToken, getId, listIdentities, snapshot } from './identity-calls.ts'

const invalid = (reason: string) => ({ name: 'NotAuthorizedException', message: `Invalid login token. ${reason}` })
const malformed = invalid('Not a valid OpenId Connect identity token.')
const wrongIssuer = invalid("Issuer doesn't match providerName")
const unverified = invalid("Couldn't verify signed token.")
const unsupported = { name: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' }
const noMatch = {
  name: 'NotAuthorizedException',
  message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
}
const notPublic = { name: 'InvalidParameterException', message: 'Please provide a valid public provider.' }

const past = Math.floor(Date.now() / 1000) - 3600
const stranger = forgeKey('ES256', 'realms')

type TokenOf = (realms: Realms) => string

describe('a token is told what is wrong with it', () => {
  test.for<[string, TokenOf, { name: string; message: unknown }]>([
    ['no token at all', () => 'x', malformed],
    ['an access token', () => 'ya29.a0AfH6SMB', malformed],
    ['a payload that is no JSON', (realms) => withPart(realms.token('a', 'ann'), 1, () => 'e30x'), malformed],
    ['an empty subject', (realms) => realms.token('a', ''), malformed],
    ['the issuer of another realm', (realms) => realms.token('b', 'ann'), wrongIssuer],
    ['no issuer', (realms) => realms.token('a', 'ann', { iss: undefined }), invalid('Missing a required claim: iss')],
    ['no audience', (realms) => realms.token('a', 'ann', { aud: undefined }), invalid('Missing a required claim: aud')],
    ['no expiry', (realms) => realms.token('a', 'ann', { exp: undefined }), invalid('Missing a required claim: exp')],
    ['no subject', (realms) => realms.token('a', 'ann', { sub: undefined }), invalid('Missing a required claim: sub')],
    ['another audience', (realms) => realms.token('a', 'ann', { aud: 'other' }), unsupported],
    ['an authorized party that is another', (realms) => realms.token('a', 'ann', { azp: 'other' }), unsupported],
    [
      'an expiry in the past',
      (realms) => realms.token('a', 'ann', { exp: past }),
      { ...unverified, message: expect.stringMatching(new RegExp(`^Invalid login token\\. Token expired: \\d{10} >= ${past}$`)) },
    ],
    ['a start in the future', (realms) => realms.token('a', 'ann', { nbf: past + 7200 }), invalid('Token is not yet valid.')],
    ['a changed claim', (realms) => withPart(realms.token('a', 'ann'), 1, (part) => changed(part, { sub: 'bob' })), unverified],
    ['no signature', (realms) => forgeUnsignedToken(claimsOf(realms.token('a', 'ann'))), unverified],
    ['the key of a stranger', (realms) => forgeToken(stranger, claimsOf(realms.token('a', 'ann'))), unverified],
  ])('%s', async ([, tokenOf, refusal], { hallpass, pool, realms }) => {
    await expect(getId(hallpass, pool, { [realms.name('a')]: tokenOf(realms) })).rejects.toMatchObject(refusal)
    expect(await listIdentities(hallpass, pool)).toEqual([])
  })
})

describe('of several faults, the first counts', () => {
  test.for<[string, TokenOf, { name: string; message: unknown }]>([
    ['the issuer before a missing claim', (realms) => realms.token('b', 'ann', { aud: undefined }), wrongIssuer],
    [
      'a missing claim before the provider',
      (realms) => realms.token('a', 'ann', { exp: undefined, aud: 'other' }),
      invalid('Missing a required claim: exp'),
    ],
    ['the provider before the expiry', (realms) => realms.token('a', 'ann', { aud: 'other', exp: past }), unsupported],
    [
      'the expiry before the signature',
      (realms) => forgeToken(stranger, claimsOf(realms.token('a', 'ann', { exp: past }))),
      { ...unverified, message: expect.stringContaining('Token expired') },
    ],
  ])('%s', async ([, tokenOf, refusal], { hallpass, pool, realms }) => {
    await expect(getId(hallpass, pool, { [realms.name('a')]: tokenOf(realms) })).rejects.toMatchObject(refusal)
  })
})

describe('a key of Logins', () => {
  test('must be a provider that the pool has', async ({ hallpass, realms }) => {
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms, ['a']) })
    await expect(getId(hallpass, pool, realms.logins({ b: 'ann' }))).rejects.toMatchObject(unsupported)
  })

  test('that is mistyped does not match the issuer', async ({ hallpass, pool, realms }) => {
    const logins = { [`https://${realms.name('a')}`]: realms.token('a', 'ann') }
    await expect(getId(hallpass, pool, logins)).rejects.toMatchObject(wrongIssuer)
  })

  test('must be a provider that IAM holds', async ({ hallpass, realms }) => {
    const arn = `arn:aws:iam::${accountId}:oidc-provider/${realms.name('unregistered')}`
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [arn] })
    await expect(getId(hallpass, pool, realms.logins({ unregistered: 'ann' }))).rejects.toMatchObject(unsupported)
    await registerProvider(hallpass, realms.issuer('unregistered'), 'app')
    expect(await getId(hallpass, pool, realms.logins({ unregistered: 'ann' }))).toMatch(`${region}:`)
  })

  test.for([developerProvider, 'facebook', 'ann@example'])('must be public: %s is not', async (provider, { hallpass, pool, realms }) => {
    await expect(getId(hallpass, pool, { [provider]: realms.token('a', 'ann') })).rejects.toMatchObject(notPublic)
  })

  test.for(['cognito-identity.amazonaws.com', 'cognito-identity.cn-north-1.amazonaws.com.cn'])('must not be %s', async (provider, {
    hallpass,
    pool,
  }) => {
    const { token } = await getDeveloperToken(hallpass, pool, 'ann')
    await expect(getId(hallpass, pool, { [provider]: token })).rejects.toMatchObject(invalid("Can't pass in a Cognito token."))
  })

  test('counts before what is wrong with a token', async ({ hallpass, pool, realms }) => {
    const logins = { [realms.name('a')]: 'x', [developerProvider]: 'ann' }
    await expect(getId(hallpass, pool, logins)).rejects.toMatchObject(notPublic)
    const own = { ...logins, 'cognito-identity.amazonaws.com': 'x' }
    await expect(getId(hallpass, pool, own)).rejects.toMatchObject(invalid("Can't pass in a Cognito token."))
  })
})

describe('a pool', () => {
  test('without any provider takes no login', async ({ hallpass, realms }) => {
    const pool = await createPool(hallpass)
    await expect(getId(hallpass, pool, realms.logins({ a: 'ann' }))).rejects.toMatchObject(noMatch)
    await expect(getId(hallpass, pool, { [realms.name('a')]: 'x' })).rejects.toMatchObject(noMatch)
  })

  test.for([
    ['that never was', `${region}:00000000-0000-4000-8000-000000000000`],
    ['of another region', 'us-west-2:00000000-0000-4000-8000-000000000000'],
  ])('%s is not found, whatever is wrong with the login', async ([, id = ''], { hallpass }) => {
    const refusal = { name: 'ResourceNotFoundException', message: `IdentityPool '${id}' not found.` }
    await expect(getId(hallpass, id)).rejects.toMatchObject(refusal)
    await expect(getId(hallpass, id, { facebook: 'x' })).rejects.toMatchObject(refusal)
  })

  test('that was deleted is not found', async ({ hallpass, pool, realms }) => {
    await hallpass.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: pool }))
    const refusal = { name: 'ResourceNotFoundException', message: `IdentityPool '${pool}' not found.` }
    await expect(getId(hallpass, pool)).rejects.toMatchObject(refusal)
    await expect(getId(hallpass, pool, realms.logins({ a: 'ann' }))).rejects.toMatchObject(refusal)
  })
})

test('one bad login refuses the good ones too', async ({ hallpass, pool, realms }) => {
  await getId(hallpass, pool, realms.logins({ a: 'ann' }))
  const before = await snapshot(hallpass, pool)
  const logins = { ...realms.logins({ a: 'ann', b: 'ann' }), [realms.name('c')]: realms.token('c', 'ann', { exp: past }) }
  await expect(getId(hallpass, pool, logins)).rejects.toMatchObject({ message: expect.stringContaining('Token expired') })
  expect(await snapshot(hallpass, pool)).toEqual(before)
})

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

function changed(part: string, claims: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(part, 'base64url').toString()), ...claims })).toString('base64url')
}
