import { describe, expect, vi } from 'vitest'
import { implementations, ours, testOf } from './both.ts'

describe.each(implementations)('CP-V2-11 EnvironmentCredentials of $name', (implementation) => {
  const test = testOf(implementation)

  test.for([
    ['AWS', 'AWS_'],
    ['AMAZON', 'AMAZON_'],
    [undefined, ''],
    ['', ''],
  ] as const)('read the variables of prefix %s when they are made', ([prefix, start], { AWS }) => {
    vi.stubEnv(`${start}ACCESS_KEY_ID`, 'akid')
    vi.stubEnv(`${start}SECRET_ACCESS_KEY`, 'secret')
    vi.stubEnv(`${start}SESSION_TOKEN`, 'session')
    // Programs leave the prefix out, of which the types do not speak.
    const credentials = new AWS.EnvironmentCredentials(prefix as string)
    expect(credentials).toMatchObject({ accessKeyId: 'akid', secretAccessKey: 'secret', sessionToken: 'session', expired: false })
    expect(credentials).toBeInstanceOf(AWS.Credentials)
    expect(Object.keys(credentials)).not.toContain('secretAccessKey')
  })

  test('need no session token', ({ AWS }) => {
    vi.stubEnv('MINE_ACCESS_KEY_ID', 'akid')
    vi.stubEnv('MINE_SECRET_ACCESS_KEY', 'secret')
    const credentials = new AWS.EnvironmentCredentials('MINE')
    expect(credentials.needsRefresh()).toBe(false)
    expect(credentials.sessionToken).toBeUndefined()
  })

  test.for([
    ['the id', {}, 'Variable MINE_ACCESS_KEY_ID not set.'],
    ['the secret', { MINE_ACCESS_KEY_ID: 'akid' }, 'Variable MINE_SECRET_ACCESS_KEY not set.'],
    ['an empty id', { MINE_ACCESS_KEY_ID: '', MINE_SECRET_ACCESS_KEY: 'secret' }, 'Variable MINE_ACCESS_KEY_ID not set.'],
  ] as const)('are made without, and fail when asked: %s', async ([, variables, message], { AWS }) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    const credentials = new AWS.EnvironmentCredentials('MINE')
    expect(credentials.accessKeyId).toBeUndefined()
    await expect(credentials.getPromise()).rejects.toMatchObject({
      message,
      code: 'EnvironmentCredentialsProviderFailure',
      name: 'EnvironmentCredentialsProviderFailure',
      time: expect.any(Date),
    })
  })

  test('read them anew with each refresh, and throw a failure for which there is no callback', ({ AWS }) => {
    vi.stubEnv('MINE_ACCESS_KEY_ID', 'akid')
    vi.stubEnv('MINE_SECRET_ACCESS_KEY', 'secret')
    const credentials = new AWS.EnvironmentCredentials('MINE')
    vi.stubEnv('MINE_ACCESS_KEY_ID', 'another')
    credentials.refresh()
    expect(credentials.accessKeyId).toBe('another')
    vi.stubEnv('MINE_ACCESS_KEY_ID', '')
    expect(() => credentials.refresh()).toThrow('Variable MINE_ACCESS_KEY_ID not set.')
    expect(credentials.accessKeyId).toBe('another')
  })
})

describe('CP-V2-11 EnvironmentCredentials of ours where there is no process', () => {
  const test = testOf(ours)

  test('are made, and fail when asked', ({ AWS }) => {
    const done = vi.fn()
    vi.stubGlobal('process', undefined)
    const credentials = new AWS.EnvironmentCredentials('AWS')
    credentials.refresh(done)
    vi.unstubAllGlobals()
    expect(done.mock.calls).toEqual([
      [
        expect.objectContaining({
          code: 'EnvironmentCredentialsProviderFailure',
          message: 'No process info or environment variables available',
        }),
      ],
    ])
  })
})
