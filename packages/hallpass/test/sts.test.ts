import { IAMClient, ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, region, test } from './hallpass.ts'
import { createPoolWithRoles } from './pool-with-roles.ts'
import { assume, postForm, postText, sdkCredentials, stsAs, withOwnServer } from './sts-calls.ts'

describe('GetCallerIdentity', () => {
  test('knows the root key', async ({ hallpass }) => {
    expect(await hallpass.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: accountId,
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    })
  })

  test('refuses a request without a signature', async ({ hallpass }) => {
    const answer = await postForm(hallpass, { Action: 'GetCallerIdentity' })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>')
  })

  test('refuses an unknown key', async ({ hallpass }) => {
    const client = stsAs(hallpass, { AccessKeyId: 'AKIAQAAAAAAAAAAAAAAA', SecretAccessKey: 'x' })
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('refuses a wrong secret', async ({ hallpass }) => {
    const client = stsAs(hallpass, { AccessKeyId: hallpass.server.rootAccessKey.accessKeyId, SecretAccessKey: 'x' })
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('refuses a session that has expired', async () => {
    await withOwnServer(async (hallpass) => {
      const pool = await createPoolWithRoles(hallpass)
      const { token } = await pool.guest()
      const { Credentials } = await assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token, DurationSeconds: 900 })
      hallpass.advance(901_000)
      await expect(stsAs(hallpass, Credentials, 901_000).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        $metadata: { httpStatusCode: 403 },
      })
    })
  })

  test('is all that a role session may do', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    const { Credentials } = await assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token })
    const iam = new IAMClient({ endpoint: hallpass.url, region, maxAttempts: 1, credentials: sdkCredentials(Credentials) })
    await expect(iam.send(new ListOpenIDConnectProvidersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: arn:aws:sts::${accountId}:assumed-role/Guest/web is not authorized to perform: iam:ListOpenIDConnectProviders on resource: * ` +
        'because no identity-based policy allows the iam:ListOpenIDConnectProviders action',
      $metadata: { httpStatusCode: 403 },
    })
  })
})

describe('the query wire', () => {
  test('names the request alike in header and body', async ({ hallpass }) => {
    const answer = await postForm(hallpass, { Action: 'GetCallerIdentity' })
    const id = answer.headers.get('x-amzn-requestid')
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(answer.body).toContain(`<RequestId>${id}</RequestId>`)
    expect(answer.headers.get('content-type')).toBe('text/xml')
  })

  test.for([
    ['no action', 'Version=2011-06-15', 'MissingAction', 'The request must contain the parameter Action'],
    ['an unknown action', 'Action=Nope&Version=2011-06-15', 'InvalidAction', 'Could not find operation Nope for version 2011-06-15'],
    [
      'another case of an action',
      'Action=getcalleridentity&Version=2011-06-15',
      'InvalidAction',
      'Could not find operation getcalleridentity',
    ],
    ['an unknown version', 'Action=GetCallerIdentity&Version=2020-01-01', 'InvalidAction', 'for version 2020-01-01'],
    [
      'an action of IAM that is not there',
      'Action=CreateGroup&Version=2010-05-08',
      'InvalidAction',
      'Supported operations: AddClientIDToOpenIDConnectProvider, Attach',
    ],
    ['a name twice', 'Action=GetCallerIdentity&Version=2011-06-15&Version=2010-05-08', 'MalformedQueryString', ''],
    ['broken percent-encoding', 'Action=%zz&Version=2011-06-15', 'MalformedQueryString', ''],
    ['a duration that is no number', 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&DurationSeconds=1h', 'MalformedInput', ''],
    ['a list that is none', 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&PolicyArns=x', 'MalformedInput', ''],
  ] as const)('refuses %s', async ([, body, code, words], { hallpass }) => {
    const answer = await postText(hallpass, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(`<Error><Type>Sender</Type><Code>${code}</Code>`)
    expect(answer.body).toContain(words)
  })

  test('refuses a name in both the body and the query string', async ({ hallpass }) => {
    const answer = await fetch(`${hallpass.url}/?Action=GetCallerIdentity`, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('<Code>MalformedQueryString</Code>')
  })
})
