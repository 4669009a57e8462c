import { describe, expect, test } from 'vitest'
import { jsonReply, refusal, rejection, stubFetch } from '../../test/stub-fetch.ts'
import type { Events } from '../events/events.ts'
import { within } from '../transport/call-context.ts'
import { clockOf } from '../transport/skew-clock.ts'
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  UnlinkIdentityCommand,
} from './commands.ts'

const endpoint = 'http://127.0.0.1:4255'
const pool = 'us-east-1:11111111-1111-1111-1111-111111111111'

describe('CP-PKG-4 commands', () => {
  test.each([
    GetIdCommand,
    GetCredentialsForIdentityCommand,
    GetOpenIdTokenCommand,
    UnlinkIdentityCommand,
  ])('hold what they were given, the same object, and nothing else', (AnyCommand) => {
    const input = { IdentityId: 'x', IdentityPoolId: pool, Logins: undefined, LoginsToRemove: [] }
    const command = new AnyCommand(input)
    expect(command.input).toBe(input)
    expect(Object.keys(command)).toEqual(['input'])
  })

  test.each([
    ['GetId', new GetIdCommand({ IdentityPoolId: pool })],
    ['GetCredentialsForIdentity', new GetCredentialsForIdentityCommand({ IdentityId: 'x' })],
    ['GetOpenIdToken', new GetOpenIdTokenCommand({ IdentityId: 'x' })],
    ['UnlinkIdentity', new UnlinkIdentityCommand({ IdentityId: 'x', Logins: {}, LoginsToRemove: [] })],
  ])('name their operation: %s', async (operation, command) => {
    const { fetch, requests } = stubFetch(jsonReply({}))
    // Each of them is a command; the list of them has none that all are of.
    await new CognitoIdentityClient({ endpoint, fetch }).send(command as GetIdCommand)
    expect(requests[0]?.init.headers).toMatchObject({ 'x-amz-target': `AWSCognitoIdentityService.${operation}` })
    expect(requests[0]?.init.body).toBe(JSON.stringify(command.input))
  })

  test('give the time at which credentials end as a date', async () => {
    const { fetch } = stubFetch(jsonReply({ IdentityId: 'x', Credentials: { AccessKeyId: 'a', Expiration: 1.893456e9 } }))
    const client = new CognitoIdentityClient({ endpoint, fetch })
    expect(await client.send(new GetCredentialsForIdentityCommand({ IdentityId: 'x' }))).toEqual({
      IdentityId: 'x',
      Credentials: { AccessKeyId: 'a', Expiration: new Date('2030-01-01T00:00:00Z') },
    })
  })

  test.each([undefined, null, 'soon', Number.NaN])('give none where the answer says %s', async (Expiration) => {
    const { fetch } = stubFetch(jsonReply({ Credentials: { AccessKeyId: 'a', Expiration } }))
    const { Credentials } = await new CognitoIdentityClient({ endpoint, fetch }).send(
      new GetCredentialsForIdentityCommand({ IdentityId: 'x' }),
    )
    expect(Credentials?.Expiration).toBeUndefined()
  })

  test('a handler that a client keeps performs other commands of its class', async () => {
    const { fetch, requests } = stubFetch(jsonReply({ IdentityId: 'x' }))
    const handler = new GetIdCommand({ IdentityPoolId: 'first' }).resolveMiddleware(undefined, { endpoint, fetch })
    expect(await handler(new GetIdCommand({ IdentityPoolId: 'second' }))).toEqual({ output: { IdentityId: 'x' } })
    expect(requests[0]?.init.body).toBe('{"IdentityPoolId":"second"}')
  })
})

describe('CP-ID-6 our CognitoIdentityClient', () => {
  test('calls the service of its region', async () => {
    const { fetch, requests } = stubFetch(jsonReply({ IdentityId: 'x' }))
    expect(await new CognitoIdentityClient({ region: 'eu-west-1', fetch }).send(new GetIdCommand({ IdentityPoolId: pool }))).toEqual({
      IdentityId: 'x',
    })
    expect(requests[0]?.url).toBe('https://cognito-identity.eu-west-1.amazonaws.com/')
  })

  test('rejects without region and endpoint before any request', async () => {
    const { fetch, requests } = stubFetch(jsonReply({}))
    const error = await rejection(new CognitoIdentityClient({ fetch }).send(new GetIdCommand({ IdentityPoolId: pool })))
    expect(error).toMatchObject({ name: 'ConfigurationError', message: 'Region is missing' })
    expect(requests).toHaveLength(0)
  })

  test('needs no configuration to be made, and has nothing to end', () => {
    const client = new CognitoIdentityClient()
    expect(client.config).toEqual({})
    expect(client.destroy()).toBeUndefined()
  })

  test('obeys abortSignal', async () => {
    const { fetch, requests } = stubFetch('silence')
    const controller = new AbortController()
    const options = { abortSignal: controller.signal }
    const sent = rejection(new CognitoIdentityClient({ endpoint, fetch }).send(new GetIdCommand({ IdentityPoolId: pool }), options))
    controller.abort()
    expect(await sent).toMatchObject({ name: 'AbortError' })
    expect(requests.length).toBeLessThanOrEqual(1)
  })

  test('performs a command in the context that was put at its side', async () => {
    const { fetch } = stubFetch(refusal('InternalErrorException', 'Later.', 500))
    const told: Events['request'][] = []
    const command = within(new GetIdCommand({ IdentityPoolId: pool }), {
      clock: clockOf({}),
      retry: { maxAttempts: 1 },
      // Only `request` is told here.
      emit: (_, payload) => told.push(payload as Events['request']),
    })
    await rejection(new CognitoIdentityClient({ endpoint, fetch }).send(command))
    expect(told).toMatchObject([{ operation: 'GetId', attempt: 1, status: 500 }])
  })

  test('CP-NET-3 does not ask for an identity again that may have been made', async () => {
    const { fetch, requests } = stubFetch(jsonReply('<html>'), jsonReply({ IdentityId: 'x' }))
    const client = new CognitoIdentityClient({ endpoint, fetch })
    expect(await rejection(client.send(new GetIdCommand({ IdentityPoolId: pool })))).toMatchObject({ name: 'NetworkError' })
    expect(requests).toHaveLength(1)
  })
})
