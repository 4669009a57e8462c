import { GetIdCommand } from '@hallpass/credentials/dist/v3/commands.js'
import { fromCognitoIdentity } from '@hallpass/credentials/dist/v3/fromCognitoIdentity.js'
import { fromCognitoIdentityPool } from '@hallpass/credentials/dist/v3/fromCognitoIdentityPool.js'
import { InMemoryStorage } from '@hallpass/credentials/dist/v3/InMemoryStorage.js'
import { localStorage } from '@hallpass/credentials/dist/v3/localStorage.js'
import { beforeEach, describe, expect, test, vi } from 'vitest'

// What an application's own tests do: the neighbours are replaced, the pool provider is the real one.
vi.mock('@hallpass/credentials/dist/v3/fromCognitoIdentity.js', () => {
  const provider = vi.fn()
  return { fromCognitoIdentity: vi.fn(() => provider) }
})
vi.mock('@hallpass/credentials/dist/v3/localStorage.js', () => ({ localStorage: vi.fn() }))

const identityPoolId = 'eu-central-1:pool'
const identityId = 'eu-central-1:ann'
const customRoleArn = 'arn:aws:iam::123456789012:role/Chosen'
const guestKey = `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`
// Without an expiration, and without an identity: handed on as they are.
const credentials = { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' }

const send = vi.fn()
const client = { send }
/** One store for all providers of a test, so that what is not called is not called by any. */
const store = { getItem: vi.fn(), setItem: vi.fn(), removeItem: vi.fn() }
const makeIdentityProvider = vi.mocked(fromCognitoIdentity)
const identityProvider = vi.fn()

beforeEach(() => {
  vi.clearAllMocks()
  send.mockImplementation(async () => ({ IdentityId: identityId }))
  // The mock's result stands for the provider's.
  identityProvider.mockImplementation(async () => credentials)
  makeIdentityProvider.mockImplementation(() => identityProvider)
  store.getItem.mockReturnValue(null)
  store.setItem.mockReturnValue(undefined)
  store.removeItem.mockReturnValue(undefined)
  vi.mocked(localStorage).mockReturnValue(store)
})

describe('fromCognitoIdentityPool by its module path, between replaced neighbours', () => {
  test('W6: sends GetId, then makes an identity provider for what came, and hands on what that resolves to', async () => {
    expect(await fromCognitoIdentityPool({ client, identityPoolId, customRoleArn })()).toBe(credentials)
    expect(send.mock.calls.map(([command]) => command)).toEqual([new GetIdCommand({ IdentityPoolId: identityPoolId })])
    expect(makeIdentityProvider).toHaveBeenCalledTimes(1)
    expect(makeIdentityProvider.mock.calls[0]?.[0]).toEqual({ client, customRoleArn, identityId })
    expect(identityProvider).toHaveBeenCalledTimes(1)
  })

  test('CP-PKG-4: hands on even nothing', async () => {
    identityProvider.mockResolvedValue(undefined)
    expect(await fromCognitoIdentityPool({ client, identityPoolId })()).toBeUndefined()
  })

  test('CP-POOL-2: names the account where it is told', async () => {
    await fromCognitoIdentityPool({ client, identityPoolId, accountId: '123456789012' })()
    expect(send.mock.calls[0]?.[0].input).toEqual({ AccountId: '123456789012', IdentityPoolId: identityPoolId, Logins: undefined })
  })

  test('W7: sends the tokens of logins, whether texts or functions', async () => {
    const logins = { 'login.example.com': 'lasting', 'www.amazon.com': () => Promise.resolve('fresh') }
    await fromCognitoIdentityPool({ client, identityPoolId, logins })()
    const Logins = { 'login.example.com': 'lasting', 'www.amazon.com': 'fresh' }
    expect(send.mock.calls.map(([command]) => command)).toEqual([new GetIdCommand({ IdentityPoolId: identityPoolId, Logins })])
    expect(makeIdentityProvider.mock.calls[0]?.[0].logins).toEqual(Logins)
  })

  test('W8: asks for the identity once, and for credentials without an expiration at each of eleven calls', async () => {
    const provider = fromCognitoIdentityPool({ client, identityPoolId, customRoleArn })
    for (let call = 0; call < 11; call++) expect(await provider()).toBe(credentials)
    expect(send).toHaveBeenCalledTimes(1)
    expect(identityProvider).toHaveBeenCalledTimes(11)
  })

  test('W9: rejects an answer without an identity', async () => {
    send.mockResolvedValue({})
    await expect(fromCognitoIdentityPool({ client, identityPoolId, accountId: '123456789012' })()).rejects.toMatchObject({
      name: 'CredentialsProviderError',
      message: 'Response from Amazon Cognito contained no identity ID',
      tryNextLink: true,
    })
  })

  test('W10: fills the cache that it was given', async () => {
    const cache = new InMemoryStorage()
    await fromCognitoIdentityPool({ client, identityPoolId, cache })()
    expect(cache.getItem(guestKey)).toBe(identityId)
  })

  test('W11: sends no GetId where the cache knows the identity', async () => {
    const cache = new InMemoryStorage({ [guestKey]: identityId })
    await fromCognitoIdentityPool({ client, identityPoolId, cache })()
    expect(send).not.toHaveBeenCalled()
    expect(makeIdentityProvider).toHaveBeenCalledTimes(1)
    expect(makeIdentityProvider.mock.calls[0]?.[0]).toEqual({ client, identityId })
  })

  test('W12: removes the entry from the cache where credentials fail, and rejects with what failed', async () => {
    const cache = new InMemoryStorage({ [guestKey]: identityId })
    const error = new Error('Out of luck.')
    identityProvider.mockRejectedValueOnce(error)
    await expect(fromCognitoIdentityPool({ client, identityPoolId, cache })()).rejects.toBe(error)
    expect(cache.getItem(guestKey)).toBeNull()
    expect(send).not.toHaveBeenCalled()
    expect(identityProvider).toHaveBeenCalledTimes(1)
  })

  test('W13: leaves the store unread where there are logins without a name for the user', async () => {
    await fromCognitoIdentityPool({ client, identityPoolId, logins: { 'www.amazon.com': 'token' } })()
    expect(store.getItem).not.toHaveBeenCalled()
    expect(store.setItem).not.toHaveBeenCalled()
    expect(store.removeItem).not.toHaveBeenCalled()
    // The same store is read where there are none: the line above could have failed.
    await fromCognitoIdentityPool({ client, identityPoolId })()
    expect(store.getItem).toHaveBeenCalled()
  })

  test('W14: leaves the store as it is where credentials of such a user fail', async () => {
    identityProvider.mockRejectedValueOnce(new Error('Out of luck.'))
    await expect(fromCognitoIdentityPool({ client, identityPoolId, logins: { 'www.amazon.com': 'token' } })()).rejects.toThrow(
      'Out of luck.',
    )
    expect(store.removeItem).not.toHaveBeenCalled()
    // The same store is cleared where there are none: the line above could have failed.
    store.getItem.mockReturnValue(identityId)
    identityProvider.mockRejectedValueOnce(new Error('Out of luck.'))
    await expect(fromCognitoIdentityPool({ client, identityPoolId })()).rejects.toThrow('Out of luck.')
    expect(store.removeItem).toHaveBeenCalledWith(guestKey)
  })

  test('CP-POOL-3: keeps the identity of a user under the name that the application has for the user', async () => {
    const cache = new InMemoryStorage()
    const logins = { 'www.amazon.com': 'token' }
    await fromCognitoIdentityPool({ client, identityPoolId, cache, logins, userIdentifier: 'ann' })()
    expect(cache.getItem(`aws:cognito-identity-credentials:${identityPoolId}:ann`)).toBe(identityId)
    expect(cache.getItem(guestKey)).toBeNull()
  })

  test('CP-PKG-4: asks for the default store when it is made without a cache, and only then', () => {
    fromCognitoIdentityPool({ client, identityPoolId, cache: new InMemoryStorage() })
    expect(localStorage).not.toHaveBeenCalled()
    fromCognitoIdentityPool({ client, identityPoolId })
    expect(localStorage).toHaveBeenCalledTimes(1)
  })

  test('CP-PKG-4: takes undefined from a store for absent', async () => {
    store.getItem.mockReturnValue(undefined)
    await fromCognitoIdentityPool({ client, identityPoolId })()
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('CP-PKG-4: hands on no other option than the caller gave', async () => {
    const logger = { debug: vi.fn() }
    await fromCognitoIdentityPool({ client, identityPoolId, logger })()
    const defined = Object.entries(makeIdentityProvider.mock.calls[0]?.[0] ?? {}).filter(([, value]) => value !== undefined)
    expect(['client', 'identityId', 'logger']).toEqual(expect.arrayContaining(defined.map(([name]) => name)))
    expect(Object.fromEntries(defined)).toMatchObject({ client, identityId })
  })
})
