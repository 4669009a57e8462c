import { describe, expect, test, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { both, implementations, testOf } from './both.ts'

const regions = [
  'us-east-1',
  'eu-central-1',
  'us-gov-west-1',
  'cn-north-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
  'mock-region',
  'local',
  'fips-us-east-1',
  'us-west-2-fips',
  'fips-us-gov-west-1',
  'aws-global',
  'aws-us-gov-global',
]
const flags = [true, false].flatMap((useFipsEndpoint) =>
  [true, false].map((useDualstackEndpoint) => ({ useFipsEndpoint, useDualstackEndpoint })),
)
const cases = regions.flatMap((region) => flags.map((flag) => ({ region, ...flag })))

/** What the SDK does, of which everybody else's has to be a copy. */
const [[, sdk]] = both as [(typeof both)[number]]

describe.each(both)('CP-V2-8 regional endpoints of %s', (_, AWS) => {
  test.for(['CognitoIdentity', 'STS'] as const)('%s is where the SDK finds it', (name) => {
    for (const options of cases) expect(placeOf(AWS, name, options), JSON.stringify(options)).toEqual(placeOf(sdk, name, options))
  })

  test('of the documentation', () => {
    const hostOf = (options: object) => new AWS.CognitoIdentity({ region: 'eu-west-1', ...options }).endpoint.host
    expect(hostOf({})).toBe('cognito-identity.eu-west-1.amazonaws.com')
    expect(hostOf({ useFipsEndpoint: true })).toBe('cognito-identity-fips.eu-west-1.amazonaws.com')
    expect(hostOf({ useDualstackEndpoint: true })).toBe('cognito-identity.eu-west-1.api.aws')
    expect(hostOf({ sslEnabled: false })).toBe('cognito-identity.eu-west-1.amazonaws.com')
    expect(new AWS.CognitoIdentity({ region: 'eu-west-1', sslEnabled: false }).endpoint).toMatchObject({ protocol: 'http:', port: 80 })
  })

  test('A4.14 are filled in where the configuration has a template', () => {
    const { endpoint, config } = new AWS.CognitoIdentity({ region: 'local', endpoint: '{scheme}://{service}.{region}.test:81/{service}' })
    expect(endpoint.href).toBe('https://cognito-identity.local.test:81/cognito-identity')
    expect(config.endpoint).toBe('https://cognito-identity.local.test:81/cognito-identity')
  })

  test('with an endpoint of its own a service is nowhere else', () => {
    const service = new AWS.STS({ endpoint: 'http://127.0.0.1:4255' })
    expect(service.endpoint.href).toBe('http://127.0.0.1:4255/')
    expect(service.isGlobalEndpoint).toBeFalsy()
    expect(service.config.signatureVersion).toBeNull()
  })

  test('A4.15 setEndpoint parses anew', () => {
    const service = new AWS.CognitoIdentity({ region: 'local', sslEnabled: false })
    service.setEndpoint('other.test:82')
    expect(service.endpoint).toBeInstanceOf(AWS.Endpoint)
    expect(service.endpoint).toMatchObject({ protocol: 'http:', host: 'other.test:82', port: 82 })
    service.endpoint = new AWS.Endpoint('https://third.test')
    expect(service.makeRequest('getId').httpRequest.endpoint.host).toBe('third.test')
  })
})

describe.each(implementations)('CP-V2-8 stsRegionalEndpoints of $name', (implementation) => {
  const test = testOf(implementation)
  const validated = (AWS: AwsNamespace, options: object) => {
    const request = new AWS.STS(options).assumeRoleWithWebIdentity({
      RoleArn: 'a'.repeat(20),
      RoleSessionName: 'ab',
      WebIdentityToken: 'abcd',
    })
    request.runTo('build')
    return request
  }

  test('legacy is one host for all regions', ({ AWS }) => {
    const { httpRequest } = validated(AWS, { region: 'eu-west-1' })
    expect(httpRequest).toMatchObject({ endpoint: { host: 'sts.amazonaws.com' }, region: 'us-east-1' })
  })

  test('regional is the host of the region', ({ AWS }) => {
    const { httpRequest } = validated(AWS, { region: 'eu-west-1', stsRegionalEndpoints: 'Regional' })
    expect(httpRequest).toMatchObject({ endpoint: { host: 'sts.eu-west-1.amazonaws.com' }, region: 'eu-west-1' })
  })

  test('regional needs a region', ({ browser: { AWS } }) => {
    const request = validated(AWS, { stsRegionalEndpoints: 'regional' })
    expect(request.response.error).toMatchObject({ code: 'ConfigError', message: 'Missing region in config' })
  })

  test('anything else is refused', ({ AWS }) => {
    const { error } = validated(AWS, { region: 'x', stsRegionalEndpoints: 'both' }).response
    expect(error).toMatchObject({
      code: 'InvalidConfiguration',
      message: 'invalid "stsRegionalEndpoints" configuration. Expect "legacy"  or "regional". Got "both".',
    })
  })

  test('the environment says it where the service does not', ({ AWS }) => {
    vi.stubEnv('AWS_STS_REGIONAL_ENDPOINTS', 'regional')
    expect(validated(AWS, { region: 'eu-west-1' }).httpRequest.endpoint.host).toBe('sts.eu-west-1.amazonaws.com')
    const own = validated(AWS, { region: 'eu-west-1', stsRegionalEndpoints: 'legacy' })
    expect(own.httpRequest.endpoint.host).toBe('sts.amazonaws.com')
  })

  // The SDK documents it, but looks at the service's own options only.
  test.runIf(implementation.name === 'ours')('the configuration of all services says it too', ({ AWS }) => {
    AWS.config.update({ stsRegionalEndpoints: 'regional' })
    expect(validated(AWS, { region: 'eu-west-1' }).httpRequest.endpoint.host).toBe('sts.eu-west-1.amazonaws.com')
  })

  test('leaves an endpoint alone that is configured', ({ AWS }) => {
    const { httpRequest } = validated(AWS, { region: 'eu-west-1', stsRegionalEndpoints: 'regional', endpoint: 'http://127.0.0.1:1' })
    expect(httpRequest.endpoint.host).toBe('127.0.0.1:1')
  })
})

function placeOf(AWS: AwsNamespace, name: 'CognitoIdentity' | 'STS', options: object): object {
  const given: { region?: string } = { ...options }
  const { endpoint, config, isGlobalEndpoint, signingRegion } = new AWS[name](given)
  return {
    href: endpoint.href,
    of: config.endpoint,
    region: config.region,
    isGlobalEndpoint,
    signingRegion,
    given,
    version: config.signatureVersion,
  }
}
