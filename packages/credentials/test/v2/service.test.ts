import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { implementations, testOf } from './both.ts'

const region = 'mock-region'

describe.each(implementations)('Service of $name', (implementation) => {
  const test = testOf(implementation)

  describe('A4.16 versions', () => {
    test('are listed', ({ AWS }) => {
      expect(AWS.CognitoIdentity.apiVersions).toEqual(['2014-06-30'])
      expect(AWS.CognitoIdentity.serviceIdentifier).toBe('cognitoidentity')
      expect(AWS.STS.apiVersions).toEqual(['2011-06-15'])
      expect(AWS.STS.serviceIdentifier).toBe('sts')
    })

    test.for([
      undefined,
      null,
      'latest',
      '2014-06-30',
      '2020-01-01',
      new Date('2015-01-01'),
      new Date('2014-06-30'),
    ])('%s is served', (apiVersion, { AWS }) => {
      const service = new AWS.CognitoIdentity({ region, apiVersion })
      expect(service.api.apiVersion).toBe('2014-06-30')
      expect(service).toBeInstanceOf(AWS.CognitoIdentity)
      expect(service).toBeInstanceOf(AWS.Service)
      expect(service.serviceIdentifier).toBe('cognitoidentity')
    })

    test.for([
      ['2013-01-01', '2013-01-01'],
      [new Date('2013-01-01'), '2013-01-01'],
    ] as const)('%s is refused at construction', ([apiVersion, shown], { AWS }) => {
      expect(() => new AWS.CognitoIdentity({ region, apiVersion })).toThrow(
        new Error(`Could not find cognitoidentity API to satisfy version constraint \`${shown}'`),
      )
    })

    test('of one service win over that of all', ({ AWS }) => {
      AWS.config.apiVersions = { cognitoidentity: '2014-06-30' }
      AWS.config.apiVersion = '2013-01-01'
      expect(new AWS.CognitoIdentity({ region }).api.apiVersion).toBe('2014-06-30')
      expect(() => new AWS.STS({ apiVersions: { sts: '2010-01-01' } })).toThrow('Could not find sts API')
    })

    test('have a class each, made when first asked for', ({ AWS }) => {
      expect(AWS.CognitoIdentity.services).toEqual({ '2014-06-30': null })
      const service = new AWS.CognitoIdentity({ region })
      expect(service.constructor).toBe(AWS.CognitoIdentity.services['2014-06-30'])
      expect(new AWS.CognitoIdentity({ region }).constructor).toBe(service.constructor)
    })
  })

  describe('construction', () => {
    test('needs new', ({ AWS }) => {
      const { CognitoIdentity } = AWS
      expect(() => Reflect.apply(CognitoIdentity as never, AWS, [])).toThrow("Service must be constructed with `new' operator")
      expect(() => Reflect.apply(CognitoIdentity as never, undefined, [])).toThrow("Service must be constructed with `new' operator")
    })

    test('leaves a method alone that is on the prototype already', ({ AWS }) => {
      const getId = vi.fn()
      Object.assign(AWS.CognitoIdentity.prototype, { getId })
      new AWS.CognitoIdentity({ region }).getId({ IdentityPoolId: 'x' })
      expect(getId).toHaveBeenCalledExactlyOnceWith({ IdentityPoolId: 'x' })
    })

    test('A4.1 has 23 methods', ({ AWS }) => {
      const { api, ...service } = new AWS.CognitoIdentity({ region }).constructor.prototype
      const names = Object.keys(api.operations)
      expect(names).toHaveLength(23)
      expect(Object.keys(service)).toEqual(expect.arrayContaining(names))
    })

    test('A4.2 signs all but four operations', ({ AWS }) => {
      const { operations } = new AWS.CognitoIdentity({ region }).api
      const unsigned = Object.entries(operations).filter(([, { authtype }]) => authtype === 'none')
      expect(unsigned.map(([name]) => name).sort()).toEqual(['getCredentialsForIdentity', 'getId', 'getOpenIdToken', 'unlinkIdentity'])
      expect(Object.values(operations).every(({ authtype }) => authtype === 'none' || authtype === '')).toBe(true)
      expect(operations['getId']?.name).toBe('GetId')
    })
  })

  describe('A4.12 makeRequest', () => {
    test('sends nothing without a callback', ({ AWS }) => {
      const send = vi.spyOn(AWS.Request.prototype, 'send')
      const request = new AWS.CognitoIdentity({ region }).makeRequest('getId', { IdentityPoolId: 'a' })
      expect(request).toBeInstanceOf(AWS.Request)
      expect(request).toMatchObject({ operation: 'getId', params: { IdentityPoolId: 'a' } })
      expect(send).not.toHaveBeenCalled()
    })

    test.for(['makeRequest', 'makeUnauthenticatedRequest'] as const)('%s sends at once with a callback, in place of params too', (make, {
      AWS,
    }) => {
      const send = vi.spyOn(AWS.Request.prototype, 'send').mockReturnValue(undefined as never)
      const service = new AWS.CognitoIdentity({ region })
      const callback = () => {}
      service[make]('getId', { IdentityPoolId: 'a' }, callback)
      service[make]('getId', callback)
      expect(send.mock.calls).toEqual([[callback], [callback]])
    })

    test('signs unless it is told not to', ({ AWS }) => {
      const service = new AWS.CognitoIdentity({ region })
      const { SIGN, VALIDATE_CREDENTIALS } = AWS.EventListeners.Core
      const signed = service.makeRequest('getId')
      expect(signed.listeners('sign')).toContain(SIGN)
      expect(signed.listeners('validate')).toContain(VALIDATE_CREDENTIALS)
      const unsigned = service.makeUnauthenticatedRequest('getId')
      expect(unsigned.listeners('sign')).not.toContain(SIGN)
      expect(unsigned.listeners('validate')).not.toContain(VALIDATE_CREDENTIALS)
      expect(service.getId().listeners('sign')).not.toContain(SIGN)
      expect(service.describeIdentity().listeners('sign')).toContain(SIGN)
    })

    test('A4.4 fills in bound params that the operation knows, and leaves the caller’s object alone', ({ AWS }) => {
      const bound = { IdentityPoolId: 'bound', AccountId: '1', Nope: 1, constructor: 2 }
      const service = new AWS.CognitoIdentity({ region, params: bound })
      const params = { IdentityPoolId: null, Logins: {} }
      const request = service.makeRequest('getId', params)
      expect(request.params).toEqual({ IdentityPoolId: 'bound', AccountId: '1', Logins: {} })
      expect(params).toEqual({ IdentityPoolId: null, Logins: {} })
      expect(service.makeRequest('getId', { IdentityPoolId: 'given' }).params).toEqual({ IdentityPoolId: 'given', AccountId: '1' })
      expect(service.makeRequest('getId', { IdentityPoolId: '' }).params).toEqual({ IdentityPoolId: '', AccountId: '1' })
    })

    test('takes the params as they are where nothing is bound', ({ AWS }) => {
      const params = { IdentityPoolId: 'a' }
      expect(new AWS.CognitoIdentity({ region }).makeRequest('getId', params).params).toBe(params)
    })
  })

  describe('CP-V2-14 listeners', () => {
    test('come in order: those of all, the core’s, the protocol’s, those after, the logger’s, the service’s, those of customizeRequests', ({
      AWS,
    }) => {
      const [first, prototype, own] = [vi.fn(), vi.fn(), vi.fn()]
      AWS.events.on('extractData', first)
      AWS.CognitoIdentity.prototype.customizeRequests((request) => request.on('extractData', prototype))
      const service = new AWS.CognitoIdentity({ region, logger: { log() {} } })
      service.setupRequestListeners = (request) => request.on('extractData', setup)
      const setup = vi.fn()
      service.customizeRequests((request) => request.on('extractData', own))
      const request = service.makeRequest('getId')
      const { Json, CorePost, Logger } = AWS.EventListeners
      const inOrder = [first, Json.EXTRACT_DATA, CorePost.EXTRACT_REQUEST_ID, setup, prototype, own]
      expect(request.listeners('extractData')).toEqual(inOrder)
      expect(request.listeners('complete')).toContain(Logger.LOG_REQUEST)
    })

    test('are the form’s of STS', ({ AWS }) => {
      const request = new AWS.STS().assumeRoleWithWebIdentity()
      expect(request.listeners('build')).toContain(AWS.EventListeners.Query.BUILD)
      expect(request.listeners('sign')).not.toContain(AWS.EventListeners.Core.SIGN)
    })

    test('do not log without a logger', ({ AWS }) => {
      const request = new AWS.CognitoIdentity({ region, logger: null }).makeRequest('getId')
      expect(request.listeners('complete')).not.toContain(AWS.EventListeners.Logger.LOG_REQUEST)
    })

    test('do not validate when paramValidation is false', ({ AWS }) => {
      const { VALIDATE_PARAMETERS } = AWS.EventListeners.Core
      const listeners = (paramValidation: boolean) =>
        new AWS.CognitoIdentity({ region, paramValidation }).makeRequest('getId').listeners('validate')
      expect(listeners(false)).not.toContain(VALIDATE_PARAMETERS)
      expect(listeners(true)).toContain(VALIDATE_PARAMETERS)
    })

    test('customizeRequests takes a function, nothing, and nothing else', ({ AWS }) => {
      const service = new AWS.CognitoIdentity({ region })
      const handler = vi.fn()
      service.customizeRequests(handler)
      service.makeRequest('getId')
      expect(handler).toHaveBeenCalledOnce()
      service.customizeRequests(null)
      expect(service.customRequestHandler).toBeNull()
      service.makeRequest('getId')
      expect(handler).toHaveBeenCalledOnce()
      expect(() => service.customizeRequests('no' as never)).toThrow("Invalid callback type 'string' provided in customizeRequests")
    })
  })

  test('A4.12 waitFor knows no state', ({ AWS }) => {
    const { thrown } = caught(() => new AWS.CognitoIdentity({ region }).waitFor('poolExists', {}, () => {}))
    expect(thrown).toMatchObject({ code: 'StateNotFoundError', name: 'StateNotFoundError', message: 'State poolExists not found.' })
    expect(thrown).toBeInstanceOf(Error)
  })

  test('A4.11 one operation has pages', ({ AWS }) => {
    const service = new AWS.CognitoIdentity({ region })
    expect(service.paginationConfig('listIdentityPools')).toMatchObject({
      inputToken: 'NextToken',
      limitKey: 'MaxResults',
      outputToken: 'NextToken',
      resultKey: 'IdentityPools',
    })
    expect(service.paginationConfig('listIdentities')).toBeNull()
    expect(() => service.paginationConfig('getId', true)).toThrow('No pagination configuration for getId')
  })

  describe('A4.9 retry rules', () => {
    const rules = (AWS: AwsNamespace, options = {}) => new AWS.CognitoIdentity({ region, ...options })
    const error = (code: string, statusCode?: number) => Object.assign(new Error(), { code, statusCode, time: new Date() })

    test.for([
      ['TimeoutError', undefined, true],
      ['NetworkingError', undefined, true],
      ['ExpiredTokenException', 400, true],
      ['TooManyRequestsException', 400, true],
      ['ThrottlingException', 400, true],
      ['RequestLimitExceeded', 400, true],
      ['Anything', 429, true],
      ['Anything', 500, true],
      ['Anything', 503, true],
      ['Anything', 499, false],
      ['NotAuthorizedException', 400, false],
      ['ExpiredToken', 400, false],
    ] as const)('%s with status %s is retryable: %s', ([code, statusCode, expected], { AWS }) => {
      expect(rules(AWS).retryableError(error(code, statusCode) as never)).toBe(expected)
    })

    test('three retries unless the configuration says how many', ({ AWS }) => {
      expect(rules(AWS).numRetries()).toBe(3)
      expect(rules(AWS, { maxRetries: 0 }).numRetries()).toBe(0)
      expect(rules(AWS, { maxRetries: 9 }).numRetries()).toBe(9)
    })

    test('delays double, up to a random part', ({ AWS }) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const delays = (options: object) => [0, 1, 2, 3].map((count) => rules(AWS, options).retryDelays(count))
      expect(delays({})).toEqual([50, 100, 200, 400])
      expect(delays({ retryDelayOptions: { base: 10 } })).toEqual([5, 10, 20, 40])
      expect(delays({ retryDelayOptions: { base: 0 } })).toEqual([0, 0, 0, 0])
    })

    test('customBackoff says the delay, base or not', ({ AWS }) => {
      const customBackoff = vi.fn(() => 7)
      const cause = error('TimeoutError')
      expect(rules(AWS, { retryDelayOptions: { customBackoff, base: 1 } }).retryDelays(2, cause as never)).toBe(7)
      expect(customBackoff).toHaveBeenCalledExactlyOnceWith(2, cause)
    })

    test.for([
      'RequestTimeTooSkewed',
      'RequestExpired',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'AuthFailure',
      'RequestInTheFuture',
    ])('A4.10 %s tells of a skewed clock', (code, { AWS }) => {
      expect(rules(AWS).clockSkewError(error(code) as never)).toBe(true)
      expect(rules(AWS).clockSkewError(error('Other') as never)).toBe(false)
    })

    test('A4.10 a clock is skewed from five minutes on', ({ AWS }) => {
      vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] })
      const service = rules(AWS)
      expect([700_000, 700_001, 1_299_999, 1_300_000].map((time) => service.isClockSkewed(time))).toEqual([true, false, false, true])
      service.applyClockOffset(1_300_000)
      expect(service.config.systemClockOffset).toBe(300_000)
      expect(service.getSkewCorrectedDate()).toEqual(new Date(1_300_000))
      expect(service.isClockSkewed(1_300_000)).toBe(false)
      service.applyClockOffset(Number.NaN)
      expect(service.config.systemClockOffset).toBe(300_000)
      expect(service.isClockSkewed(Number.NaN)).toBeFalsy()
      vi.useRealTimers()
    })
  })

  describe('A4.12 defineService', () => {
    const api = { endpointPrefix: 'mock', signatureVersion: 'v4' } as never

    test('makes a class whose prototype has the features', ({ AWS }) => {
      const setupRequestListeners = vi.fn()
      const Mock = AWS.Service.defineService('mock', { api, setupRequestListeners, extra: () => 7 })
      const service = new Mock({ region })
      expect(service).toBeInstanceOf(Mock)
      expect(service).toBeInstanceOf(AWS.Service)
      expect(Mock.prototype).toHaveProperty('extra')
      expect(Mock.serviceIdentifier).toBe('mock')
      expect(Mock.apiVersions).toEqual([])
      expect(service.endpoint.host).toBe('mock.mock-region.amazonaws.com')
      const request = service.makeRequest('anything', { a: 1 })
      expect(setupRequestListeners).toHaveBeenCalledExactlyOnceWith(request)
      expect(request.params).toEqual({ a: 1 })
    })

    test('may override initialize, and call the base’s', ({ AWS }) => {
      const Mock = AWS.Service.defineService('mock', {
        api,
        serviceIdentifier: 'mock',
        initialize(this: InstanceType<AwsNamespace['Service']>, config?: object) {
          AWS.Service.prototype.initialize.call(this, config)
          this.config.region = 'set-later'
          this.config.credentials = new AWS.Credentials('akid', 'secret')
        },
      })
      AWS.config.update({ mock: { maxRetries: 5 }, ...{} } as object)
      const { config } = new Mock({ maxRedirects: 1 })
      expect(config).toMatchObject({ region: 'set-later', maxRetries: 5, maxRedirects: 1 })
      expect(config.credentials?.accessKeyId).toBe('akid')
    })

    test('refuses versions that nobody has', ({ AWS }) => {
      const Mock = AWS.Service.defineService('nobody', ['2020-01-01', '2010-01-01'])
      expect(Mock.apiVersions).toEqual(['2010-01-01', '2020-01-01'])
      expect(() => new Mock({ region })).toThrow('Could not find API configuration nobody-2020-01-01')
      expect(() => new Mock({ region, apiVersion: '2000-01-01' })).toThrow(
        'Could not find nobody API to satisfy version constraint `2000-01-01',
      )
    })

    test('is extended by inherit', ({ AWS }) => {
      const Own = AWS.util.inherit(AWS.CognitoIdentity, { successfulResponse: () => true })
      const service = new Own({ region })
      expect(service).toBeInstanceOf(AWS.CognitoIdentity)
      expect(AWS.Service.hasService('cognitoidentity')).toBe(true)
      expect(AWS.Service.hasService('nothing')).toBe(false)
      expect(AWS.Service.hasService('toString')).toBe(false)
    })
  })

  describe('STS', () => {
    const data = { Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c', Expiration: new Date(0) } }

    test('credentialsFrom makes credentials', ({ AWS }) => {
      // The SDK takes those for the master's.
      AWS.config.credentials = new AWS.Credentials('master', 'secret')
      const credentials = new AWS.STS().credentialsFrom(data)
      expect(credentials).toBeInstanceOf(AWS.Credentials)
      expect(credentials).toMatchObject({ accessKeyId: 'a', sessionToken: 'c', expireTime: new Date(0), expired: false })
      expect(credentials?.secretAccessKey).toBe('b')
      expect(Object.keys(credentials ?? {})).not.toContain('secretAccessKey')
    })

    test('credentialsFrom sets them on credentials that are there', ({ AWS }) => {
      const given = new AWS.Credentials('x', 'y')
      expect(new AWS.STS().credentialsFrom(data, given)).toBe(given)
      expect(given.secretAccessKey).toBe('b')
      expect(new AWS.STS().credentialsFrom(null, given)).toBeNull()
    })
  })
})

function caught(act: () => unknown): { thrown?: unknown } {
  try {
    act()
    return {}
  } catch (thrown) {
    return { thrown }
  }
}
