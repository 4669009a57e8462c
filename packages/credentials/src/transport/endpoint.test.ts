import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../errors/client-errors.ts'
import { endpointOf } from './endpoint.ts'

describe('CP-NET-2 the endpoint', () => {
  test.each([
    [{ region: 'us-east-1' }, 'https://cognito-identity.us-east-1.amazonaws.com/'],
    [{ region: 'us-gov-west-1' }, 'https://cognito-identity.us-gov-west-1.amazonaws.com/'],
    [{ region: 'cn-north-1' }, 'https://cognito-identity.cn-north-1.amazonaws.com.cn/'],
    [{ region: 'eu-west-1', useFipsEndpoint: true }, 'https://cognito-identity-fips.eu-west-1.amazonaws.com/'],
    [{ region: 'us-gov-west-1', useDualstackEndpoint: true }, 'https://cognito-identity.us-gov-west-1.api.aws/'],
    [{ region: 'cn-north-1', useDualstackEndpoint: async () => true }, 'https://cognito-identity.cn-north-1.api.amazonwebservices.com.cn/'],
    [{ region: async () => 'us-west-2', useFipsEndpoint: async () => false }, 'https://cognito-identity.us-west-2.amazonaws.com/'],
  ])('of %j is %s', async (config, url) => {
    expect(await endpointOf('cognito-identity', config)).toBe(url)
  })

  test.each([
    [{ region: 'us-east-1' }, 'https://sts.us-east-1.amazonaws.com/'],
    [{ region: 'us-east-1', useFipsEndpoint: true }, 'https://sts-fips.us-east-1.amazonaws.com/'],
    [{ region: 'us-east-1', useDualstackEndpoint: true }, 'https://sts.us-east-1.api.aws/'],
    [{ region: 'cn-north-1' }, 'https://sts.cn-north-1.amazonaws.com.cn/'],
  ])('of STS with %j is %s', async (config, url) => {
    expect(await endpointOf('sts', config)).toBe(url)
  })

  test.each([
    ['http://127.0.0.1:4255', 'http://127.0.0.1:4255/'],
    ['http://127.0.0.1:4255/', 'http://127.0.0.1:4255/'],
    ['https://example.com/a/b', 'https://example.com/a/b/'],
    ['https://example.com/a/b/', 'https://example.com/a/b/'],
    ['http://[::1]:4255', 'http://[::1]:4255/'],
    [new URL('https://example.com:8443/pools'), 'https://example.com:8443/pools/'],
    [{ url: new URL('http://localhost:1/x') }, 'http://localhost:1/x/'],
    [{ protocol: 'http:', hostname: 'localhost', port: 4255, path: '/' }, 'http://localhost:4255/'],
    [{ protocol: 'https:', hostname: 'example.com', path: '/base' }, 'https://example.com/base/'],
    [{ protocol: 'https:', hostname: 'example.com' }, 'https://example.com/'],
    [() => 'http://localhost:1', 'http://localhost:1/'],
    [async () => ({ protocol: 'http:', hostname: 'localhost', port: 2, path: '/' }), 'http://localhost:2/'],
  ])('given as %j is %s, whatever the region', async (endpoint, url) => {
    expect(await endpointOf('cognito-identity', { endpoint, region: 'us-east-1' })).toBe(url)
    expect(await endpointOf('cognito-identity', { endpoint })).toBe(url)
  })

  test('leaves the region alone where it is given', async () => {
    const region = () => Promise.reject(new Error('Region is missing'))
    expect(await endpointOf('cognito-identity', { endpoint: 'http://localhost:1', region })).toBe('http://localhost:1/')
  })

  test('that a function does not give is the one of the region', async () => {
    expect(await endpointOf('sts', { endpoint: async () => undefined, region: 'us-east-1' })).toBe('https://sts.us-east-1.amazonaws.com/')
  })

  test.each(['localhost:4255', 'ftp://example.com', 'https://', 'example.com'])('is not %s', async (endpoint) => {
    await expect(endpointOf('cognito-identity', { endpoint })).rejects.toThrow(ConfigurationError)
  })
})

describe('CP-ID-8 the region', () => {
  test.each([undefined, '', async () => undefined])('that is missing (%s) is a configuration error', async (region) => {
    await expect(endpointOf('cognito-identity', { region })).rejects.toThrow(new ConfigurationError('Region is missing'))
  })

  test.each(['evil.com/', 'evil.com', 'us-east-1.evil.com#', 'us east', 'a@b', 'us-east-1\n'])('is not %j', async (region) => {
    await expect(endpointOf('cognito-identity', { region })).rejects.toThrow(ConfigurationError)
  })
})
