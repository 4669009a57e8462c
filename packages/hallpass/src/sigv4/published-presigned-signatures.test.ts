import { expect, test } from 'vitest'
import { credential, formHash, letters, longToken, type Published, secret } from '../../test/support/published-signatures.ts'
import { readAuthorization } from './read-authorization.ts'
import { signingKey } from './signature.ts'
import type { SignedRequest } from './signed-request.ts'
import { verifySignature } from './verify-signature.ts'

// The requests and the signatures that AWS publishes in its signing test suite, in their query form.
const token = '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267'

interface Presigned extends Published {
  /** Null: not said. */
  readonly expires?: null
  readonly sessionToken?: string
}

const published: readonly Presigned[] = [
  {
    name: 'a POST that does not say how long it is good',
    target: 'POST /?Param1=value1',
    expires: null,
    signature: '3db81c23f61a113c20a450ddd23cd505339301826c402790ceaa9490520fb718',
  },
  {
    name: 'a path that goes down and up twice',
    target: 'GET /example1/example2/../..',
    signature: 'e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d',
  },
  {
    name: 'a path with doubled slashes',
    target: 'GET //example//',
    signature: 'c1834e8fb0307243711f0f907f6ab7311ed300d87f13792d7ee4da89ab93e082',
  },
  {
    name: 'a path with a space',
    target: 'GET /example space/',
    signature: '7a1f416954786484c9824d93c1f26ef64acb9b1b6c9154d08c9f07d0e394abf6',
  },
  {
    name: 'a path in UTF-8',
    target: 'GET /\u1234',
    signature: '10eae3f14a260bd3911cc6d008d3c576d143b05b62f09782a7a4b37f52178e44',
  },
  {
    name: 'a query in UTF-8',
    target: 'GET /?\u1234=bar',
    signature: '0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600',
  },
  {
    name: 'a query whose order is that of the encoded names',
    target: 'GET /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1',
    signature: 'c5f1848ceec943ac2ca68ee720460c23aaae30a2300586597ada94c4a65e4787',
  },
  {
    name: 'a query of unreserved characters',
    target: `GET /?${letters}=${letters}`,
    signature: '8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf',
  },
  {
    name: 'a header sent three times',
    target: 'GET /',
    headers: [
      ['My-Header1', 'value2'],
      ['My-Header1', 'value2'],
      ['My-Header1', 'value1'],
    ],
    signature: '3349ee0b81b4b589da0ff28a395c3591e04de515651dd74f298fa992d1507a97',
  },
  {
    name: 'the values of a header in the order received',
    target: 'GET /',
    headers: [
      ['My-Header1', 'value4'],
      ['My-Header1', 'value1'],
      ['My-Header1', 'value3'],
      ['My-Header1', 'value2'],
    ],
    signature: '313720e71ca6202fdcfa9b20f88de01a4eb0638a83c833b1c184359a4eda864e',
  },
  {
    name: 'header values with blanks around them and inside quotes',
    target: 'GET /',
    headers: [
      ['My-Header1', ' value1'],
      ['My-Header2', ' "a   b   c"'],
    ],
    signature: 'e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4',
  },
  {
    name: 'a session token in the query',
    target: 'GET /',
    sessionToken: token,
    signature: '7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c',
  },
  {
    name: 'a session token in a header',
    target: 'POST /',
    headers: [['X-Amz-Security-Token', longToken]],
    signature: 'aca67b49ed321f377645504bccbd5a65f9085c536ff1961bc49c835d30827b16',
  },
  {
    name: 'a form body',
    target: 'POST /',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Length', '13'],
      ['x-amz-content-sha256', formHash],
    ],
    body: 'Param1=value1',
    signature: 'c2348f57d08c84939944d6c878b3f7be56316f8e7fd6817e81eded279a362d69',
  },
]

test.each(published)('the published signature of $name holds', (example) => {
  const request = received(example)
  const authorization = readAuthorization(request, { service: 'service', now: Date.UTC(2015, 7, 30, 12, 36), toleranceMinutes: 5 })
  if (authorization.kind !== 'signed') throw new Error(authorization.message)
  expect(authorization.sessionToken).toBe(example.sessionToken ?? (example.headers?.[0]?.[1] === longToken ? longToken : undefined))
  expect(verifySignature(request, authorization, signingKey(authorization.scope, secret))).toBeUndefined()
})

function received({ target, headers = [], body = '', expires, sessionToken, signature }: Presigned): SignedRequest {
  const [, method = '', path = '', query = ''] = /^([A-Z]+) ([^?]*)\??(.*)$/s.exec(Buffer.from(target).toString('latin1')) ?? []
  const sent: readonly (readonly [string, string])[] = [['Host', 'example.amazonaws.com'], ...headers]
  const signed = [...new Set(sent.map(([name]) => name.toLowerCase()))].sort().join(';')
  const parameters = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': credential,
    'X-Amz-Date': '20150830T123600Z',
    'X-Amz-SignedHeaders': signed,
    ...(expires !== null && { 'X-Amz-Expires': '3600' }),
    ...(sessionToken !== undefined && { 'X-Amz-Security-Token': sessionToken }),
    'X-Amz-Signature': signature,
  }
  const given = query === '' ? [] : [query]
  const signing = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return { method, path, query: [...given, ...signing].join('&'), headers: sent, body: Buffer.from(body) }
}
