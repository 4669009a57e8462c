import { readFileSync } from 'node:fs'
import { describe, expect, test as plain } from 'vitest'
import type { ConfigurationOptions } from '../../src/v2/config-types.ts'
import { implementations, original, testOf } from './both.ts'
import { cognitoAt, identityPoolId } from './cognito-service.ts'

const silent = {
  computeChecksums: false,
  s3ForcePathStyle: true,
  s3BucketEndpoint: true,
  s3DisableBodySigning: false,
  s3UsEast1RegionalEndpoint: 'regional',
  s3UseArnRegion: true,
  dynamoDbCrc32: false,
  useAccelerateEndpoint: true,
  endpointDiscoveryEnabled: true,
  endpointCacheSize: 3,
  clientSideMonitoring: false,
  signatureCache: false,
  hostPrefixEnabled: false,
} as const satisfies ConfigurationOptions

const guide = readFileSync(new URL('../../../../docs/migrate-from-sdk-v2.md', import.meta.url), 'utf8')

plain('CP-V2-8: the guide lists the options that have no effect', () => {
  const [, listed = ''] = /### Options without effect\n\n(.*)/.exec(guide) ?? []
  const names = [...listed.matchAll(/`([\w.]+)`/g)].map(([, name]) => name)
  expect(names).toEqual(expect.arrayContaining([...Object.keys(silent), 'httpOptions.xhrAsync']))
})

describe.each(implementations)('CP-V2-8: options without effect, of $name', (implementation) => {
  const test = testOf(implementation)

  test('change nothing of what is sent, and can be read', async ({ AWS, stub }) => {
    // The SDK will not have both discovery and an endpoint, whatever the service.
    const config = { ...silent, endpointDiscoveryEnabled: implementation !== original, httpOptions: { xhrAsync: false } }
    const service = cognitoAt(stub, AWS, config)
    for (const identity of [cognitoAt(stub, AWS), service]) {
      await identity.getId({ IdentityPoolId: identityPoolId }).promise()
      await identity.listIdentityPools({ MaxResults: 1 }).promise()
    }
    const sent = stub.requests.map(({ headers, body, operation }) => {
      // A signature has its second.
      const { authorization = '', 'x-amz-date': _date, ...others } = headers
      return { operation, body, headers: { ...others, signed: authorization.replace(/Credential.*?(SignedHeaders.*?),.*/, '$1') } }
    })
    expect(sent.slice(2)).toEqual(sent.slice(0, 2))
    expect(service.config).toMatchObject(config)
  })

  test('are taken by the global configuration', ({ AWS }) => {
    AWS.config.update(silent)
    expect(new AWS.CognitoIdentity({ region: 'eu-central-1' }).config).toMatchObject(silent)
  })
})
