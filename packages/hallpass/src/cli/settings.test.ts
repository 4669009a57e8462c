import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Flags, parseSettings, type SettingSources } from './settings.ts'

const parse = (sources: Partial<SettingSources>) => parseSettings({ cores: 2, flags: {}, env: {}, configFile: undefined, ...sources })

function settingsOf(sources: Partial<SettingSources>) {
  const checked = parse(sources)
  if (checked.kind === 'faulty') throw new Error(JSON.stringify(checked.faults))
  return checked.value
}

function faultsOf(sources: Partial<SettingSources>) {
  const checked = parse(sources)
  return checked.kind === 'good' ? [] : checked.faults
}

describe('without anything given', () => {
  test('every setting has its default', () => {
    expect(settingsOf({})).toEqual({
      host: '127.0.0.1',
      port: 4255,
      workers: 2,
      dataDir: './data',
      store: undefined,
      accountId: '000000000000',
      region: 'us-east-1',
      publicUrl: undefined,
      formerPublicUrls: [],
      providers: new Map(),
      trustedProxies: [],
      upstreamRoles: new Map(),
      authorizer: {},
      rates: { operations: new Map() },
      connections: { inAll: 20_000, perAddress: undefined },
      allowsSamlSha1: false,
      rootAccessKey: undefined,
      masterKey: undefined,
    })
  })

  test('an empty variable counts as not set', () => {
    const env = { HALLPASS_PORT: '', HALLPASS_STORE: '', HALLPASS_ROOT_ACCESS_KEY_ID: '', HALLPASS_PUBLIC_URL: '', HALLPASS_CONFIG: '' }
    expect(settingsOf({ env })).toEqual(settingsOf({}))
  })
})

describe('a setting that is given', () => {
  const key = Buffer.alloc(32, 7)
  test.each<[string, Partial<SettingSources>, object]>([
    ['a flag wins over its variable', { flags: { port: '1' }, env: { HALLPASS_PORT: '2' } }, { port: 1 }],
    ['a variable wins over the default', { env: { HALLPASS_PORT: '2' } }, { port: 2 }],
    ['port 0 asks for a free one', { flags: { port: '0' } }, { port: 0 }],
    ['a host', { env: { HALLPASS_HOST: '::1' } }, { host: '::1' }],
    ['a data directory', { env: { HALLPASS_DATA_DIR: '/var/lib/hallpass' } }, { dataDir: '/var/lib/hallpass' }],
    ['a store', { flags: { store: 'sqlite:a b/h.db' } }, { store: { kind: 'sqlite', path: 'a b/h.db' } }],
    [
      'a number of connections',
      { env: { HALLPASS_STORE: 'postgres://me@127.0.0.1/h', HALLPASS_STORE_CONNECTIONS: '3' } },
      {
        store: {
          kind: 'postgres',
          hosts: [{ host: '127.0.0.1', port: 5432 }],
          user: 'me',
          password: undefined,
          database: 'h',
          tls: { mode: 'disable', rootCertificates: undefined, certificate: undefined, key: undefined },
          applicationName: 'hallpass',
          isPrepared: true,
          connections: 3,
        },
      },
    ],
    ['an account', { env: { HALLPASS_ACCOUNT_ID: '123456789012' } }, { accountId: '123456789012' }],
    ['a token of the authorizer', { env: { HALLPASS_AUTHORIZER_TOKEN: 'x'.repeat(32) } }, { authorizer: { token: 'x'.repeat(32) } }],
    ['a rate per address', { env: { HALLPASS_RATE_PER_ADDRESS: '20' } }, { rates: { address: { perSecond: 20, burst: 20 } } }],
    ['a rate and a burst per pool', { env: { HALLPASS_RATE_PER_POOL: '0.5:7' } }, { rates: { pool: { perSecond: 0.5, burst: 7 } } }],
    ['a rate per account', { env: { HALLPASS_RATE_PER_ACCOUNT: '0.5' } }, { rates: { account: { perSecond: 0.5, burst: 1 } } }],
    [
      'numbers of connections held',
      { env: { HALLPASS_MAX_CONNECTIONS: '50', HALLPASS_MAX_CONNECTIONS_PER_ADDRESS: '5' } },
      { connections: { inAll: 50, perAddress: 5 } },
    ],
    ['SHA-1 in SAML', { env: { HALLPASS_SAML_ALLOW_SHA1: 'true' } }, { allowsSamlSha1: true }],
    ['no SHA-1 in SAML', { env: { HALLPASS_SAML_ALLOW_SHA1: 'false' } }, { allowsSamlSha1: false }],
    ['a region of three parts', { env: { HALLPASS_REGION: 'us-gov-west-1' } }, { region: 'us-gov-west-1' }],
    [
      'a public URL loses its last slash',
      { env: { HALLPASS_PUBLIC_URL: 'https://id.example.com/x/' } },
      { publicUrl: 'https://id.example.com/x' },
    ],
    [
      'a public URL without path',
      { env: { HALLPASS_PUBLIC_URL: 'http://id.example.com:8080' } },
      { publicUrl: 'http://id.example.com:8080' },
    ],
    ['a master key in base64', { env: { HALLPASS_MASTER_KEY: key.toString('base64') } }, { masterKey: key }],
    ['a master key in hexadecimal', { env: { HALLPASS_MASTER_KEY: key.toString('hex') } }, { masterKey: key }],
    [
      'a root key, whatever its secret',
      { env: { HALLPASS_ROOT_ACCESS_KEY_ID: 'my_own_root_key_1', HALLPASS_ROOT_SECRET_ACCESS_KEY: ' ' } },
      { rootAccessKey: { accessKeyId: 'my_own_root_key_1', secretAccessKey: ' ' } },
    ],
  ])('%s', (_, sources, expected) => {
    expect(settingsOf(sources)).toMatchObject(expected)
  })
})

