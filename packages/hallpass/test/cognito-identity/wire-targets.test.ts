import { describe, expect } from 'vitest'
import { test } from '../hallpass.ts'
import { refused, send, unknownId } from '../support/json-wire.ts'
import { exchange, rawHead } from '../support/raw-connection.ts'

const body = JSON.stringify({ IdentityPoolId: unknownId })
const unknown = { status: 400, json: { __type: 'UnknownOperationException' } }
const read = refused('ResourceNotFoundException')

describe('a target', () => {
  test.for(['GetID', 'getId', '', 'toString', '__proto__', 'constructor', 'GetId2', 'GetId/'])('of no operation: %j', async (operation, {
    hallpass,
  }) => {
    const { status, json } = await send(hallpass, { operation, body })
    expect({ status, json }).toEqual(unknown)
  })

  test.for([
    'GetId',
    'AWSCognitoIdentityProviderService.GetUser',
    'awscognitoidentityservice.GetId',
    'com.amazonaws.GetId',
  ])('of no service of ours: %j', async (target, { hallpass }) => {
    const { status, json } = await send(hallpass, { operation: '', body, headers: { 'x-amz-target': target } })
    expect({ status, json }).toEqual(unknown)
  })

  test('given twice is none', async ({ hallpass: { url } }) => {
    const target = 'X-Amz-Target: AWSCognitoIdentityService.GetId'
    const answer = await exchange(url, `${rawHead(url, 'GetId', [target, 'Content-Length: 2', 'Connection: close'])}{}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"UnknownOperationException"/s)
  })

  test('decides, whatever the query says', async ({ hallpass: { url } }) => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetId' }
    const answer = await fetch(`${url}/?Action=GetCallerIdentity&Version=2011-06-15`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ __type: 'ResourceNotFoundException' })
  })

  test('is refused with GET', async ({ hallpass: { url } }) => {
    const answer = await fetch(url, { headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' } })
    expect({ status: answer.status, json: await answer.json() }).toEqual(unknown)
  })
})

describe('with a target, the content type', () => {
  test.for([
    'application/x-amz-json-1.1',
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8;x="y"',
    'application/json;;=',
    'APPLICATION/X-AMZ-JSON-1.1',
  ])('%j is taken', async (type, { hallpass }) => {
    expect(await send(hallpass, { operation: 'GetId', body, headers: { 'content-type': type } })).toMatchObject(read)
  })

  test.for([
    'application/x-amz-json-1.0',
    'application/x-www-form-urlencoded',
    'text/plain;charset=UTF-8',
    'text/json',
    'multipart/form-data; boundary=x',
    'application',
    'application/',
    ';',
    'application/json/x',
    'é/json',
  ])('%j is refused', async (type, { hallpass }) => {
    const { status, json } = await send(hallpass, { operation: 'GetId', body, headers: { 'content-type': type } })
    expect({ status, json }).toEqual(unknown)
  })

  test('must be there', async ({ hallpass: { url } }) => {
    const head = rawHead(url, 'GetId', ['Content-Length: 2', 'Connection: close']).replace(/Content-Type:.*\r\n/, '')
    expect(await exchange(url, `${head}{}`)).toMatch(/^HTTP\/1\.1 400 .*"UnknownOperationException"/s)
  })
})

describe('without a target', () => {
  test('JSON is an unknown operation', async ({ hallpass: { url } }) => {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect({ status: answer.status, json: await answer.json() }).toEqual(unknown)
  })

  test.for(['text/plain', 'application/octet-stream', 'nonsense', ';'])('%j is not found', async (type, { hallpass: { url } }) => {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 404, text: '' })
  })

  test.for(['PUT', 'DELETE', 'PATCH', 'HEAD', 'PROPFIND'])('%s is not found', async (method, { hallpass: { url } }) => {
    const answer = await fetch(url, { method })
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 404, text: '' })
  })

  test('GET says what this is', async ({ hallpass: { url } }) => {
    const answer = await fetch(url)
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 200, text: expect.stringContaining('Hallpass') })
  })
})

test.for(['/x', '/x?y', '//', '/%00', '/.well-known/', '/..%2f'])('the path %j is not found', async (path, { hallpass: { url } }) => {
  const head = rawHead(url, 'GetId', [`Content-Length: ${body.length}`, 'Connection: close']).replace('POST / ', `POST ${path} `)
  expect(await exchange(url, head + body)).toMatch(/^HTTP\/1\.1 404 .*\r\n\r\n$/s)
})

test('a path that is none is refused', async ({ hallpass: { url } }) => {
  expect(await exchange(url, 'POST /% HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 .*\r\n\r\n$/s,
  )
})

test('an unknown path is not found, whatever the content type', async ({ hallpass: { url } }) => {
  const headers = { 'x-amz-target': 'AWSCognitoIdentityService.GetId', 'content-type': 'nonsense' }
  const answer = await fetch(`${url}/x`, { method: 'POST', headers, body })
  expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 404, text: '' })
})
