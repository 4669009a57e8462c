import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { original, ours } from './both.ts'
import { type Answer, exchange, serviceOf, visible } from './exchange.ts'
import { nearParams } from './near-params.ts'

const sdk = await original.load()
const mine = await ours.load()

describe('A4.3 A4.4 what is sent to cognito-identity', () => {
  const config = { paramValidation: false }
  const [theirs, own] = [serviceOf(sdk, 'CognitoIdentity', config), serviceOf(mine, 'CognitoIdentity', config)]

  test.each(Object.keys(own.api.operations))('for %s is what the SDK sends, byte for byte, whatever the parameters', (operation) => {
    fc.assert(
      fc.property(nearParams(own.api.operations[operation]?.input ?? {}), (params) => {
        const [sent, expected] = [own, theirs].map((service) => exchange(service, operation, params as object, { body: '{}' }).httpRequest)
        const { 'X-Amz-Content-Sha256': _hash, 'User-Agent': _agent, ...headers } = expected?.headers ?? {}
        expect(sent).toMatchObject({ method: 'POST', path: '/', body: expected?.body, headers })
      }),
    )
  })

  test('says operation and protocol in its headers', () => {
    const { headers } = exchange(own, 'getId', {}, { body: '{}' }).httpRequest
    expect(headers).toMatchObject({
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityService.GetId',
      'Content-Length': 2,
      Host: 'cognito-identity.eu-central-1.amazonaws.com',
    })
  })

  test('has the members in the order of the parameters, without those that are null or unknown', () => {
    const params = { Logins: { b: 'x', a: 'y', c: null }, Nope: 1, AccountId: null, IdentityPoolId: 'ü' }
    expect(exchange(own, 'getId', params, { body: '{}' }).httpRequest.body).toBe('{"Logins":{"b":"x","a":"y"},"IdentityPoolId":"ü"}')
  })

  test('CP-SEC-5 keeps a key called __proto__ a key', () => {
    const params = { ResourceArn: 'arn', Tags: JSON.parse('{"__proto__":"x"}') }
    expect(exchange(own, 'tagResource', params, { body: '{}' }).httpRequest.body).toBe('{"ResourceArn":"arn","Tags":{"__proto__":"x"}}')
  })
})

describe('CP-V2-10 data from cognito-identity', () => {
  test.each([
    ['getId', ''],
    ['getId', ' '],
    ['getId', 'null'],
    ['getId', '1'],
    ['getId', '"text"'],
    ['getId', '[]'],
    ['getId', 'no JSON'],
    ['getId', '{"IdentityId":"x:0","Later":1}'],
    ['getId', '{"IdentityId":5}'],
    ['getId', '{"IdentityId":0}'],
    ['getId', '{"IdentityId":null}'],
    ['getId', '{"IdentityId":{"a":1}}'],
    ['getId', '{"IdentityId":[1,2]}'],
    ['getId', '{"__proto__":{"IdentityId":"x:0"}}'],
    ['deleteIdentityPool', ''],
    ['deleteIdentityPool', '{"a":1}'],
    ['setIdentityPoolRoles', '[]'],
    ['tagResource', ''],
    ['describeIdentity', '{"CreationDate":1700000000.123,"LastModifiedDate":"2023-11-14T22:13:20Z","Logins":["a",null,5]}'],
    ['describeIdentity', '{"CreationDate":null,"LastModifiedDate":true,"Logins":null}'],
    ['describeIdentity', '{"CreationDate":"1700000000","Logins":"abc"}'],
    ['describeIdentity', '{"CreationDate":"what"}'],
    ['describeIdentity', '{"CreationDate":[],"LastModifiedDate":"Tue, 14 Nov 2023 22:13:20 GMT","Logins":5}'],
    ['describeIdentityPool', '{"AllowUnauthenticatedIdentities":"true","AllowClassicFlow":1,"SupportedLoginProviders":{"a":1,"b":null}}'],
    ['describeIdentityPool', '{"CognitoIdentityProviders":[{"ServerSideTokenCheck":null,"z":1},null,5],"IdentityPoolTags":["x"]}'],
    ['describeIdentityPool', '{"CognitoIdentityProviders":null,"IdentityPoolTags":null,"AllowClassicFlow":false}'],
    ['getCredentialsForIdentity', '{"IdentityId":"x:0","Credentials":{"AccessKeyId":"a","Expiration":1.7e9,"Later":1}}'],
    ['getCredentialsForIdentity', '{"Credentials":null}'],
    ['getCredentialsForIdentity', '{"Credentials":5}'],
    ['getIdentityPoolRoles', '{"RoleMappings":{"p":{"Type":"Rules","RulesConfiguration":{"Rules":[{"Claim":"c"}]}},"q":null}}'],
    ['getPrincipalTagAttributeMap', '{"UseDefaults":false,"PrincipalTags":{}}'],
  ])('of %s from %s are the SDK’s, converted or not', (operation, body) => {
    for (const convertResponseTypes of [true, false]) {
      const [own, theirs] = [mine, sdk].map((AWS) =>
        exchange(serviceOf(AWS, 'CognitoIdentity', { convertResponseTypes, paramValidation: false }), operation, {}, { body }),
      )
      expect(own?.data).toStrictEqual(theirs?.data)
      expect(JSON.stringify(own?.data)).toBe(JSON.stringify(theirs?.data))
      expect(visible(own?.error ?? null)).toEqual(visible(theirs?.error ?? null))
    }
  })

  test('have dates for times and lack what the model does not name', () => {
    const body = '{"IdentityId":"x:0","Credentials":{"AccessKeyId":"a","Expiration":1700000000,"Later":1},"Later":1}'
    expect(exchange(serviceOf(mine, 'CognitoIdentity'), 'getCredentialsForIdentity', { IdentityId: 'x:0' }, { body }).data).toEqual({
      IdentityId: 'x:0',
      Credentials: { AccessKeyId: 'a', Expiration: new Date(1_700_000_000_000) },
    })
  })

  test('are handed through with convertResponseTypes: false', () => {
    const service = serviceOf(mine, 'CognitoIdentity', { convertResponseTypes: false })
    const body = '{"CreationDate":1700000000,"Later":1}'
    expect(exchange(service, 'describeIdentity', { IdentityId: 'x:0' }, { body }).data).toEqual({ CreationDate: 1_700_000_000, Later: 1 })
  })

  test.each([
    'deleteIdentityPool',
    'setIdentityPoolRoles',
    'tagResource',
    'untagResource',
    'unlinkIdentity',
    'unlinkDeveloperIdentity',
  ])('of %s are an empty object', (operation) => {
    expect(exchange(serviceOf(mine, 'CognitoIdentity', { paramValidation: false }), operation, {}, { body: '' }).data).toEqual({})
  })

  test('CP-SEC-5 have a key called __proto__ as a key', () => {
    const { data } = exchange(
      serviceOf(mine, 'CognitoIdentity'),
      'listTagsForResource',
      { ResourceArn: 'a'.repeat(20) },
      { body: '{"Tags":{"__proto__":"x"}}' },
    )
    expect(Object.entries((data as { Tags: object }).Tags)).toEqual([['__proto__', 'x']])
  })
})

