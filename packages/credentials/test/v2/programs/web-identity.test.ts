import { describe, expect } from 'vitest'
import { newRole } from '../../../../hallpass/test/sts/new-role.ts'
import type { WebIdentityCredentials } from '../../../src/v2/credentials-types.ts'
import { implementations } from '../both.ts'
import { called, roleOf, type Surroundings, testOf } from './programs.ts'

describe.each(implementations)('CP-PRG-14 WebIdentityCredentials of $name', (implementation) => {
  const test = testOf(implementation)

  test.for([
    ['with an OpenID token', 'accounts.google.com', 'google', undefined, {}],
    ['with a name of its own', 'accounts.google.com', 'google', undefined, { RoleSessionName: 'web' }],
    ['with an access token', 'graph.facebook.com', 'facebook', 'graph.facebook.com', {}],
    ['with an access token and a name', 'graph.facebook.com', 'facebook', 'graph.facebook.com', { RoleSessionName: 'web' }],
  ] as const)('%s, and then with an updated one', async ([, provider, kind, ProviderId, named], { around }) => {
    const { AWS, stub, tokens, renewed } = around
    const role = await roleFor(around, provider)

    AWS.config.credentials = new AWS.WebIdentityCredentials({
      RoleArn: role.arn,
      WebIdentityToken: tokens[kind],
      ...named,
      ...(ProviderId && { ProviderId }),
    })
    const { err } = await called((done) => AWS.config.credentials?.get(done))
    expect(err).toBeFalsy()
    expect(await roleOf(AWS.config.credentials, around)).toBe(role.name)
    stub.reset()

    // As the program has put it there.
    const credentials = AWS.config.credentials as WebIdentityCredentials
    credentials.params.WebIdentityToken = renewed[kind]
    const again = await called((done) => credentials.refresh(done))

    expect(again.err).toBeFalsy()
    expect(stub.requests.map(({ input }) => input)).toEqual([
      {
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: role.arn,
        RoleSessionName: 'web-identity',
        WebIdentityToken: renewed[kind],
        ...named,
        ...(ProviderId && { ProviderId }),
      },
    ])
    expect(stub.requests[0]?.headers).not.toHaveProperty('authorization')
    expect(await roleOf(credentials, around)).toBe(role.name)
    expect(credentials.data?.Provider).toBe(provider)
  })

  test('with a token of nobody, are refused as the service says', async ({ around }) => {
    const { AWS } = around
    const role = await roleFor(around, 'accounts.google.com')
    const credentials = new AWS.WebIdentityCredentials({ RoleArn: role.arn, WebIdentityToken: 'of nobody' })
    const { err } = await called((done) => credentials.get(done))
    expect(err).toMatchObject({ code: 'InvalidIdentityToken', statusCode: 400, requestId: expect.any(String) })
    expect(err?.stack).toBeTypeOf('string')
    expect([credentials.data, credentials.accessKeyId]).toEqual([null, undefined])
  })
})

function roleFor({ hallpass }: Surroundings, provider: string) {
  return newRole(hallpass, { Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' })
}
