import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseConfigFile } from './config-file.ts'

const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc'

function faultsOf(config: unknown) {
  const checked = parseConfigFile('c.json', typeof config === 'string' ? config : JSON.stringify(config))
  return checked.kind === 'good' ? [] : checked.faults.map(({ setting }) => setting)
}

const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }

test('tells where providers are, what the public URL was, which proxies are believed, and what guests are kept within', () => {
  const config = {
    providers: {
      'graph.facebook.com': { endpoint: 'http://127.0.0.1:9001/' },
      [userPool]: { issuer: 'http://127.0.0.1:9229/us-east-1_Abc', endpoint: 'https://idp.example.com/api' },
    },
    formerPublicUrls: ['https://old.example.com/'],
    trustedProxies: ['10.0.0.7', '10.1.0.0/16', '2001:db8::/32', '::1', '0.0.0.0/0'],
    guestSessionPolicy: policy,
    authorizer: { action: 'http:$method', resource: 'arn:aws:shop:::{path}', service: 'execute-api', audience: 'shop' },
  }
  expect(parseConfigFile('c.json', JSON.stringify(config))).toEqual({
    kind: 'good',
    value: {
      providers: new Map([
        ['graph.facebook.com', { endpoint: 'http://127.0.0.1:9001' }],
        [userPool, { issuer: 'http://127.0.0.1:9229/us-east-1_Abc', endpoint: 'https://idp.example.com/api' }],
      ]),
      formerPublicUrls: ['https://old.example.com'],
      trustedProxies: ['10.0.0.7', '10.1.0.0/16', '2001:db8::/32', '::1', '0.0.0.0/0'],
      guestSessionPolicy: JSON.stringify(policy),
      upstreamRoles: new Map(),
      authorizer: { action: 'http:$method', resource: 'arn:aws:shop:::{path}', service: 'execute-api', audience: 'shop' },
      rates: { operations: new Map() },
    },
  })
})

test.for([
  ['action', 'http'],
  ['action', 'http:$path'],
  ['action', ''],
  ['action', 'http:*'],
  ['resource', 'shop/$path'],
  ['resource', 'arn:aws:shop::'],
  ['resource', 7],
  ['service', 'execute api'],
  ['audience', 'a shop'],
  ['audience', ''],
  ['token', 'secrets are of the environment'],
] as const)('of the authorizer, says that %s cannot be %j', ([name, value]) => {
  const place = name === 'token' ? 'authorizer' : `authorizer.${name}`
  expect(faultsOf({ authorizer: { [name]: value } })).toEqual([`c.json: ${place}`])
})

test('says how often calls are let through', () => {
  const rateLimits = {
    address: { perSecond: 20 },
    gatewayAddress: { perSecond: 1000, burst: 1 },
    pool: { perSecond: 0.5, burst: 10 },
    account: { perSecond: 200 },
    operations: { 'cognito-identity:GetId': { perSecond: 25, burst: 50 }, 'sts:AssumeRole': { perSecond: 0.1 } },
  }
  expect(parseConfigFile('c.json', JSON.stringify({ rateLimits }))).toMatchObject({
    value: {
      rates: {
        address: { perSecond: 20, burst: 20 },
        gatewayAddress: { perSecond: 1000, burst: 1 },
        pool: { perSecond: 0.5, burst: 10 },
        account: { perSecond: 200, burst: 200 },
        operations: new Map([
          ['cognito-identity:GetId', { perSecond: 25, burst: 50 }],
          ['sts:AssumeRole', { perSecond: 0.1, burst: 1 }],
        ]),
      },
    },
  })
})

test.for([
  ['rateLimits', []],
  ['rateLimits', { client: { perSecond: 1 } }],
  ['rateLimits.address', { address: 20 }],
  ['rateLimits.address', { address: {} }],
  ['rateLimits.address', { address: { perSecond: 0 } }],
  ['rateLimits.address', { address: { perSecond: '20' } }],
  ['rateLimits.pool', { pool: { perSecond: 1, burst: 0 } }],
  ['rateLimits.pool', { pool: { perSecond: 1, burst: 1.5 } }],
  ['rateLimits.account', { account: { perSecond: 1, bursts: 2 } }],
  ['rateLimits.operations', { operations: 1 }],
  ['rateLimits.operations["GetId"]', { operations: { GetId: { perSecond: 1 } } }],
  ['rateLimits.operations["s3:GetObject"]', { operations: { 's3:GetObject': { perSecond: 1 } } }],
  ['rateLimits.operations["sts:AssumeRole"]', { operations: { 'sts:AssumeRole': {} } }],
] as const)('names %s where the rate limits are %j', ([place, rateLimits]) => {
  expect(new Set(faultsOf({ rateLimits }))).toEqual(new Set([`c.json: ${place}`]))
})

