import { randomUUID } from 'node:crypto'
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam'
import { describe, expect, onTestFinished } from 'vitest'
import { type OpenIdProvider, startOpenIdProvider } from '../counterparts/openid-provider.ts'
import { type StubIssuer, startStubIssuer } from '../counterparts/stub-issuer.ts'
import { faults } from '../counterparts/stub-server.ts'
import {
  encodePart,
  forgeHmacToken,
  forgeKey,
  forgeToken,
  forgeUnsignedToken,
  withAlgorithm,
  withPart,
} from '../counterparts/token-forge.ts'
import { accountId, test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { assume } from '../sts-calls.ts'
import { newRole } from './new-role.ts'

const key = forgeKey('ES256', 'first')
const notAToken = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'
const noKey =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"

interface Federation {
  readonly role: string
  readonly stub: StubIssuer
  /** A token of the stub's; undefined takes a claim away. */
  token(claims?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string
}

/** An issuer that IAM holds for the clients `app` and `web`, and a role that trusts all of its users. */
const test = base.extend<{ federation: Federation }>({
  federation: async ({ hallpass }, use) => {
    const stub = await startStubIssuer(key)
    const arn = await register(hallpass, stub.issuer, 'app', 'web')
    const role = await newRole(hallpass, trusting(arn))
    const token: Federation['token'] = (claims, header) => forgeToken(key, claimsOf(stub.issuer, claims), header && { header })
    await use({ role: role.arn, stub, token })
    await stub.close()
  },
})

const trusting = (provider: string) => ({
  Principal: { Federated: provider },
  Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
})

async function register({ iam }: Hallpass, Url: string, ...ClientIDList: string[]): Promise<string> {
  const { OpenIDConnectProviderArn } = await iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }))
  return String(OpenIDConnectProviderArn)
}

function claimsOf(iss: string, claims: Readonly<Record<string, unknown>> = {}) {
  const now = Math.floor(Date.now() / 1000)
  return { iss, aud: 'app', sub: 'ann', iat: now, exp: now + 300, ...claims }
}

const invalid = (message: unknown) => ({ name: 'InvalidIdentityTokenException', message, $metadata: { httpStatusCode: 400 } })

