import { fromWebToken } from '@hallpass/credentials/dist/v3/fromWebToken.js'
import { getDefaultRoleAssumerWithWebIdentity } from '@hallpass/credentials/dist/v3/roleAssumer.js'
import { beforeEach, describe, expect, test, vi } from 'vitest'

vi.mock('@hallpass/credentials/dist/v3/roleAssumer.js', () => ({ getDefaultRoleAssumerWithWebIdentity: vi.fn() }))

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' }
const webIdentityToken = 'web.identity.token'
const roleArn = 'arn:aws:iam::123456789012:role/Web'
const assume = vi.fn()

beforeEach(() => {
  vi.clearAllMocks()
  assume.mockResolvedValue(credentials)
  vi.mocked(getDefaultRoleAssumerWithWebIdentity).mockReturnValue(assume)
})

describe('fromWebToken by its module path, with the default assumer replaced', () => {
  test('W26: asks for the default assumer on demand, where it was given none', async () => {
    const provider = fromWebToken({ webIdentityToken, roleArn })
    expect(getDefaultRoleAssumerWithWebIdentity).not.toHaveBeenCalled()
    expect(await provider()).toBe(credentials)
    expect(getDefaultRoleAssumerWithWebIdentity).toHaveBeenCalledTimes(1)
    expect(assume).toHaveBeenCalledTimes(1)
  })

  test('W26: hands on what the assumer resolves to, even nothing', async () => {
    vi.mocked(getDefaultRoleAssumerWithWebIdentity).mockReturnValue((() => {}) as never)
    expect(await fromWebToken({ webIdentityToken, roleArn })()).toBeUndefined()
  })

  test('W26: leaves the default assumer alone where it was given one', async () => {
    const own = vi.fn(async () => credentials)
    expect(await fromWebToken({ webIdentityToken, roleArn, roleAssumerWithWebIdentity: own })()).toBe(credentials)
    expect(getDefaultRoleAssumerWithWebIdentity).not.toHaveBeenCalled()
  })

  test('W27: passes all parameters', async () => {
    const roleAssumerWithWebIdentity = vi.fn(async () => credentials)
    await fromWebToken({
      webIdentityToken,
      roleArn,
      roleSessionName: 'session',
      providerId: 'www.amazon.com',
      policyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      policy: '{"Version":"2012-10-17","Statement":[]}',
      durationSeconds: 7200,
      roleAssumerWithWebIdentity,
    })()
    expect(roleAssumerWithWebIdentity).toHaveBeenCalledWith({
      WebIdentityToken: webIdentityToken,
      RoleArn: roleArn,
      RoleSessionName: 'session',
      ProviderId: 'www.amazon.com',
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      Policy: '{"Version":"2012-10-17","Statement":[]}',
      DurationSeconds: 7200,
    })
  })

  test('W28: names the session by the time, and reads the clock once for it', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_700_000_000_123)
    const roleAssumerWithWebIdentity = vi.fn(async (_: { readonly RoleSessionName: string }) => credentials)
    await fromWebToken({ webIdentityToken, roleArn, roleAssumerWithWebIdentity })()
    expect(now).toHaveBeenCalledTimes(1)
    expect(roleAssumerWithWebIdentity.mock.calls[0]?.[0].RoleSessionName).toBe('aws-sdk-js-session-1700000000123')
  })

  test('W28: leaves the clock alone where the session has a name', async () => {
    const now = vi.spyOn(Date, 'now')
    await fromWebToken({ webIdentityToken, roleArn, roleSessionName: 'session' })()
    expect(now).not.toHaveBeenCalled()
  })

  test('CP-PRV-2: takes region and app id from the calling client where nothing nearer names them', async () => {
    const userAgentAppId = async () => 'caller'
    const callerClientConfig = { region: 'eu-west-1', userAgentAppId }
    await fromWebToken({ webIdentityToken, roleArn })({ callerClientConfig })
    await fromWebToken({ webIdentityToken, roleArn, parentClientConfig: { region: 'eu-west-2' } })({ callerClientConfig })
    await fromWebToken({ webIdentityToken, roleArn, clientConfig: { userAgentAppId: 'own' } })({ callerClientConfig })
    const used = vi.mocked(getDefaultRoleAssumerWithWebIdentity).mock.calls.map(async ([config]) => {
      const { region, userAgentAppId } = config as Record<string, () => unknown>
      return [await region?.(), await userAgentAppId?.()]
    })
    expect(await Promise.all(used)).toEqual([
      ['eu-west-1', 'caller'],
      ['eu-west-2', 'caller'],
      ['eu-west-1', 'own'],
    ])
  })
})
