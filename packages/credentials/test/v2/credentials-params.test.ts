import { describe, expect, vi } from 'vitest'
import { original, ours, testOf } from './both.ts'
import { mockClients } from './cognito-mocks.ts'

const test = testOf(ours)

describe('CP-V2-2 params to which nothing can be added', () => {
  test.for([
    ['frozen', (given: object) => Object.freeze(given)],
    ['sealed', (given: object) => Object.seal(given)],
    ['closed', (given: object) => Object.preventExtensions(given)],
  ] as const)('are copied: %s', ([, close], { AWS }) => {
    const given = { RoleArn: 'role', WebIdentityToken: 'token' }
    close(given)
    const { params } = new AWS.WebIdentityCredentials(given)
    expect(params).toEqual({ RoleArn: 'role', WebIdentityToken: 'token', RoleSessionName: 'web-identity' })
    expect(given).toEqual({ RoleArn: 'role', WebIdentityToken: 'token' })
  })

  test('are copied once for all clients of a pool, so that the token of the role flow reaches STS', async ({ AWS }) => {
    const given = Object.freeze({ IdentityPoolId: 'pool', RoleArn: 'role' })
    const credentials = new AWS.CognitoIdentityCredentials(given)
    mockClients(credentials)
    await credentials.refreshPromise()
    expect(credentials.params).toEqual({
      ...given,
      IdentityId: 'IDENTITY',
      RoleSessionName: 'web-identity',
      WebIdentityToken: 'OPENID',
    })
    expect(credentials.webIdentityCredentials?.params).toBe(credentials.params)
    expect(credentials.cognito?.config.params).toBe(credentials.params)
  })

  test('are the same object where something can', ({ AWS }) => {
    const given = { RoleArn: 'role', WebIdentityToken: 'token' }
    expect(new AWS.WebIdentityCredentials(given).params).toBe(given)
  })
})

describe.each([
  ['the original', original],
  ['ours with strictV2', ours],
] as const)('CP-V2-2 frozen params, in %s,', (_, implementation) => {
  const test = testOf(implementation)

  test('stay the same object, which learns nothing and makes nothing throw', ({ AWS }) => {
    AWS.config.strictV2 = true
    const given = Object.freeze({ IdentityPoolId: 'pool', IdentityId: 'given' })
    const credentials = new AWS.CognitoIdentityCredentials(given)
    credentials.createClients()
    credentials.cacheId({ IdentityId: 'other' })
    credentials.clearCachedId()
    expect(credentials.params).toBe(given)
    expect(credentials.identityId).toBe('given')
  })
})

describe('CP-V2-3 the pool in a key of another case', () => {
  test.for(['identityPoolId', 'IdentityPoolID', 'identitypoolid'])('is taken, with a warning: %s', (key, { AWS }) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const given = { [key]: 'pool' }
    const credentials = new AWS.CognitoIdentityCredentials(given)
    expect(credentials.params).toBe(given)
    expect(credentials.params.IdentityPoolId).toBe('pool')
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toMatch(/IdentityPoolId/)
    expect(warn.mock.calls[0]?.[0]).toContain(`'${key}'`)
  })

  test('names the stored id', ({ browser: { AWS, localStorage } }) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    localStorage['aws.cognito.identity-id.pool'] = 'cached'
    const given: object = { identityPoolId: 'pool' }
    expect(new AWS.CognitoIdentityCredentials(given).identityId).toBe('cached')
  })

  test('is sent under its right name', ({ AWS }) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const given: object = Object.freeze({ identityPoolId: 'pool' })
    const credentials = new AWS.CognitoIdentityCredentials(given, { region: 'eu-central-1' })
    credentials.createClients()
    expect(credentials.cognito?.getId().params).toEqual({ IdentityPoolId: 'pool' })
  })

  test('is taken beside the right key without a value', ({ AWS }) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const given: object = { IdentityPoolId: undefined, identityPoolId: 'pool' }
    expect(new AWS.CognitoIdentityCredentials(given).params.IdentityPoolId).toBe('pool')
  })

  test('works where there is no console', ({ AWS }) => {
    vi.stubGlobal('console', undefined)
    const given: object = { identityPoolId: 'pool' }
    const { params } = new AWS.CognitoIdentityCredentials(given)
    vi.unstubAllGlobals()
    expect(params.IdentityPoolId).toBe('pool')
  })

  test.for([
    ['the right key is there too', { identityPoolId: 'other', IdentityPoolId: 'pool' }, 'pool', false],
    ['strictV2 is set', { identityPoolId: 'other' }, undefined, true],
    ['its value is empty', { identityPoolId: '' }, undefined, false],
  ] as const)('counts for nothing, and nobody is warned, where %s', ([, given, taken, strictV2], { AWS }) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    AWS.config.strictV2 = strictV2
    const params: object = { ...given }
    expect(new AWS.CognitoIdentityCredentials(params).params.IdentityPoolId).toBe(taken)
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('A2.1 the configuration of clients', () => {
  test.for(['CognitoIdentityCredentials', 'WebIdentityCredentials'] as const)('is copied in depth: %s', (name, { AWS }) => {
    const clientConfig = { httpOptions: { timeout: 50 }, retryDelayOptions: { base: 1 }, apiVersions: { sts: 'latest' } }
    const credentials = new AWS[name]({}, clientConfig)
    clientConfig.httpOptions.timeout = 60
    clientConfig.retryDelayOptions.base = 2
    clientConfig.apiVersions.sts = '2011-06-15'
    expect(credentials._clientConfig).toEqual({
      httpOptions: { timeout: 50 },
      retryDelayOptions: { base: 1 },
      apiVersions: { sts: 'latest' },
    })
  })

  test('keeps things that are no options as they are', ({ AWS }) => {
    class Agent {}
    const clientConfig = {
      httpOptions: { agent: new Agent() },
      logger: { log: () => {} },
      credentials: new AWS.Credentials('akid', 'secret'),
      endpoint: new AWS.Endpoint('https://example.com'),
      apiVersion: new Date(),
    }
    const { _clientConfig } = new AWS.CognitoIdentityCredentials({}, clientConfig)
    expect(_clientConfig.httpOptions?.agent).toBe(clientConfig.httpOptions.agent)
    for (const key of ['logger', 'credentials', 'endpoint', 'apiVersion'] as const) expect(_clientConfig[key]).toBe(clientConfig[key])
  })

  test('may be a Config, whose functions come along', ({ AWS }) => {
    const { _clientConfig } = new AWS.CognitoIdentityCredentials({}, new AWS.Config({ region: 'eu-west-3' }))
    expect(_clientConfig).toMatchObject({ region: 'eu-west-3', getCredentials: expect.any(Function) })
  })
})
