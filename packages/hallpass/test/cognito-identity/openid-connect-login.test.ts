import { UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import {
  AddClientIDToOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect } from 'vitest'
import { newProviderKey, startOpenIdProvider } from '../counterparts/openid-provider.ts'
import { createPool, registerProvider } from './federation.ts'
import { getCredentials, getId, getToken, loginsOf } from './identity-calls.ts'
import { test as base } from './openid-federation.ts'

const unsupported = { name: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' }
const unverified = { name: 'NotAuthorizedException', message: "Invalid login token. Couldn't verify signed token." }
const algorithms = ['RS256', 'ES256', 'EdDSA'] as const

/** With a provider for each test, which may change its keys and clients. */
const test = base.extend<{ own: Awaited<ReturnType<typeof startOpenIdProvider>> & { readonly arn: string; readonly poolId: string } }>({
  own: async ({ hallpass }, use) => {
    const own = await startOpenIdProvider()
    const arn = await registerProvider(hallpass, own.issuer, 'app-RS256')
    await use({ ...own, arn, poolId: await createPool(hallpass, { OpenIdConnectProviderARNs: [arn] }) })
    await own.close()
  },
})

describe('an OpenID Connect provider', () => {
  test('signs its users in', async ({ hallpass, pool, provider }) => {
    const login = { [provider.name]: await provider.signIn('ann') }
    const id = await getId(hallpass, pool, login)
    expect((await getCredentials(hallpass, id, login)).Credentials?.AccessKeyId).toMatch(/^ASIA/)
    expect(await getId(hallpass, pool, { [provider.name]: await provider.signIn('ann') })).toBe(id)
  })

  test('is named in amr with its ARN', async ({ hallpass, pool, provider }) => {
    const login = await provider.login('repo:org/repo:environment:dev')
    const { token } = await getToken(hallpass, await getId(hallpass, pool, login), login)
    expect(decodeJwt(token)).toMatchObject({
      amr: ['authenticated', provider.name, `${provider.arn}:OIDC:repo:org/repo:environment:dev`],
    })
  })

  test.for(algorithms)('may sign with %s', async (alg, { hallpass, own }) => {
    for (const each of algorithms.slice(1)) await addClient(hallpass, own.arn, `app-${each}`)
    const token = await own.mint('ann', {}, { clientId: `app-${alg}` })
    expect(decodeProtectedHeader(token).alg).toBe(alg)
    expect(await getId(hallpass, own.poolId, { [own.name]: token })).toBe(
      await getId(hallpass, own.poolId, { [own.name]: await own.mint('ann') }),
    )
  })
})

describe('a provider that rotates its keys', () => {
  test('has tokens of the new key accepted at once, and of the former while it is published', async ({ hallpass, own }) => {
    const before = await own.mint('ann')
    const id = await getId(hallpass, own.poolId, { [own.name]: before })
    own.rotate([newProviderKey('RS256', 'second')])
    const after = await own.mint('ann')
    expect(decodeProtectedHeader(after).kid).toBe('second')
    for (const token of [after, before]) expect(await getId(hallpass, own.poolId, { [own.name]: token })).toBe(id)
  })

  test('has tokens of a key that it took back refused, though they were accepted before', async ({ hallpass, own }) => {
    const before = await own.mint('ann')
    const id = await getId(hallpass, own.poolId, { [own.name]: before })
    own.rotate(
      algorithms.map((alg) => newProviderKey(alg, `second-${alg}`)),
      { keepsOld: false },
    )
    expect(await getId(hallpass, own.poolId, { [own.name]: await own.mint('ann') })).toBe(id)
    await expect(getId(hallpass, own.poolId, { [own.name]: before })).rejects.toMatchObject(unverified)
    await expect(getCredentials(hallpass, id, { [own.name]: before })).rejects.toMatchObject(unverified)
  })
})

describe('the client ids in IAM', () => {
  test('say whose tokens are taken, from the next call on', async ({ hallpass, own }) => {
    const login = { [own.name]: await own.mint('ann', {}, { clientId: 'app-ES256' }) }
    await expect(getId(hallpass, own.poolId, login)).rejects.toMatchObject(unsupported)
    await addClient(hallpass, own.arn, 'app-ES256')
    const id = await getId(hallpass, own.poolId, login)
    expect(await getId(hallpass, own.poolId, { [own.name]: await own.mint('ann') })).toBe(id)
    const removal = { OpenIDConnectProviderArn: own.arn, ClientID: 'app-ES256' }
    await hallpass.iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(removal))
    await expect(getId(hallpass, own.poolId, login)).rejects.toMatchObject(unsupported)
    await expect(getCredentials(hallpass, id, login)).rejects.toMatchObject(unsupported)
  })

  test('go with the provider', async ({ hallpass, own }) => {
    const login = { [own.name]: await own.mint('ann') }
    const id = await getId(hallpass, own.poolId, login)
    await hallpass.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: own.arn }))
    await expect(getId(hallpass, own.poolId, login)).rejects.toMatchObject(unsupported)
    await expect(getCredentials(hallpass, id, login)).rejects.toMatchObject(unsupported)
    await registerProvider(hallpass, own.issuer, 'app-RS256')
    expect(await getId(hallpass, own.poolId, login)).toBe(id)
  })
})

test('a provider that the pool gives up keeps its logins, for when it comes back', async ({ hallpass, own }) => {
  const login = { [own.name]: await own.mint('ann') }
  const id = await getId(hallpass, own.poolId, login)
  const update = (...arns: string[]) => {
    const settings = { IdentityPoolName: 'app', AllowUnauthenticatedIdentities: true, OpenIdConnectProviderARNs: arns }
    return hallpass.cognito.send(new UpdateIdentityPoolCommand({ IdentityPoolId: own.poolId, ...settings }))
  }
  await update('arn:aws:iam::123456789012:oidc-provider/other.example.com')
  await expect(getId(hallpass, own.poolId, login)).rejects.toMatchObject(unsupported)
  await expect(getCredentials(hallpass, id, login)).rejects.toMatchObject(unsupported)
  expect(await loginsOf(hallpass, id)).toEqual([own.name])
  await update(own.arn)
  expect(await getId(hallpass, own.poolId, login)).toBe(id)
})

test('a token that has run out is refused, once the leeway of five minutes is over', async ({ hallpass, own }) => {
  const now = Math.floor(Date.now() / 1000)
  const within = await own.mint('ann', {}, { expiresAt: now - 200 })
  const beyond = await own.mint('ann', {}, { expiresAt: now - 301 })
  expect(await getId(hallpass, own.poolId, { [own.name]: within })).toMatch(/^eu-central-1:/)
  await expect(getId(hallpass, own.poolId, { [own.name]: beyond })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: expect.stringMatching(new RegExp(`^Invalid login token\\. Token expired: \\d+ >= ${now - 301}$`)),
  })
})

function addClient({ iam }: Parameters<typeof registerProvider>[0], OpenIDConnectProviderArn: string, ClientID: string) {
  return iam.send(new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID }))
}
