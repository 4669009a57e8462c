import { describe, expect, test, vi } from 'vitest'
import { implementations } from './both.ts'

describe.each(implementations)('CP-V2-11 the region that $name finds in Node', ({ load }) => {
  test.for([
    [{ AWS_REGION: 'eu-west-1', AMAZON_REGION: 'eu-west-2' }, 'eu-west-1', 'cognito-identity.eu-west-1.amazonaws.com'],
    [{ AWS_REGION: '', AMAZON_REGION: 'eu-west-2' }, 'eu-west-2', 'cognito-identity.eu-west-2.amazonaws.com'],
    [{ AWS_REGION: 'fips-us-east-1' }, 'us-east-1', 'cognito-identity-fips.us-east-1.amazonaws.com'],
    [{ AMAZON_REGION: 'us-gov-west-1-fips' }, 'us-gov-west-1', 'cognito-identity-fips.us-gov-west-1.amazonaws.com'],
    [{ AWS_REGION: 'aws-global' }, 'us-east-1', 'cognito-identity.us-east-1.amazonaws.com'],
  ] as const)('by %o is %s', async ([environment, region, host]) => {
    for (const [name, value] of Object.entries({ AWS_REGION: '', AMAZON_REGION: '', ...environment })) vi.stubEnv(name, value)
    const { config, CognitoIdentity } = await load()
    expect(config.region).toBe(region)
    expect(new CognitoIdentity().endpoint.hostname).toBe(host)
  })

  test('is undefined where nobody tells', async () => {
    for (const name of ['AWS_REGION', 'AMAZON_REGION']) vi.stubEnv(name, '')
    expect((await load()).config.region).toBeUndefined()
  })
})