describe('the token of a provider that IAM holds', () => {
  test('assumes a role that trusts the provider', async ({ hallpass, federation: { role, stub, token } }) => {
    const answer = await assume(hallpass, { RoleArn: role, WebIdentityToken: token() })
    expect(answer).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) },
      SubjectFromWebIdentityToken: 'ann',
      Provider: stub.issuer,
      Audience: 'app',
      AssumedRoleUser: { Arn: expect.stringMatching(new RegExp(`^arn:aws:sts::${accountId}:assumed-role/role-.*/web$`)) },
    })
    expect(answer.PackedPolicySize).toBeUndefined()
  })

  test('names the client in azp before those in aud', async ({ hallpass, federation: { role, token } }) => {
    const audience = async (claims: object) => (await assume(hallpass, { RoleArn: role, WebIdentityToken: token({ ...claims }) })).Audience
    expect(await audience({ azp: 'web', aud: ['app', 'other'] })).toBe('web')
    expect(await audience({ azp: null, aud: ['other', 'web', 'app'] })).toBe('web')
    expect(await audience({ azp: ['other'], aud: 'app' })).toBe('app')
  })

  test.for([
    ['another client', { aud: 'other' }],
    ['other clients', { aud: ['other', 'more'] }],
    ['no client', { aud: [] }],
    ['a client that is a number', { aud: 7 }],
    ['a list that holds something else', { aud: ['app', 7] }],
    ['another client in azp', { azp: 'other' }],
    ['a client in another case', { aud: 'App' }],
  ] as const)('is for no client of ours with %s', async ([, claims], { hallpass, federation: { role, token } }) => {
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token(claims) })).rejects.toMatchObject(
      invalid('Incorrect token audience'),
    )
  })

  test.for(['iss', 'sub', 'aud', 'exp', 'iat'])('is told that it lacks %s', async (claim, { hallpass, federation: { role, token } }) => {
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token({ [claim]: undefined }) })).rejects.toMatchObject(
      invalid(`Missing a required claim: ${claim}`),
    )
  })

  test.for([
    { exp: '1999999999' },
    { exp: 1999999999.5 },
    { iat: 'now' },
    { nbf: {} },
    { sub: 7 },
    { iss: ['x'] },
  ])('is none with the claim %j', async (claims, { hallpass, federation: { role, token } }) => {
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token(claims) })).rejects.toMatchObject(invalid(notAToken))
  })

  test('has no second of leeway on exp', async ({ hallpass, federation: { role, token } }) => {
    const exp = Math.floor(Date.now() / 1000)
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token({ exp }) })).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: expect.stringMatching(
        new RegExp(`^Token expired: current date/time \\d{10} must be before the expiration date/time ${exp}$`),
      ),
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.for(['iat', 'nbf'])('may be five minutes early by %s, and no more', async (claim, { hallpass, federation: { role, token } }) => {
    const now = Math.floor(Date.now() / 1000)
    const at = (seconds: number) => assume(hallpass, { RoleArn: role, WebIdentityToken: token({ [claim]: now + seconds, exp: now + 900 }) })
    expect(await at(290)).toHaveProperty('Credentials')
    await expect(at(360)).rejects.toMatchObject(invalid(expect.any(String)))
  })

  test.for(['', 'x'.repeat(256), 'a\u0000b'])('has a subject of 1 to 255 characters, not %j', async (sub, {
    hallpass,
    federation: { role, token },
  }) => {
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token({ sub }) })).rejects.toMatchObject(invalid(expect.any(String)))
  })

  test('is told that its audience is wrong before that it has expired', async ({ hallpass, federation: { role, stub, token } }) => {
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token({ aud: 'other', exp: 1 }) })).rejects.toMatchObject(
      invalid('Incorrect token audience'),
    )
    expect(stub.asked).toEqual([])
  })

  test('of a real provider is taken, in each of its algorithms, from its own sign-in too', async ({ hallpass }) => {
    const provider: OpenIdProvider = await startOpenIdProvider()
    onTestFinished(() => provider.close())
    const arn = await register(hallpass, provider.issuer, 'app-RS256', 'app-ES256', 'app-EdDSA')
    const { arn: RoleArn } = await newRole(hallpass, trusting(arn))
    for (const clientId of ['app-RS256', 'app-ES256', 'app-EdDSA'] as const) {
      const WebIdentityToken = await provider.mint('ann', {}, { clientId })
      expect(await assume(hallpass, { RoleArn, WebIdentityToken })).toMatchObject({ Provider: provider.issuer, Audience: clientId })
    }
    const WebIdentityToken = await provider.signIn('bob')
    expect(await assume(hallpass, { RoleArn, WebIdentityToken })).toMatchObject({ SubjectFromWebIdentityToken: 'bob' })
  })
})

