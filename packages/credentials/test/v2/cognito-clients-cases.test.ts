import { describe, expect } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Service } from '../../src/v2/service-types.ts'
import { implementations, testOf } from './both.ts'

const clients = ['cognito', 'sts', 'webIdentityCredentials'] as const
type CognitoIdentityCredentials = InstanceType<AwsNamespace['CognitoIdentityCredentials']>

/** The services behind the clients. */
function servicesOf({ cognito, sts, webIdentityCredentials }: CognitoIdentityCredentials): (Service | undefined)[] {
  webIdentityCredentials?.createClients()
  return [cognito, sts, webIdentityCredentials?.service]
}

describe.each(implementations)('createClients of CognitoIdentityCredentials of $name', (implementation) => {
  const test = testOf(implementation)
  const params = () => ({ IdentityPoolId: 'pool', RoleArn: 'role' })

  test('V31 makes three clients', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params())
    credentials.createClients()
    expect(credentials.cognito).toBeInstanceOf(AWS.CognitoIdentity)
    expect(credentials.sts).toBeInstanceOf(AWS.STS)
    expect(credentials.webIdentityCredentials).toBeInstanceOf(AWS.WebIdentityCredentials)
  })

  test.for(clients)('V32 makes %s once', (name, { AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params())
    credentials.createClients()
    const client = credentials[name]
    credentials.createClients()
    expect(credentials[name]).toBe(client)
  })

  test.for(clients)('V32 leaves %s, where somebody has put it there, and makes the others', (name, { AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params())
    const mine = {}
    Object.assign(credentials, { [name]: mine })
    credentials.createClients()
    expect(credentials[name]).toBe(mine)
    for (const other of clients) expect(credentials[other]).toBeDefined()
  })

  test('V33 gives all the global configuration', ({ AWS }) => {
    AWS.config.update({ region: 'ap-south-1', httpOptions: { timeout: 77 } })
    const credentials = new AWS.CognitoIdentityCredentials(params())
    credentials.createClients()
    for (const service of servicesOf(credentials)) {
      expect(service?.config).toMatchObject({ region: 'ap-south-1', httpOptions: { timeout: 77 } })
    }
  })

  test('V33 … two minutes unless told otherwise', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params())
    credentials.createClients()
    expect(servicesOf(credentials).map((service) => service?.config.httpOptions.timeout)).toEqual([120_000, 120_000, 120_000])
  })

  test('V34 gives all the configuration that the credentials were made with', ({ AWS }) => {
    AWS.config.update({ region: 'ap-south-1', httpOptions: { timeout: 77 } })
    const credentials = new AWS.CognitoIdentityCredentials(params(), { region: 'eu-central-1', httpOptions: { timeout: 50 } })
    credentials.createClients()
    for (const service of servicesOf(credentials)) {
      expect(service?.config).toMatchObject({ region: 'eu-central-1', httpOptions: { timeout: 50 } })
    }
  })

  test('A2.5 binds params, the same object, to cognito and to what asks STS', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params())
    credentials.createClients()
    const [cognito, sts, service] = servicesOf(credentials)
    expect(cognito?.config.params).toBe(credentials.params)
    expect(service?.config.params).toBe(credentials.params)
    expect(credentials.webIdentityCredentials?.params).toBe(credentials.params)
    expect(sts?.config.params).toBeUndefined()
  })

  test('A2.5 names the session in params', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params())
    credentials.createClients()
    expect(credentials.params).toEqual({ ...params(), RoleSessionName: 'web-identity' })
  })

  test('CP-V2-13 the clients take new params by themselves, for they are bound', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(params(), { region: 'eu-central-1' })
    credentials.createClients()
    credentials.params.IdentityPoolId = 'another'
    const request = credentials.cognito?.getId()
    expect(request?.params).toEqual({ IdentityPoolId: 'another' })
  })
})
