import { describe, expect } from 'vitest'
import { poolSession } from '../../hallpass/test/authorizer/calls.ts'
import { startStubServer } from '../../hallpass/test/counterparts/stub-server.ts'
import { test } from '../../hallpass/test/hallpass.ts'
import { newUser } from '../../hallpass/test/iam-users.ts'
import { frameworks } from './frameworks.ts'
import { call, callWith, signedHeaders } from './servers.ts'

const may = { Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:::shop/orders' }

describe.for(frameworks)('%s', ([, start]) => {
  test('the handler is told who called', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    const { credentials, identityId, poolId, arn } = await poolSession(hallpass, [may], { team: 'blue' })
    const { status, text } = await call(url, credentials)
    expect({ status, ...JSON.parse(text) }).toMatchObject({
      status: 200,
      principal: { arn },
      identityId,
      identityPoolId: poolId,
      tags: { team: 'blue' },
      by: 'signature',
      signedHeaders: ['host', 'x-amz-date', 'x-amz-security-token'],
      sent: '',
    })
  })

  test('who may not is told why, and the handler is not reached', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    const { credentials } = await newUser(hallpass, [may])
    const { status, text } = await call(url, credentials, { path: '/admin' })
    expect({ status, ...JSON.parse(text) }).toEqual({
      status: 403,
      message: expect.stringContaining('on resource: arn:aws:execute-api:::shop/admin because no identity-based policy allows'),
      requestId: expect.any(String),
    })
  })

  test('who is nobody is told so', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    const { status, headers, text } = await callWith(url, {})
    expect({ status, scheme: headers['www-authenticate'] }).toEqual({ status: 401, scheme: 'AWS4-HMAC-SHA256' })
    expect(text).toContain('Request is missing Authentication Token')
    const wrong = { ...hallpass.server.rootAccessKey, secretAccessKey: 'x' }
    expect((await call(url, wrong)).status).toBe(401)
  })

  test('a body that was signed arrives, however long', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    for (const body of ['hello', 'ü'.repeat(40_000)]) {
      const { status, text } = await call(url, hallpass.server.rootAccessKey, { method: 'POST', body })
      expect({ status, sent: JSON.parse(text).sent }).toEqual({ status: 200, sent: body })
    }
  })

  test('a body that is not what was signed does not', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    const forged = { method: 'POST', body: 'a million', signedBody: 'a penny' }
    const { status, text } = await call(url, hallpass.server.rootAccessKey, forged)
    expect(status).toBe(403)
    expect(text).not.toContain('sent')
  })

  test('a body beside a signature over none does not arrive', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    const { status } = await call(url, hallpass.server.rootAccessKey, { method: 'POST', body: 'hello', signedBody: '', stated: null })
    expect(status).toBe(403)
  })

  test('a body that no signature covers is taken by those who say so', async ({ hallpass }) => {
    const open = { method: 'POST', body: 'hello', stated: 'UNSIGNED-PAYLOAD' }
    const careful = await start({ endpoint: hallpass.url })
    expect((await call(careful, hallpass.server.rootAccessKey, open)).status).toBe(403)
    expect((await call(careful, hallpass.server.rootAccessKey, { ...open, method: 'GET', body: '' })).status).toBe(200)
    const generous = await start({ endpoint: hallpass.url, allowsUnsignedBodies: true })
    const { status, text } = await call(generous, hallpass.server.rootAccessKey, open)
    expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 200, sent: 'hello', contentSha256: 'UNSIGNED-PAYLOAD' })
  })

  test('a header that is there twice does not help', async ({ hallpass }) => {
    const url = await start({ endpoint: hallpass.url })
    const headers = signedHeaders(url, hallpass.server.rootAccessKey)
    expect((await callWith(url, { ...headers, 'x-amz-meta-a': 'b' })).status).toBe(401)
    expect((await callWith(url, { ...headers, 'x-http-method-override': 'DELETE' })).status).toBe(401)
  })

  test.for([
    'hang',
    'cut',
    'status-500',
    'redirect',
    'huge',
    'html',
    'list',
  ] as const)('nothing passes while Hallpass answers with %s', async (fault, { hallpass }) => {
    const stub = await startStubServer(() => ({ body: { decision: 'allow' } }))
    stub.fail(fault)
    const url = await start({ endpoint: stub.url, timeout: 200 })
    expect((await call(url, hallpass.server.rootAccessKey)).status).toBe(503)
    stub.fail(undefined)
    // Nor is a yes without a principal one.
    expect((await call(url, hallpass.server.rootAccessKey)).status).toBe(503)
    await stub.close()
  })
})
