import { createHash } from 'node:crypto'
import { DeleteIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, DeleteRoleCommand, DeleteRolePolicyCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { poolTrust } from '../trusted-roles.ts'
import { action, ask, askAbout, poolSession, resource, signed } from './calls.ts'

const may = { Action: action, Resource: resource }

describe('a service that asks about a signed request', () => {
  test('is told who signed it, of which identity he is, and that he may', async ({ hallpass }) => {
    const { poolId, identityId, credentials, arn } = await poolSession(hallpass, [may], { team: 'blue', Ünïcode: 'ß' })
    const { status, body, headers } = await askAbout(hallpass, signed(credentials))
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        decision: 'allow',
        principal: { arn, accountId: '123456789012', type: 'AssumedRole', userId: expect.stringMatching(/^AROA\w+:web$/) },
        identityId,
        identityPoolId: poolId,
        tags: { team: 'blue', Ünïcode: 'ß' },
        contentSha256: createHash('sha256').digest('hex'),
        signedHeaders: ['host', 'x-amz-date', 'x-amz-security-token'],
        requestId: headers.get('x-amzn-requestid'),
      },
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test("is told in AWS's words why he may not", async ({ hallpass }) => {
    const { credentials, arn } = await newUser(hallpass, [{ ...may, Action: 'execute-api:ManageConnections' }])
    const { status, body } = await askAbout(hallpass, signed(credentials))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      decision: 'deny',
      cause: 'unauthorized',
      principal: { arn, type: 'User' },
      tags: {},
      reason: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    })
    expect(body).not.toHaveProperty('identityId')
  })

  test('is told of an explicit deny', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass, [may, { ...may, Effect: 'Deny' }])
    const { body } = await askAbout(hallpass, signed(credentials))
    expect(body).toMatchObject({ decision: 'deny', reason: expect.stringMatching(/with an explicit deny in an identity-based policy$/) })
  })

  test('is told of the root key, which may do everything', async ({ hallpass }) => {
    const { body } = await askAbout(hallpass, signed(hallpass.server.rootAccessKey))
    expect(body).toMatchObject({
      decision: 'allow',
      principal: { arn: 'arn:aws:iam::123456789012:root', accountId: '123456789012', type: 'Account', userId: '123456789012' },
    })
  })

  test('names the resource that is asked about, and no other is allowed', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass, [may])
    expect((await askAbout(hallpass, signed(credentials), { resource: `${resource}/1` })).body).toMatchObject({ decision: 'deny' })
    expect((await askAbout(hallpass, signed(credentials), { resource: '*' })).body).toMatchObject({ decision: 'deny' })
    expect((await askAbout(hallpass, signed(credentials), { action: 'shop:Invoke' })).body).toMatchObject({ decision: 'deny' })
  })

  test('has the variables of the session in policies', async ({ hallpass }) => {
    const own = 'arn:aws:execute-api:::orders/${cognito-identity.amazonaws.com:sub}/${aws:PrincipalTag/team}'
    const { credentials, identityId } = await poolSession(hallpass, [{ ...may, Resource: own }], { team: 'blue' })
    const of = (rest: string) => askAbout(hallpass, signed(credentials), { resource: `arn:aws:execute-api:::orders/${rest}` })
    expect((await of(`${identityId}/blue`)).body).toMatchObject({ decision: 'allow' })
    expect((await of(`${identityId}/red`)).body).toMatchObject({ decision: 'deny' })
    expect((await of('another/blue')).body).toMatchObject({ decision: 'deny' })
  })

  test('is told no where the session policy does not allow it', async ({ hallpass }) => {
    const { credentials } = await poolSession(hallpass, [may], {}, [{ ...may, Action: 'execute-api:ManageConnections' }])
    expect((await askAbout(hallpass, signed(credentials))).body).toMatchObject({
      decision: 'deny',
      cause: 'unauthorized',
      reason: expect.stringMatching(/because no session policy allows/),
    })
  })

  test('is told no as soon as the role says no, and that nobody asked once it is gone', async ({ hallpass }) => {
    const { credentials, RoleName } = await poolSession(hallpass, [may])
    const answer = async () => (await askAbout(hallpass, signed(credentials))).body
    expect(await answer()).toMatchObject({ decision: 'allow' })
    await hallpass.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }))
    expect(await answer()).toMatchObject({ decision: 'deny', cause: 'unauthorized' })
    await hallpass.iam.send(new DeleteRoleCommand({ RoleName }))
    expect(await answer()).toMatchObject({ decision: 'deny', cause: 'unauthenticated' })
    await hallpass.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: poolTrust() }))
    expect(await answer()).toMatchObject({ decision: 'deny', cause: 'unauthenticated' })
  })

  test('is told of a session until it ends, though its identity was deleted meanwhile', async ({ hallpass }) => {
    const { credentials, identityId } = await poolSession(hallpass, [may])
    await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [identityId] }))
    expect((await askAbout(hallpass, signed(credentials))).body).toMatchObject({ decision: 'allow', identityId })
  })

  test('adds what it knows of the request', async ({ hallpass }) => {
    const Condition = { StringEquals: { 'shop:owner': 'ann' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }
    const { credentials } = await newUser(hallpass, [{ ...may, Condition }])
    const known = { 'shop:owner': 'ann', 'aws:SourceIp': '203.0.113.7' }
    expect((await askAbout(hallpass, signed(credentials), { context: known })).body).toMatchObject({ decision: 'allow' })
    expect((await askAbout(hallpass, signed(credentials), { context: { ...known, 'shop:owner': 'bob' } })).body).toMatchObject({
      decision: 'deny',
    })
    expect((await askAbout(hallpass, signed(credentials))).body).toMatchObject({ decision: 'deny' })
  })

  test('is not itself the address that the request came from', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass, [{ ...may, Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } }])
    expect((await askAbout(hallpass, signed(credentials))).body).toMatchObject({ decision: 'deny' })
  })

  test.for([
    'aws:PrincipalTag/team',
    'aws:principalarn',
    'aws:userid',
    'AWS:username',
    'aws:TokenIssueTime',
    'aws:CurrentTime',
    'cognito-identity.amazonaws.com:sub',
    'saml:sub',
  ])('cannot say %s, which is of the session or the clock', async (key, { hallpass }) => {
    const { status, body } = await askAbout(hallpass, signed(hallpass.server.rootAccessKey), { context: { [key]: 'x' } })
    expect({ status, body }).toMatchObject({ status: 400, body: { message: expect.stringContaining(key) } })
  })

  test.for([
    ['no JSON', '{'],
    ['a list', []],
    ['nothing', {}],
    ['no action', { action: undefined }],
    ['an action with a wildcard', { action: 'execute-api:*' }],
    ['an action without a prefix', { action: 'Invoke' }],
    ['no resource', { resource: undefined }],
    ['a resource that is no ARN', { resource: '/orders' }],
    ['a resource with a line break', { resource: `${resource}\n` }],
    ['a member that is not known', { resorce: resource }],
    ['neither request nor session', { request: undefined }],
    ['both request and session', { session: { token: 'x', audience: 'y' } }],
    ['a context that is a list', { context: [] }],
    ['a number in the context', { context: { 'shop:a': 1 } }],
    ['a context that names a key twice', { context: { 'shop:a': '1', 'shop:A': '2' } }],
    ['a service that is none', { service: 'a/b' }],
    ['a method in lower case', { request: { method: 'get', url: '/', headers: {} } }],
    ['a target without a slash', { request: { method: 'GET', url: 'orders', headers: {} } }],
    ['a target with a fragment', { request: { method: 'GET', url: '/a#b', headers: {} } }],
    ['a target with a blank', { request: { method: 'GET', url: '/a b', headers: {} } }],
    ['headers in a list', { request: { method: 'GET', url: '/', headers: [['a', 'b']] } }],
    ['a header with a line break', { request: { method: 'GET', url: '/', headers: { a: 'b\r\nc: d' } } }],
    ['a header that is no bytes', { request: { method: 'GET', url: '/', headers: { a: '€' } } }],
    ['another host than that of the URL', { request: { method: 'GET', url: 'http://a/', headers: { host: 'b' } } }],
    ['a hash of the body that is none', { request: { method: 'GET', url: '/', headers: {}, bodySha256: 'x' } }],
  ] as const)('is told what is wrong with %s', async ([, part], { hallpass }) => {
    const usual = { request: signed(hallpass.server.rootAccessKey), action, resource }
    const isWhole = typeof part === 'string' || Array.isArray(part) || Object.keys(part).length === 0
    const { status, body } = await ask(hallpass, isWhole ? part : { ...usual, ...part })
    expect(status).toBe(400)
    expect(body).toMatchObject({ message: expect.stringMatching(/\w/), requestId: expect.any(String) })
  })

  test('must say that it speaks JSON', async ({ hallpass }) => {
    const call = { request: signed(hallpass.server.rootAccessKey), action, resource }
    expect(await ask(hallpass, call, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
  })

  test('may send the headers of one request, and not a book', async ({ hallpass }) => {
    const { status } = await askAbout(hallpass, signed(hallpass.server.rootAccessKey), { context: { 'shop:a': 'x'.repeat(300_000) } })
    expect(status).toBe(400)
  })
})
