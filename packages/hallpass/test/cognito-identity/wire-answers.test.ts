import { describe, expect } from 'vitest'
import { test } from '../hallpass.ts'
import { callAsRoot, callUnsigned, poolArn, unknownId } from '../support/json-wire.ts'
import { newGuest, newPool, roleArn } from './new-pool.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('an answer', () => {
  test('has a type, a request id and a date', async ({ hallpass }) => {
    const { status, headers } = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: await newPool(hallpass) })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1')
    expect(headers.get('x-amzn-requestid')).toMatch(uuid)
    expect(Date.parse(headers.get('date') ?? '')).not.toBeNaN()
    expect(headers.has('x-amzn-errortype')).toBe(false)
  })

  test('has a request id of its own', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const answers = await Promise.all(Array.from({ length: 4 }, () => callUnsigned(hallpass, 'GetId', { IdentityPoolId })))
    expect(new Set(answers.map(({ headers }) => headers.get('x-amzn-requestid'))).size).toBe(4)
  })

  test('of a void operation is empty', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    for (const [operation, input] of [
      ['SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated: roleArn('User') } }],
      ['DeleteIdentityPool', { IdentityPoolId }],
    ] as const) {
      const { status, headers, text } = await callAsRoot(hallpass, operation, input)
      expect({ status, text, length: headers.get('content-length') }).toEqual({ status: 200, text: '', length: '0' })
    }
  })

  test('of an operation with an empty output is an empty object', async ({ hallpass }) => {
    const ResourceArn = poolArn(await newPool(hallpass))
    expect((await callAsRoot(hallpass, 'TagResource', { ResourceArn, Tags: {} })).text).toBe('{}')
    expect((await callAsRoot(hallpass, 'UntagResource', { ResourceArn, TagKeys: [] })).text).toBe('{}')
  })

  test('has times in seconds, with milliseconds as three decimals at most', async ({ hallpass }) => {
    const { text } = await callAsRoot(hallpass, 'DescribeIdentity', { IdentityId: await newGuest(hallpass, await newPool(hallpass)) })
    expect(text).toMatch(/"CreationDate":\d{10}(\.\d{1,3})?[,}]/)
  })

  test('has no null in it', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const answers = [
      await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId }),
      await callAsRoot(hallpass, 'GetIdentityPoolRoles', { IdentityPoolId }),
      await callAsRoot(hallpass, 'ListIdentities', { IdentityPoolId, MaxResults: 1 }),
    ]
    for (const { text } of answers) expect(text).not.toContain('null')
  })
})

describe('an error', () => {
  test('has its type and text in the body and in headers', async ({ hallpass }) => {
    const message = `IdentityPool '${unknownId}' not found.`
    const { status, headers, text } = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: unknownId })
    expect(status).toBe(400)
    expect(text).toBe(JSON.stringify({ __type: 'ResourceNotFoundException', message }))
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1')
    expect(headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:')
    expect(headers.get('x-amzn-errormessage')).toBe(message)
    expect(headers.get('x-amzn-requestid')).toMatch(uuid)
  })

  test('without a text has none anywhere', async ({ hallpass }) => {
    const { headers, text } = await callUnsigned(hallpass, 'NoSuchOperation', {})
    expect(text).toBe('{"__type":"UnknownOperationException"}')
    expect(headers.get('x-amzn-errortype')).toBe('UnknownOperationException:')
    expect(headers.has('x-amzn-errormessage')).toBe(false)
  })

  test.for([
    ['a line break', 'x\r\nx-injected: yes'],
    ['a control character', 'x\u0000y'],
    ['letters beyond ASCII', 'ü'],
    ['more than 4 KiB', 'x'.repeat(5000)],
  ])('has no text in a header where it holds %s', async ([, text = ''], { hallpass }) => {
    const { headers, json } = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: text })
    expect(json).toMatchObject({ message: expect.stringContaining(text) })
    expect(headers.has('x-amzn-errormessage')).toBe(false)
    expect(headers.has('x-injected')).toBe(false)
    expect(headers.get('x-amzn-errortype')).toBe('ValidationException:')
  })
})
