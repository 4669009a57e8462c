import { readFileSync } from 'node:fs'
import { CredentialsProviderError } from '@hallpass/credentials/dist/v3/errors.js'
import { fromTokenFile } from '@hallpass/credentials/dist/v3/fromTokenFile.js'
import { fromWebToken } from '@hallpass/credentials/dist/v3/fromWebToken.js'
import { beforeEach, describe, expect, test, vi } from 'vitest'

vi.mock('node:fs', async (original) => ({ ...(await original<typeof import('node:fs')>()), readFileSync: vi.fn() }))
vi.mock('@hallpass/credentials/dist/v3/fromWebToken.js', () => ({ fromWebToken: vi.fn() }))

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' }
const init = { webIdentityTokenFile: '/given/token', roleArn: 'arn:aws:iam::123456789012:role/Given', roleSessionName: 'given' }
const inEnvironment = {
  AWS_WEB_IDENTITY_TOKEN_FILE: '/environment/token',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/Environment',
  AWS_ROLE_SESSION_NAME: 'environment',
}
const webTokens = () => vi.mocked(fromWebToken).mock.calls.map(([given]) => given)

function setEnvironment(variables: Partial<typeof inEnvironment> = {}): void {
  const none = Object.fromEntries(Object.keys(inEnvironment).map((name) => [name, undefined]))
  for (const [name, value] of Object.entries({ ...none, ...variables })) vi.stubEnv(name, value)
}

beforeEach(() => {
  vi.clearAllMocks()
  setEnvironment()
  vi.mocked(readFileSync).mockReturnValue('token')
  vi.mocked(fromWebToken).mockReturnValue(async () => credentials)
})

describe('fromTokenFile by its module path, between replaced neighbours', () => {
  test('W29: takes file, role and session name from the environment', async () => {
    setEnvironment(inEnvironment)
    expect(await fromTokenFile()()).toBe(credentials)
    expect(readFileSync).toHaveBeenCalledTimes(1)
    expect(vi.mocked(readFileSync).mock.calls[0]?.[0]).toBe('/environment/token')
    expect(webTokens()).toEqual([
      expect.objectContaining({ webIdentityToken: 'token', roleArn: inEnvironment.AWS_ROLE_ARN, roleSessionName: 'environment' }),
    ])
  })

  test('W30: takes what it was given before what the environment says', async () => {
    setEnvironment(inEnvironment)
    await fromTokenFile(init)()
    expect(vi.mocked(readFileSync).mock.calls[0]?.[0]).toBe('/given/token')
    expect(webTokens()).toEqual([expect.objectContaining({ webIdentityToken: 'token', roleArn: init.roleArn, roleSessionName: 'given' })])
  })

  test('W30: needs no environment', async () => {
    expect(await fromTokenFile(init)()).toBe(credentials)
  })

  test.each([
    { id: 'W31', from: 'the environment', given: {}, environment: inEnvironment },
    { id: 'W32', from: 'what it was given', given: init, environment: {} },
  ])('$id: rejects with what reading the file threw, after one try, where the file comes from $from', async ({ given, environment }) => {
    setEnvironment(environment)
    const error = new Error('EACCES: permission denied')
    vi.mocked(readFileSync).mockImplementation(() => {
      throw error
    })
    await expect(fromTokenFile(given)()).rejects.toBe(error)
    expect(readFileSync).toHaveBeenCalledTimes(1)
    expect(fromWebToken).not.toHaveBeenCalled()
  })

  test.each([
    { id: 'W33', missing: 'file', given: { roleArn: init.roleArn } },
    { id: 'W34', missing: 'role', given: { webIdentityTokenFile: init.webIdentityTokenFile } },
    { id: 'W33, W34', missing: 'file and role', given: {} },
    { id: 'W33, W34', missing: 'word of either', given: undefined },
  ])('$id: rejects where there is no $missing, and lets a chain go on', async ({ given }) => {
    const error = await fromTokenFile(given)().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CredentialsProviderError)
    expect(error).toMatchObject({ message: 'Web identity configuration not specified', tryNextLink: true })
    expect(readFileSync).not.toHaveBeenCalled()
  })

  test('CP-PKG-4: reads the file, and makes a web token provider, at each flight', async () => {
    const provider = fromTokenFile(init)
    vi.mocked(readFileSync).mockReturnValueOnce('first').mockReturnValueOnce('second')
    await provider()
    await provider()
    expect(webTokens().map(({ webIdentityToken }) => webIdentityToken)).toEqual(['first', 'second'])
  })
})