describe('the issuer of a token', () => {
  test('is the provider’s URL, but for one trailing slash', async ({ hallpass }) => {
    for (const [registered, said] of [
      ['/realm', '/realm/'],
      ['/realm/', '/realm'],
      ['/Realm/x', '/Realm/x'],
    ] as const) {
      const stub = await startStubIssuer(key)
      onTestFinished(() => stub.close())
      const arn = await register(hallpass, `${stub.issuer}${registered}`, 'app')
      const { arn: RoleArn } = await newRole(hallpass, trusting(arn))
      const WebIdentityToken = forgeToken(key, claimsOf(`${stub.issuer}${said}`))
      // The stub publishes at its root only: the provider was found, and asked.
      await expect(assume(hallpass, { RoleArn, WebIdentityToken })).rejects.toMatchObject(invalid(noKey))
      expect(stub.asked).toEqual([`${registered.replace(/\/$/, '')}/.well-known/openid-configuration`])
    }
  })

  test.for(['/other', '/REALM', '//realm', '/realm//', '/realm?x=1', '/realm#x', '/./realm'])('is somebody else’s with %s', async (path, {
    hallpass,
  }) => {
    const stub = await startStubIssuer(key)
    onTestFinished(() => stub.close())
    const { arn: RoleArn } = await newRole(hallpass, trusting(await register(hallpass, `${stub.issuer}/realm`, 'app')))
    const iss = stub.issuer + path
    await expect(assume(hallpass, { RoleArn, WebIdentityToken: forgeToken(key, claimsOf(iss)) })).rejects.toMatchObject(
      invalid(`No OpenIDConnect provider found in your account for ${iss}`),
    )
    expect(stub.asked).toEqual([])
  })

  test('must be https unless it is on this machine', async ({ hallpass }) => {
    const name = `${randomUUID()}.example.com`
    const { arn: RoleArn } = await newRole(hallpass, trusting(await register(hallpass, `https://${name}`, 'app')))
    for (const iss of [`http://${name}`, name, `ftp://${name}`]) {
      await expect(assume(hallpass, { RoleArn, WebIdentityToken: forgeToken(key, claimsOf(iss)) })).rejects.toMatchObject(
        invalid(`No OpenIDConnect provider found in your account for ${iss}`),
      )
    }
  })

  test('may be another one by configuration, and is then no longer its own', async ({ federation: { stub } }) => {
    const name = 'auth.example.com/realm'
    const hallpass = await startHallpass({ providers: new Map([[name, { issuer: stub.issuer }]]) })
    onTestFinished(() => hallpass.close())
    const arn = await register(hallpass, `https://${name}`, 'app')
    const condition = { StringEquals: { [`${name}:sub`]: 'ann' } }
    const { arn: RoleArn } = await newRole(hallpass, { ...trusting(arn), Condition: condition })
    const answer = await assume(hallpass, { RoleArn, WebIdentityToken: forgeToken(key, claimsOf(stub.issuer)) })
    expect(answer.Provider).toBe(stub.issuer)
    await expect(assume(hallpass, { RoleArn, WebIdentityToken: forgeToken(key, claimsOf(`https://${name}`)) })).rejects.toMatchObject(
      invalid(`No OpenIDConnect provider found in your account for https://${name}`),
    )
  })
})

