import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity'
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { services, type TestService, testOn } from './service.ts'
import { answer, fault, refusal, tooManyRequests, usualBut } from './stub/reactions.ts'

// The SDK's own clients cannot tell the stub from the service: what the suites rest on.
describe.each(services)('the service for the tests, on %s', (kind) => {
  const test = testOn(kind)

  test('makes a guest, and credentials of it for an hour', async ({ service }) => {
    const client = clientOf(service)
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: service.identityPoolId }))
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId }))
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: expect.any(Date),
    })
    const left = Number(Credentials?.Expiration) - Date.now()
    expect(Math.round(left / 60_000)).toBe(60)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
    expect(service.stub.requests[0]).toMatchObject({ input: { IdentityPoolId: service.identityPoolId }, status: 200 })
  })

  test('knows a user again, whom a guest became', async ({ service }) => {
    const client = clientOf(service)
    const { IdentityPoolId, Logins } = { IdentityPoolId: service.identityPoolId, Logins: await service.logins('ann') }
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId }))
    expect(await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))).toMatchObject({ IdentityId })
    expect(await client.send(new GetIdCommand({ IdentityPoolId, Logins }))).toMatchObject({ IdentityId })
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Access to Identity '${IdentityId}' is forbidden.`,
    })
  })

  test('refuses a login of somebody else', async ({ service }) => {
    const client = clientOf(service)
    const [ann, bob] = [await service.logins('ann'), await service.logins('bob')]
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: service.identityPoolId, Logins: ann }))
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: bob }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: expect.stringMatching(/^Logins don't match\./),
    })
  })

  test('merges a guest into the user that there is', async ({ service }) => {
    const client = clientOf(service)
    const IdentityPoolId = service.identityPoolId
    const Logins = await service.logins('ann')
    const user = await client.send(new GetIdCommand({ IdentityPoolId, Logins }))
    const guest = await client.send(new GetIdCommand({ IdentityPoolId }))
    const merged = await client.send(new GetCredentialsForIdentityCommand({ IdentityId: guest.IdentityId, Logins }))
    expect(merged.IdentityId).toBe(user.IdentityId)
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId: guest.IdentityId }))).rejects.toMatchObject({
      message: `Access to Identity '${guest.IdentityId}' is forbidden.`,
    })
  })

  test('links the logins of two providers', async ({ service }) => {
    const client = clientOf(service)
    const IdentityPoolId = service.identityPoolId
    const one = await service.logins('ann')
    const other = await service.logins('ann', service.otherProvider)
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins: { ...one, ...other } }))
    expect((await client.send(new GetIdCommand({ IdentityPoolId, Logins: other }))).IdentityId).toBe(IdentityId)
  })

  test('gives an OpenID token for which STS gives a role', async ({ service }) => {
    const client = clientOf(service)
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: service.identityPoolId }))
    const { Token } = await client.send(new GetOpenIdTokenCommand({ IdentityId }))
    const sts = new STSClient({ endpoint: service.url, region: service.region, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })
    const asked = { RoleArn: service.roles.guest, RoleSessionName: 'test', WebIdentityToken: Token }
    const { AssumedRoleUser, Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand(asked))
    sts.destroy()
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${service.accountId}:assumed-role/Guest/test`)
    expect(Credentials?.Expiration).toBeInstanceOf(Date)
    expect(service.stub.operations.at(-1)).toBe('AssumeRoleWithWebIdentity')
  })

  test.for([
    ['an unknown pool', 'ResourceNotFoundException', async (service: TestService) => service.unknownPool()],
    ['a pool without guests', 'NotAuthorizedException', (service: TestService) => service.createPool({ allowsGuests: false })],
    ['what is no pool id', 'ValidationException', async () => 'nonsense'],
  ] as const)('refuses %s', async ([, name, pool], { service }) => {
    const asked = new GetIdCommand({ IdentityPoolId: await pool(service) })
    await expect(clientOf(service).send(asked)).rejects.toMatchObject({ name })
  })

  test('refuses a login that has expired, by its own clock', async ({ service }) => {
    const client = clientOf(service)
    const Logins = await service.logins('ann')
    service.advance(11 * 60_000)
    await expect(client.send(new GetIdCommand({ IdentityPoolId: service.identityPoolId, Logins }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: expect.stringMatching(/^Invalid login token\. Token expired: \d+ >= \d+$/),
    })
  })

  test('says by its Date what its clock shows', async ({ service }) => {
    service.advance(7_200_000)
    const { headers } = await call(service, 'GetId', { IdentityPoolId: service.identityPoolId })
    const ahead = Date.parse(headers.get('date') ?? '') - Date.now()
    expect(Math.round(ahead / 60_000)).toBe(120)
    const open = await call(service, 'GetId', { IdentityPoolId: service.identityPoolId })
    expect(open.headers.get('access-control-expose-headers')).toContain('Date')
  })

  test('knows a removed identity no more', async ({ service }) => {
    const client = clientOf(service)
    const { IdentityId = '' } = await client.send(new GetIdCommand({ IdentityPoolId: service.identityPoolId }))
    await service.removeIdentity(IdentityId)
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('answers as it is told, once', async ({ service }) => {
    const body = { IdentityPoolId: service.identityPoolId }
    service.stub.next('GetId', tooManyRequests('3'), refusal('Odd', 'Why', { where: 'header' }), answer('text', { status: 418 }))
    const answers = [await call(service, 'GetId', body), await call(service, 'GetId', body), await call(service, 'GetId', body)]
    expect(answers.map(({ status }) => status)).toEqual([429, 400, 418])
    expect(answers[0]?.headers.get('retry-after')).toBe('3')
    expect(answers[1]?.headers.get('x-amzn-errortype')).toMatch(/^Odd:/)
    expect((await call(service, 'GetId', body)).status).toBe(200)
  })

  test('says something else in one member', async ({ service }) => {
    service.stub.always('GetId', usualBut({ IdentityId: undefined }))
    expect(await (await call(service, 'GetId', { IdentityPoolId: service.identityPoolId })).json()).toEqual({})
  })

  test('holds an answer until it is released', async ({ service }) => {
    const held = service.stub.hold('GetId')
    const answered = call(service, 'GetId', { IdentityPoolId: service.identityPoolId })
    expect((await held.arrived).input).toEqual({ IdentityPoolId: service.identityPoolId })
    held.release(refusal('NotAuthorizedException', 'No'))
    expect(await (await answered).json()).toEqual({ __type: 'NotAuthorizedException', message: 'No' })
  })

  test('tells when a caller gave up', async ({ service }) => {
    const controller = new AbortController()
    const held = service.stub.hold('GetId')
    const answered = call(service, 'GetId', { IdentityPoolId: service.identityPoolId }, controller.signal)
    const { givenUp } = await held.arrived
    controller.abort()
    await expect(answered).rejects.toMatchObject({ name: 'AbortError' })
    await expect(givenUp).resolves.toBeUndefined()
    held.release()
  })

  test.for(['cut', 'cut-after-head', 'cut-in-body'] as const)('ends the connection: %s', async (name, { service }) => {
    service.stub.next('GetId', fault(name))
    const answered = call(service, 'GetId', { IdentityPoolId: service.identityPoolId }).then((response) => response.text())
    await expect(answered).rejects.toThrow()
  })

  test('answers a preflight apart from the rest', async ({ service }) => {
    const headers = { origin: 'https://shop.example.com', 'access-control-request-headers': 'content-type,x-amz-target' }
    const response = await fetch(service.url, { method: 'OPTIONS', headers })
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type,x-amz-target')
    expect(service.stub.requests).toEqual([])
    expect(service.stub.preflights).toHaveLength(1)
  })
})

function clientOf({ url, region }: TestService): CognitoIdentityClient {
  return new CognitoIdentityClient({ endpoint: url, region, maxAttempts: 1 })
}

function call({ url }: TestService, operation: string, body: object, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
}
