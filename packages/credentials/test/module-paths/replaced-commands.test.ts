import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } from '@hallpass/credentials/dist/v3/commands.js'
import { CredentialsProviderError } from '@hallpass/credentials/dist/v3/errors.js'
import { fromCognitoIdentityPool } from '@hallpass/credentials/dist/v3/fromCognitoIdentityPool.js'
import { beforeEach, describe, expect, test, vi } from 'vitest'

vi.mock('@hallpass/credentials/dist/v3/commands.js', () => ({
  CognitoIdentityClient: vi.fn(),
  GetIdCommand: vi.fn(),
  GetCredentialsForIdentityCommand: vi.fn(),
  GetOpenIdTokenCommand: vi.fn(),
  UnlinkIdentityCommand: vi.fn(),
}))
vi.mock('@hallpass/credentials/dist/v3/errors.js', () => ({
  CredentialsProviderError: vi.fn(function (this: Error, message: string) {
    this.message = `replaced: ${message}`
  }),
}))

const identityPoolId = 'eu-central-1:pool'
const send = vi.fn()

beforeEach(() => {
  vi.clearAllMocks()
  vi.mocked(CognitoIdentityClient).mockImplementation(function (this: CognitoIdentityClient) {
    this.send = send
  })
})

describe('CP-PKG-4: a replaced neighbour is really used', () => {
  test('the client and its commands', async () => {
    send.mockResolvedValueOnce({ IdentityId: 'eu-central-1:ann' })
    send.mockResolvedValueOnce({ Credentials: { AccessKeyId: 'key', SecretKey: 'secret' } })
    expect(await fromCognitoIdentityPool({ identityPoolId })()).toMatchObject({ accessKeyId: 'key', identityId: 'eu-central-1:ann' })
    expect(CognitoIdentityClient).toHaveBeenCalledTimes(1)
    expect(vi.mocked(GetIdCommand).mock.calls[0]?.[0]).toEqual({ IdentityPoolId: identityPoolId })
    expect(vi.mocked(GetCredentialsForIdentityCommand).mock.calls[0]?.[0]).toEqual({ IdentityId: 'eu-central-1:ann' })
    expect(send.mock.calls.map(([command]) => command.constructor)).toEqual([GetIdCommand, GetCredentialsForIdentityCommand])
  })

  test('the error', async () => {
    send.mockResolvedValueOnce({})
    await expect(fromCognitoIdentityPool({ identityPoolId })()).rejects.toMatchObject({ message: expect.stringMatching(/^replaced: /) })
    expect(CredentialsProviderError).toHaveBeenCalledTimes(1)
  })
})