describe('a wrong setting is named after what it was given by', () => {
  test.each<[string, Partial<SettingSources>]>([
    ['--port', { flags: { port: '65536' } }],
    ['--port', { flags: { port: '-1' } }],
    ['--port', { flags: { port: '80a' } }],
    ['--port', { flags: { port: '' } }],
    ['HALLPASS_PORT', { env: { HALLPASS_PORT: '4255.0' } }],
    ['--host', { flags: { host: 'http://localhost' } }],
    ['--host', { flags: { host: '' } }],
    ['--data-dir', { flags: { dataDir: '' } }],
    ['--store', { flags: { store: 'hallpass.db' } }],
    ['--store', { flags: { store: 'sqlite:' } }],
    ['--store', { flags: { store: 'sqlite::memory:' } }],
    ['HALLPASS_STORE', { env: { HALLPASS_STORE: 'postgres://me:secret@db' } }],
    ['HALLPASS_STORE_CONNECTIONS', { env: { HALLPASS_STORE_CONNECTIONS: '0' } }],
    ['HALLPASS_ACCOUNT_ID', { env: { HALLPASS_ACCOUNT_ID: '12345678901' } }],
    ['HALLPASS_REGION', { env: { HALLPASS_REGION: 'US-EAST-1' } }],
    ['HALLPASS_REGION', { env: { HALLPASS_REGION: 'us-northnorthnorth-1' } }],
    ['HALLPASS_SAML_ALLOW_SHA1', { env: { HALLPASS_SAML_ALLOW_SHA1: '1' } }],
    ['HALLPASS_MAX_CONNECTIONS', { env: { HALLPASS_MAX_CONNECTIONS: '0' } }],
    ['HALLPASS_RATE_PER_ADDRESS', { env: { HALLPASS_RATE_PER_ADDRESS: '0' } }],
    ['HALLPASS_RATE_PER_ADDRESS', { env: { HALLPASS_RATE_PER_ADDRESS: '20/s' } }],
    ['HALLPASS_RATE_PER_POOL', { env: { HALLPASS_RATE_PER_POOL: '20:0' } }],
    ['HALLPASS_RATE_PER_ACCOUNT', { env: { HALLPASS_RATE_PER_ACCOUNT: '1e3' } }],
    ['HALLPASS_PUBLIC_URL', { env: { HALLPASS_PUBLIC_URL: 'id.example.com' } }],
    ['HALLPASS_PUBLIC_URL', { env: { HALLPASS_PUBLIC_URL: 'https://id.example.com/?' } }],
    ['HALLPASS_PUBLIC_URL', { env: { HALLPASS_PUBLIC_URL: 'https://id.example.com/#a' } }],
    ['HALLPASS_PUBLIC_URL', { env: { HALLPASS_PUBLIC_URL: 'ftp://id.example.com' } }],
    ['HALLPASS_ROOT_SECRET_ACCESS_KEY', { env: { HALLPASS_ROOT_ACCESS_KEY_ID: 'AKIA567890123456' } }],
    ['HALLPASS_ROOT_ACCESS_KEY_ID', { env: { HALLPASS_ROOT_SECRET_ACCESS_KEY: 'secret' } }],
    [
      'HALLPASS_ROOT_ACCESS_KEY_ID',
      { env: { HALLPASS_ROOT_ACCESS_KEY_ID: 'ASIA567890123456', HALLPASS_ROOT_SECRET_ACCESS_KEY: 'secret' } },
    ],
    ['HALLPASS_ROOT_ACCESS_KEY_ID', { env: { HALLPASS_ROOT_ACCESS_KEY_ID: 'short', HALLPASS_ROOT_SECRET_ACCESS_KEY: 'secret' } }],
    ['HALLPASS_MASTER_KEY', { env: { HALLPASS_MASTER_KEY: Buffer.alloc(16).toString('base64') } }],
    ['HALLPASS_AUTHORIZER_TOKEN', { env: { HALLPASS_AUTHORIZER_TOKEN: 'too short' } }],
    ['hallpass.json', { configFile: { name: 'hallpass.json', text: undefined } }],
  ])('%s of %o', (setting, sources) => {
    expect(faultsOf(sources).map((fault) => fault.setting)).toEqual([setting])
  })

  test('and all of them are told at once', () => {
    const env = { HALLPASS_PORT: 'x', HALLPASS_REGION: 'x', HALLPASS_ACCOUNT_ID: 'x', HALLPASS_MASTER_KEY: 'x' }
    const configFile = { name: 'c.json', text: '{"formerPublicUrls":["x"],"more":1}' }
    expect(faultsOf({ env, configFile })).toHaveLength(6)
  })

  test('a store of another kind is told what there is', () => {
    const [fault] = faultsOf({ flags: { store: 'mysql://me:secret@db/hallpass' } })
    expect(fault?.remedy).toMatch(/sqlite:PATH.*postgres:/)
  })

  test("a port as Kubernetes sets it for a Service of our name is told to be Kubernetes's", () => {
    expect(faultsOf({ env: { HALLPASS_PORT: 'tcp://10.0.0.1:4255' } })[0]?.remedy).toMatch(/enableServiceLinks/)
  })

  test('no message repeats a secret', () => {
    const secret = 'hunter2-hunter2-hunter2'
    const env = {
      HALLPASS_ROOT_ACCESS_KEY_ID: 'x',
      HALLPASS_ROOT_SECRET_ACCESS_KEY: secret,
      HALLPASS_MASTER_KEY: secret,
      HALLPASS_AUTHORIZER_TOKEN: secret,
      HALLPASS_STORE: `mysql://me:${secret}@db`,
      HALLPASS_PUBLIC_URL: `https://me:${secret}@id.example.com`,
    }
    const faults = faultsOf({ env })
    expect(faults).toHaveLength(5)
    expect(JSON.stringify(faults)).not.toContain(secret)
  })
})