describe('the signature of a token', () => {
  const rsa = forgeKey('RS256', 'rsa')

  test.for(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])('may be made by %s', async (alg, {
    hallpass,
    federation: { role, stub },
  }) => {
    const signer = forgeKey(alg, alg)
    stub.publish(signer)
    expect(await assume(hallpass, { RoleArn: role, WebIdentityToken: forgeToken(signer, claimsOf(stub.issuer)) })).toHaveProperty(
      'Credentials',
    )
  })

  test('is refused where the token is no signed one', async ({ hallpass, federation: { role, stub, token } }) => {
    const claims = claimsOf(stub.issuer)
    stub.publish(rsa, key)
    const tokens = [
      'not a token',
      token().split('.').slice(0, 2).join('.'),
      `${token()}.x.y`,
      forgeUnsignedToken(claims),
      forgeHmacToken(rsa, claims),
      token({}, { alg: 'none' }),
      token({}, { alg: 'HS256' }),
      token({}, { crit: ['b64'], b64: false }),
      token({}, { zip: 'DEF' }),
      // A key pinned to one algorithm is for no other.
      forgeToken(withAlgorithm(rsa, 'PS256'), claims),
      token({}, { kid: 'rsa' }),
      withPart(token(), 1, () => encodePart('[]')),
    ]
    for (const WebIdentityToken of tokens) {
      await expect(assume(hallpass, { RoleArn: role, WebIdentityToken })).rejects.toMatchObject(invalid(notAToken))
    }
  })

  test('is refused where nobody, or somebody else, made it', async ({ hallpass, federation: { role, stub, token } }) => {
    const claims = claimsOf(stub.issuer)
    const tokens = [
      forgeToken({ ...forgeKey('ES256', 'x'), kid: 'first' }, claims),
      withPart(token(), 1, () => encodePart({ ...claims, sub: 'eve' })),
      withPart(token(), 2, (part) => 'A'.repeat(part.length)),
      withPart(token(), 2, () => ''),
      forgeToken(key, claims, { der: true }),
    ]
    for (const WebIdentityToken of tokens) {
      await expect(assume(hallpass, { RoleArn: role, WebIdentityToken })).rejects.toMatchObject(
        invalid('Token signature could not be verified'),
      )
    }
  })

  test('needs the one key that the token means', async ({ hallpass, federation: { role, stub, token } }) => {
    const claims = claimsOf(stub.issuer)
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: forgeToken(forgeKey('ES256', 'x'), claims) })).rejects.toMatchObject(
      invalid(noKey),
    )
    const unnamed = token({}, { kid: undefined })
    expect(await assume(hallpass, { RoleArn: role, WebIdentityToken: unnamed })).toHaveProperty('Credentials')
    const several = await startStubIssuer(key, forgeKey('ES256', 'second'))
    onTestFinished(() => several.close())
    const { arn: RoleArn } = await newRole(hallpass, trusting(await register(hallpass, several.issuer, 'app')))
    const WebIdentityToken = forgeToken(key, claimsOf(several.issuer), { header: { kid: undefined } })
    await expect(assume(hallpass, { RoleArn, WebIdentityToken })).rejects.toMatchObject(invalid(noKey))
    expect(stub.keySetRequests()).toBeGreaterThan(0)
  })

  test('finds a key that the provider has only just published', async ({ hallpass, federation: { role, stub, token } }) => {
    await assume(hallpass, { RoleArn: role, WebIdentityToken: token() })
    const second = forgeKey('RS256', 'second')
    stub.publish(key, second)
    const WebIdentityToken = forgeToken(second, claimsOf(stub.issuer))
    expect(await assume(hallpass, { RoleArn: role, WebIdentityToken })).toHaveProperty('Credentials')
  })

  test.for([
    ['another issuer', { issuer: 'https://evil.example.com' }],
    ['no address of keys', { jwks_uri: undefined }],
    ['keys over plain http elsewhere', { jwks_uri: 'http://keys.example.com/' }],
  ] as const)('is not verified by a discovery document with %s', async ([, members], { hallpass, federation: { role, stub, token } }) => {
    stub.declare(members)
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token() })).rejects.toMatchObject(invalid(noKey))
  })

  test.for(faults.filter((fault) => !fault.startsWith('hang')))('cannot be verified while the provider answers with: %s', async (fault, {
    hallpass,
    federation: { role, stub, token },
  }) => {
    stub.fail(fault)
    const isAway = ['cut', 'status-500'].includes(fault)
    await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token() })).rejects.toMatchObject(
      isAway ? { name: 'IDPCommunicationErrorException', $metadata: { httpStatusCode: 400 } } : invalid(noKey),
    )
    stub.fail(undefined)
    expect(await assume(hallpass, { RoleArn: role, WebIdentityToken: token() })).toHaveProperty('Credentials')
  })

  test('cannot be verified while nobody is there', async ({ hallpass }) => {
    const stub = await startStubIssuer(key)
    await stub.close()
    const { arn: RoleArn } = await newRole(hallpass, trusting(await register(hallpass, stub.issuer, 'app')))
    await expect(assume(hallpass, { RoleArn, WebIdentityToken: forgeToken(key, claimsOf(stub.issuer)) })).rejects.toMatchObject({
      name: 'IDPCommunicationErrorException',
      $metadata: { httpStatusCode: 400 },
    })
  })
})
