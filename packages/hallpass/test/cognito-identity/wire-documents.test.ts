import { describe, expect } from 'vitest'
import { type Hallpass, test } from '../hallpass.ts'
import { callUnsigned, type JsonAnswer, refused, send, unknownId } from '../support/json-wire.ts'
import { newPool } from './new-pool.ts'

const found = refused('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`)
const unreadable = refused('SerializationException')

describe('a body', () => {
  test.for([
    ['with Logins that are empty', '"Logins":{}'],
    ['with members that are null', '"Logins":null,"AccountId":null'],
    ['with members that nobody knows', '"Pool":1,"identityPoolId":[],"":{"x":null}'],
    ['with a null in a map', '"Logins":{"example.com":null}'],
    ['with an unknown member of 31 levels', `"x":${'['.repeat(31)}${']'.repeat(31)}`],
  ])('%s is taken', async ([, members], { hallpass }) => {
    expect(await getId(hallpass, `{"IdentityPoolId":"${unknownId}",${members}}`)).toMatchObject(found)
  })

  test.for(['', '{}', ' {} ', '{"IdentityPoolId":null}'])('%j lacks what is required', async (body, { hallpass }) => {
    const message = "1 validation error detected: Value null at 'identityPoolId' failed to satisfy constraint: Member must not be null"
    expect(await getId(hallpass, body)).toMatchObject(refused('ValidationException', message))
  })

  test('means the last of two members of one name', async ({ hallpass }) => {
    expect(await getId(hallpass, `{"IdentityPoolId":7,"IdentityPoolId":"${unknownId}"}`)).toMatchObject(found)
  })

  test('has no members but its own', async ({ hallpass }) => {
    expect(await getId(hallpass, `{"__proto__":{"IdentityPoolId":"${unknownId}"}}`)).toMatchObject(refused('ValidationException'))
  })

  test('may have any key in a map', async ({ hallpass }) => {
    const tags = '{"__proto__":"a","constructor":"b","toString":"c"}'
    const body = `{"IdentityPoolName":"x","AllowUnauthenticatedIdentities":false,"IdentityPoolTags":${tags}}`
    const { text } = await send(hallpass, { operation: 'CreateIdentityPool', body, credentials: hallpass.server.rootAccessKey })
    expect(text).toContain(`"IdentityPoolTags":${tags}`)
  })

  test.for([
    ['not JSON', '{"IdentityPoolId":'],
    ['two documents', '{}{}'],
    ['with a trailing comma', '{"a":1,}'],
    ['a form', 'Action=GetId'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['nested deeper than 32', `{"x":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['nested very deep', `{"x":${'{"x":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['of open brackets only', '['.repeat(1_000_000)],
    ['with half a character as a value', '{"IdentityPoolId":"\\ud800"}'],
    ['with half a character as a key', '{"IdentityPoolId":"a:0","Logins":{"\\udc00":"x"}}'],
  ])('that is %s is refused', async ([, body = ''], { hallpass }) => {
    expect(await getId(hallpass, body)).toMatchObject(unreadable)
  })

  test.for([
    ['cut characters', [0xe2, 0x82]],
    ['overlong characters', [0xc0, 0xaf]],
    ['encoded surrogates', [0xed, 0xa0, 0x80]],
    ['Latin-1', [0xe9]],
  ] as const)('in UTF-8 with %s is refused', async ([, bytes], { hallpass }) => {
    const [before, after] = ['{"IdentityPoolId":"', '"}'].map((text) => [...Buffer.from(text)])
    expect(await getId(hallpass, Uint8Array.from([...(before ?? []), ...bytes, ...(after ?? [])]))).toMatchObject(unreadable)
  })

  test('in UTF-16 is refused', async ({ hallpass }) => {
    expect(await getId(hallpass, new Uint8Array(Buffer.from('{"IdentityPoolId":"a:0"}', 'utf16le')))).toMatchObject(unreadable)
  })

  test('of 1 MiB is read, and of one byte more is not', async ({ hallpass }) => {
    const body = JSON.stringify({ IdentityPoolId: unknownId }).padEnd(1024 * 1024)
    expect(await getId(hallpass, body)).toMatchObject(found)
    const { status, headers, json } = await getId(hallpass, `${body} `)
    expect({ status, json }).toEqual({ status: 413, json: { __type: 'RequestEntityTooLargeException' } })
    expect(headers.get('x-amzn-errortype')).toBe('RequestEntityTooLargeException:')
  })

  test('holds ten logins of 50,000 characters', async ({ hallpass }) => {
    const Logins = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`p${n}.example.com`, 'x'.repeat(50_000)]))
    const answer = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: await newPool(hallpass), Logins })
    expect(answer).toMatchObject(refused('NotAuthorizedException'))
  })
})

describe('nothing is converted:', () => {
  test.for([
    ['a text', 'ListIdentityPools', { MaxResults: '60' }],
    ['a fraction', 'ListIdentityPools', { MaxResults: 2.5 }],
    ['a boolean for a number', 'ListIdentityPools', { MaxResults: true }],
    ['a number too large', 'ListIdentityPools', { MaxResults: 2 ** 53 }],
    ['a number', 'DescribeIdentity', { IdentityId: 1 }],
    ['a boolean for a text', 'DescribeIdentity', { IdentityId: false }],
    ['an object for a text', 'DescribeIdentity', { IdentityId: {} }],
    ['a word for a boolean', 'ListIdentities', { HideDisabled: 'true' }],
    ['a number for a boolean', 'ListIdentities', { HideDisabled: 1 }],
    ['a text for a list', 'DeleteIdentities', { IdentityIdsToDelete: 'a:0' }],
    ['an object for a list', 'DeleteIdentities', { IdentityIdsToDelete: { 0: 'a:0' } }],
    ['a number in a list', 'DeleteIdentities', { IdentityIdsToDelete: [1] }],
    ['a list for a map', 'TagResource', { Tags: [] }],
    ['a text for a map', 'TagResource', { Tags: '{}' }],
    ['a list in a map', 'GetOpenIdTokenForDeveloperIdentity', { PrincipalTags: { team: ['red'] } }],
    ['a text for a structure', 'SetIdentityPoolRoles', { RoleMappings: { x: 'Token' } }],
    ['a list for a structure', 'SetIdentityPoolRoles', { RoleMappings: { x: { RulesConfiguration: [] } } }],
  ] as const)('%s', async ([, operation, input], { hallpass }) => {
    const body = JSON.stringify(input)
    const answer = await send(hallpass, { operation, body, credentials: hallpass.server.rootAccessKey })
    expect(answer).toMatchObject(unreadable)
  })

  test('a number beyond all numbers', async ({ hallpass }) => {
    const request = { operation: 'ListIdentityPools', body: '{"MaxResults":1e999}', credentials: hallpass.server.rootAccessKey }
    expect(await send(hallpass, request)).toMatchObject(unreadable)
  })

  test('a list for a text, in the words of AWS', async ({ hallpass }) => {
    const answer = await getId(hallpass, '{"IdentityPoolId":["a:0"]}')
    expect(answer).toMatchObject(refused('SerializationException', 'Start of list found where not expected'))
  })
})

function getId(hallpass: Hallpass, body: string | Uint8Array<ArrayBuffer>): Promise<JsonAnswer> {
  return send(hallpass, { operation: 'GetId', body })
}