test('no text makes the settings throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.json(),
    fc.constantFrom('https://', 'http://[', 'sqlite:', '0'),
  )
  const names = [
    'PORT',
    'HOST',
    'DATA_DIR',
    'STORE',
    'ACCOUNT_ID',
    'REGION',
    'PUBLIC_URL',
    'ROOT_ACCESS_KEY_ID',
    'ROOT_SECRET_ACCESS_KEY',
    'MASTER_KEY',
    'SAML_ALLOW_SHA1',
    'RATE_PER_ADDRESS',
    'MAX_CONNECTIONS',
  ]
  const env = fc.dictionary(fc.constantFrom(...names.map((name) => `HALLPASS_${name}`), '__proto__'), text)
  const flags: fc.Arbitrary<Flags> = fc.record({ port: text, host: text, dataDir: text, store: text }, { requiredKeys: [] })
  const configFile = fc.option(fc.record({ name: text, text: fc.option(text, { nil: undefined }) }), { nil: undefined })
  fc.assert(
    fc.property(flags, env, configFile, (givenFlags, givenEnv, givenFile) => {
      const checked = parseSettings({ cores: 2, flags: givenFlags, env: givenEnv, configFile: givenFile })
      expect(checked.kind === 'good' || checked.faults.length > 0).toBe(true)
    }),
  )
})