test('keeps an issuer character for character', () => {
  const issuer = 'https://ID.example.com:443/x/'
  const checked = parseConfigFile('c.json', JSON.stringify({ providers: { 'accounts.google.com': { issuer } } }))
  expect(checked).toMatchObject({ kind: 'good', value: { providers: new Map([['accounts.google.com', { issuer }]]) } })
})

test('takes the name of any provider', () => {
  expect(
    faultsOf({ providers: { 'auth.example.com/realms/x': {}, '127.0.0.1:3000': {}, 'localhost:3000/': {}, '[::1]:3000': {} } }),
  ).toEqual([])
})

test.each(['localhost', '127.0.0.1', '127.8.9.10', '[::1]'])('takes plain http to %s', (host) => {
  expect(faultsOf({ providers: { 'www.amazon.com': { endpoint: `http://${host}:9001` } } })).toEqual([])
})

test('may say nothing at all', () => {
  expect(faultsOf({})).toEqual([])
})

describe('a wrong configuration file is told where it is wrong', () => {
  const google = (settings: unknown) => ({ providers: { 'accounts.google.com': settings } })
  test.each<[unknown, string]>([
    ['', 'c.json: the file'],
    ['{', 'c.json: the file'],
    [[], 'c.json: the file'],
    [null, 'c.json: the file'],
    [{ provider: {} }, 'c.json: the file'],
    [{ providers: [] }, 'c.json: providers'],
    [{ providers: { 'https://accounts.google.com': {} } }, 'c.json: providers["https://accounts.google.com"]'],
    ['{"providers":{"__proto__":{}}}', 'c.json: providers["__proto__"]'],
    [{ providers: { google: {} } }, 'c.json: providers["google"]'],
    [google('https://id.example.com'), 'c.json: providers["accounts.google.com"]'],
    [google({ isuer: 'https://id.example.com' }), 'c.json: providers["accounts.google.com"]'],
    [google({ issuer: 7 }), 'c.json: providers["accounts.google.com"].issuer'],
    [google({ issuer: 'id.example.com' }), 'c.json: providers["accounts.google.com"].issuer'],
    [google({ issuer: 'http://id.example.com' }), 'c.json: providers["accounts.google.com"].issuer'],
    [google({ issuer: 'http://127.0.0.1.example.com' }), 'c.json: providers["accounts.google.com"].issuer'],
    [google({ endpoint: 'https://id.example.com?a' }), 'c.json: providers["accounts.google.com"].endpoint'],
    [google({ endpoint: 'https://a:b@id.example.com' }), 'c.json: providers["accounts.google.com"].endpoint'],
    [{ formerPublicUrls: 'https://id.example.com' }, 'c.json: formerPublicUrls'],
    [{ formerPublicUrls: ['https://id.example.com', 'x'] }, 'c.json: formerPublicUrls[1]'],
    [{ trustedProxies: '10.0.0.7' }, 'c.json: trustedProxies'],
    [{ trustedProxies: true }, 'c.json: trustedProxies'],
    [{ trustedProxies: ['10.0.0.7', 'proxy.example.com'] }, 'c.json: trustedProxies[1]'],
    [{ trustedProxies: ['10.0.0.0/33'] }, 'c.json: trustedProxies[0]'],
    [{ trustedProxies: ['2001:db8::/129'] }, 'c.json: trustedProxies[0]'],
    [{ trustedProxies: ['10.0.0.0/8/8'] }, 'c.json: trustedProxies[0]'],
    [{ trustedProxies: ['10.0.0.0/'] }, 'c.json: trustedProxies[0]'],
    [{ trustedProxies: [7] }, 'c.json: trustedProxies[0]'],
    [{ guestSessionPolicy: JSON.stringify(policy) }, 'c.json: guestSessionPolicy'],
    [{ guestSessionPolicy: { ...policy, Version: '2008-10-17' } }, 'c.json: guestSessionPolicy'],
    [{ guestSessionPolicy: null }, 'c.json: guestSessionPolicy'],
  ])('%j', (config, place) => {
    expect(faultsOf(config)).toEqual([place])
  })
})

test('no JSON makes it throw', () => {
  const shape = fc.record(
    {
      providers: fc.anything(),
      formerPublicUrls: fc.anything(),
      trustedProxies: fc.anything(),
      guestSessionPolicy: fc.anything(),
      upstreams: fc.anything(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        shape.map((value) => JSON.stringify(value) ?? ''),
      ),
      (text) => {
        expect(parseConfigFile('c.json', text).kind).toMatch(/^(good|faulty)$/)
      },
    ),
  )
})
