import { describe, expect } from 'vitest'
import { implementations } from '../both.ts'
import { called, testOf } from './programs.ts'

describe.each(implementations)('CP-PRG-16 the version of the API, with $name,', (implementation) => {
  const test = testOf(implementation)

  test('is locked by an option of the service', async ({ around: { AWS, identityPoolId } }) => {
    const cognitoidentity = new AWS.CognitoIdentity({ apiVersion: '2014-06-30' })
    const { err, data } = await called((done) => cognitoidentity.getId({ IdentityPoolId: identityPoolId }, done))
    expect(err).toBeNull()
    expect(data).toEqual({ IdentityId: expect.stringMatching(/^eu-central-1:/) })
    expect(cognitoidentity.api.apiVersion).toBe('2014-06-30')
    expect(cognitoidentity.config.apiVersion).toBe('2014-06-30')
  })

  test('is locked by the global configuration', async ({ around: { AWS, identityPoolId } }) => {
    AWS.config.apiVersions = { cognitoidentity: '2014-06-30' }
    const cognitoidentity = new AWS.CognitoIdentity()
    const { err, data } = await called((done) => cognitoidentity.getId({ IdentityPoolId: identityPoolId }, done))
    expect(err).toBeNull()
    expect(data).toEqual({ IdentityId: expect.any(String) })
  })

  test.for([
    ['a later day', '2020-01-01'],
    ['latest', 'latest'],
    ['a Date', new Date('2014-06-30T12:00:00Z')],
    ['a later Date', new Date('2024-01-01T00:00:00Z')],
  ] as const)('may be %s', ([, apiVersion], { around: { AWS } }) => {
    expect(new AWS.CognitoIdentity({ apiVersion }).api.apiVersion).toBe('2014-06-30')
    AWS.config.apiVersions = { cognitoidentity: apiVersion }
    expect(new AWS.CognitoIdentity().api.apiVersion).toBe('2014-06-30')
  })

  test.for([
    ['2013-01-01', '2013-01-01'],
    [new Date('2013-01-01T00:00:00Z'), '2013-01-01'],
  ] as const)('that is earlier is refused at once: %s', ([apiVersion, shown], { around: { AWS } }) => {
    const message = `Could not find cognitoidentity API to satisfy version constraint \`${shown}'`
    expect(() => new AWS.CognitoIdentity({ apiVersion })).toThrow(message)
    AWS.config.apiVersions = { cognitoidentity: apiVersion }
    expect(() => new AWS.CognitoIdentity()).toThrow(message)
    expect(() => new AWS.CognitoIdentity({ apiVersion: '2014-06-30' })).toThrow(message)
  })

  test('in apiVersions wins over apiVersion', ({ around: { AWS } }) => {
    AWS.config.apiVersion = '2013-01-01'
    AWS.config.apiVersions = { cognitoidentity: '2014-06-30' }
    expect(new AWS.CognitoIdentity().api.apiVersion).toBe('2014-06-30')
    expect(() => new AWS.STS({ apiVersions: { sts: '2011-06-15' } })).not.toThrow()
  })

  test('is told by the class, whose identifier is cognitoidentity', ({ around: { AWS } }) => {
    expect(AWS.CognitoIdentity.apiVersions).toEqual(['2014-06-30'])
    expect(AWS.CognitoIdentity.serviceIdentifier).toBe('cognitoidentity')
    expect(new AWS.CognitoIdentity().serviceIdentifier).toBe('cognitoidentity')
    expect(AWS.STS.apiVersions).toEqual(['2011-06-15'])
  })
})