describe('A4.8 errors from cognito-identity', () => {
  const calls = [sdk, mine].map(
    (AWS) => (answer: Answer) => exchange(serviceOf(AWS, 'CognitoIdentity'), 'getId', { IdentityPoolId: 'x:0' }, answer),
  )

  describe.each([
    {},
    { 'x-amzn-errortype': 'HeaderException:http://internal', 'x-amzn-requestid': 'R1' },
    { 'x-amz-request-id': 'R0', 'x-amzn-requestid': 'R1' },
  ])('with the headers %j', (headers) => {
    test.each([
      '',
      ' ',
      '{',
      'null',
      '1',
      '"text"',
      '[1]',
      '<html>',
      '{"__type":"com.amazonaws#NotAuthorizedException","message":"No."}',
      '{"__type":"A","message":"m","x":1,"y":false,"z":null,"n":{"a":1}}',
      '{"__type":"A","Message":"M"}',
      '{"__type":"A","message":"m","Message":"M","name":"N","stack":"s","time":"t","statusCode":3,"requestId":"q"}',
      '{"__type":""}',
      '{"__type":5}',
      '{"code":"C"}',
      '{"Code":"C","Message":"M"}',
      '{"__type":"RequestEntityTooLarge"}',
      '{"message":""}',
      '{"message":{"a":1}}',
      '{"__proto__":{"a":1},"constructor":5,"toString":3,"hasOwnProperty":1}',
    ])('are the SDK’s for the body %s', (body) => {
      const [theirs, own] = calls.map((call) => call({ status: 418, headers, body }))
      expect(visible(own?.error ?? null)).toEqual(visible(theirs?.error ?? null))
      expect(own?.data).toBeNull()
      expect(own?.requestId).toBe(theirs?.requestId)
    })
  })

  test('show their further members by hints only', () => {
    const { error } = exchange(
      serviceOf(mine, 'CognitoIdentity'),
      'getId',
      { IdentityPoolId: 'x:0' },
      { status: 400, body: '{"__type":"a#B","message":"m","detail":"d"}' },
    )
    expect(error).toMatchObject({ code: 'B', name: 'B', message: 'm', statusCode: 400, '[detail]': 'See error.detail for details.' })
    expect(Reflect.get(error ?? {}, 'detail')).toBe('d')
    expect(Object.keys(error ?? {})).not.toContain('detail')
  })

  test('without any text have the status as their message', () => {
    const { error } = exchange(serviceOf(mine, 'CognitoIdentity'), 'getId', { IdentityPoolId: 'x:0' }, { status: 503, body: '' })
    expect(error).toMatchObject({ code: 'UnknownError', message: '503', statusCode: 503 })
  })
})
