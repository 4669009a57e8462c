import { GetCredentialsForIdentityCommand } from '@hallpass/credentials/dist/v3/commands.js'
import { CredentialsProviderError } from '@hallpass/credentials/dist/v3/errors.js'
import { fromCognitoIdentity } from '@hallpass/credentials/dist/v3/fromCognitoIdentity.js'
import { describe, expect, test, vi } from 'vitest'

const identityId = 'eu-central-1:ann'
const customRoleArn = 'arn:aws:iam::123456789012:role/Chosen'
const expiration = new Date(Date.now() + 3_600_000)
const output = {
  IdentityId: identityId,
  Credentials: { AccessKeyId: 'key', SecretKey: 'secret', SessionToken: 'token', Expiration: expiration },
}

/** A client of the application's own, which answers all commands alike. */
function clientThatAnswers(answer: unknown) {
  const send = vi.fn(async (_: { readonly input: object }) => answer)
  return { client: { send }, send, sent: () => send.mock.calls.map(([command]) => command) }
}

describe('fromCognitoIdentity by its module path', () => {
  test('W1: sends the command with identity and role, and gives what came in the form of credentials', async () => {
    const { client, sent } = clientThatAnswers(output)
    expect(await fromCognitoIdentity({ client, identityId, customRoleArn })()).toEqual({
      identityId,
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration,
    })
    expect(sent()).toEqual([new GetCredentialsForIdentityCommand({ IdentityId: identityId, CustomRoleArn: customRoleArn })])
  })

  test('W1: keeps in the command what it was given, as its input', async () => {
    const { client, sent } = clientThatAnswers(output)
    await fromCognitoIdentity({ client, identityId, customRoleArn })()
    expect(sent()[0]).toBeInstanceOf(GetCredentialsForIdentityCommand)
    expect(sent()[0]?.input).toEqual({ IdentityId: identityId, CustomRoleArn: customRoleArn, Logins: undefined })
  })

  test('CP-PRV-1: gives no other member that can be listed', async () => {
    const { client } = clientThatAnswers(output)
    const credentials = await fromCognitoIdentity({ client, identityId })()
    expect(Object.keys(credentials).sort()).toEqual(['accessKeyId', 'expiration', 'identityId', 'secretAccessKey', 'sessionToken'])
  })

  test('W2: sends the tokens of logins, whether texts or functions', async () => {
    const { client, sent } = clientThatAnswers(output)
    const logins = {
      'login.example.com': 'lasting',
      'www.amazon.com': () => Promise.resolve('fresh'),
      'graph.facebook.com': () => 'at once',
    }
    await fromCognitoIdentity({ client, identityId, logins })()
    const Logins = { 'login.example.com': 'lasting', 'www.amazon.com': 'fresh', 'graph.facebook.com': 'at once' }
    expect(sent()).toEqual([new GetCredentialsForIdentityCommand({ IdentityId: identityId, Logins })])
  })

  test.each([
    ['W3', 'credentials', {}],
    ['W3', 'credentials', { Credentials: undefined }],
    ['W4', 'access key ID', { Credentials: { SecretKey: 'secret' } }],
    ['W5', 'secret key', { Credentials: { AccessKeyId: 'key' } }],
    ['CP-ID-5', 'credentials', { Credentials: null }],
    ['CP-ID-5', 'access key ID', { Credentials: { AccessKeyId: null, SecretKey: 'secret' } }],
    ['CP-ID-5', 'secret key', { Credentials: { AccessKeyId: 'key', SecretKey: '' } }],
  ])('%s: rejects an answer without %s', async (_, part, answer) => {
    const { client } = clientThatAnswers({ IdentityId: identityId, ...answer })
    const error = await fromCognitoIdentity({ client, identityId })().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CredentialsProviderError)
    expect(error).toMatchObject({
      name: 'CredentialsProviderError',
      message: `Response from Amazon Cognito contained no ${part}`,
      tryNextLink: true,
    })
  })

  test('CP-ID-2: asks again at every call', async () => {
    const { client, send } = clientThatAnswers(output)
    const provider = fromCognitoIdentity({ client, identityId })
    await provider()
    await provider()
    expect(send).toHaveBeenCalledTimes(2)
  })

  test('CP-ID-4: names the identity of the answer, else the one asked for', async () => {
    const named = clientThatAnswers({ ...output, IdentityId: 'eu-central-1:merged' })
    expect(await fromCognitoIdentity({ client: named.client, identityId })()).toMatchObject({ identityId: 'eu-central-1:merged' })
    const unnamed = clientThatAnswers({ ...output, IdentityId: undefined })
    expect(await fromCognitoIdentity({ client: unnamed.client, identityId })()).toMatchObject({ identityId })
  })

  test('hands on unchanged what the client throws', async () => {
    const error = new Error('The application said so.')
    const client = { send: () => Promise.reject(error) }
    await expect(fromCognitoIdentity({ client, identityId })()).rejects.toBe(error)
  })
})
