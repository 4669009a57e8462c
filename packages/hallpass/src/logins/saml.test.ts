import { describe, expect, test } from 'vitest'
import { createSamlIdentityProvider, type SamlLogin } from '../../test/counterparts/saml-identity-provider.ts'
import { accountId, createLoginBench, poolWith } from '../../test/support/login-bench.ts'
import { type SamlProvider, samlProviderArn } from '../identity/saml-provider.ts'

const idp = createSamlIdentityProvider()
const arn = samlProviderArn('idp', accountId)
const provider: SamlProvider = { arn, accountId, name: 'idp', uuid: 'UUID', createdAt: 0, tags: new Map(), idp: idp.idp }
const pool = poolWith({ samlProviderArns: [arn] })

const refusal = (reason: string) => ({ kind: 'refused', reason: `Invalid login token. ${reason}` })
const verify = (login: SamlLogin = {}) => createLoginBench({ samlProviders: [provider] }).verify(arn, idp.respond(login), pool)

describe('a SAML login', () => {
  test('is its provider and its NameID', async () => {
    expect(await verify({ nameId: 'ann', attributes: { mail: 'ann@example.com', groups: ['a', 'b'] } })).toEqual({
      kind: 'verified',
      verified: {
        login: { provider: arn, subject: 'ann' },
        claims: {
          'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier': 'ann',
          mail: 'ann@example.com',
          groups: ['a', 'b'],
        },
        amrDetail: `${arn}:SAML:ann`,
        roleMappingKey: arn,
        principalTagKeys: [arn],
        assertedRoles: [],
      },
    })
  })

  test('an attribute that is named as the NameID is wins over it', async () => {
    const name = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier'
    expect(await verify({ nameId: 'ann', attributes: { [name]: 'bob' } })).toMatchObject({
      verified: { login: { subject: 'ann' }, claims: { [name]: 'bob' } },
    })
  })

  test('offers the roles that it pairs with its own provider, each once', async () => {
    const [a, b, elsewhere] = ['a', 'b', 'c'].map((name) => `arn:aws:iam::${accountId}:role/${name}`)
    const other = samlProviderArn('other', accountId)
    const roles = [`${a},${arn}`, `${arn},${b}`, `${a},${arn}`, `${elsewhere},${other}`]
    expect(await verify({ attributes: { 'https://aws.amazon.com/SAML/Attributes/Role': roles } })).toMatchObject({
      verified: { assertedRoles: [a, b] },
    })
  })

  test.each([
    ['an audience elsewhere', { audiences: ['https://other.example.com'] }, 'Response does not contain the required audience.'],
    ['a recipient elsewhere', { recipient: 'https://other.example.com' }, 'Response does not contain the required audience.'],
    [
      'a name that no identity can have',
      { nameId: 'x'.repeat(256) },
      'The NameID has 1 to 255 characters, none of them a control character.',
    ],
  ])('is refused for %s', async (_, login, reason) => expect(await verify(login)).toEqual(refusal(reason)))

  test('is refused for what is no response', async () => {
    const { verify } = createLoginBench({ samlProviders: [provider] })
    expect(await verify(arn, 'PHNhbWw+', pool)).toEqual(refusal('The SAML response could not be parsed'))
    expect(await verify(arn, 'a token', pool)).toEqual(refusal('Invalid base64 SAMLResponse'))
  })

  test('is refused five minutes after it was issued', async () => {
    const bench = createLoginBench({ samlProviders: [provider] })
    const response = idp.respond()
    bench.pass(290)
    expect(await bench.verify(arn, response, pool)).toMatchObject({ kind: 'verified' })
    bench.pass(20)
    expect(await bench.verify(arn, response, pool)).toEqual(refusal('Token must be redeemed within 5 minutes of issuance'))
  })
})

describe('the provider of a SAML login', () => {
  const notSupported = { kind: 'refused', reason: 'Token is not from a supported provider of this identity pool.' }

  test('is one that the pool names', async () => {
    const { verify } = createLoginBench({ samlProviders: [provider] })
    expect(await verify(arn, idp.respond(), poolWith({}))).toEqual(notSupported)
    expect(await verify(`${arn}x`, idp.respond(), pool)).toEqual(notSupported)
  })

  test('is one that IAM holds, in the account of the pool', async () => {
    const missing = refusal("Specified provider doesn't exist")
    expect(await createLoginBench().verify(arn, idp.respond(), pool)).toEqual(missing)
    const foreign = { ...provider, accountId: '210987654321' }
    expect(await createLoginBench({ samlProviders: [foreign] }).verify(arn, idp.respond(), pool)).toEqual(missing)
  })

  test('is the one whose key signed it', async () => {
    const { verify } = createLoginBench({ samlProviders: [provider] })
    const response = createSamlIdentityProvider(idp.entityId).respond()
    expect(await verify(arn, response, pool)).toEqual(refusal('Response signature invalid'))
  })

  test('is not the pool of another kind of provider: an OpenID Connect provider’s ARN is no key of a login', async () => {
    const oidc = `arn:aws:iam::${accountId}:oidc-provider/x.test`
    expect(await createLoginBench().verify(oidc, idp.respond(), poolWith({ openIdConnectProviderArns: [oidc] }))).toEqual(notSupported)
  })
})
