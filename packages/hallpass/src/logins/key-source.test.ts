import { describe, expect, onTestFinished, test } from 'vitest'
import { startStubIssuer } from '../../test/counterparts/stub-issuer.ts'
import { forgeKey } from '../../test/counterparts/token-forge.ts'
import { createFetchJson, type FetchJson, ProviderFailure } from './fetch-json.ts'
import { fetchKeys } from './key-source.ts'

const key = forgeKey('ES256', '1')

async function startIssuer() {
  const issuer = await startStubIssuer(key)
  onTestFinished(() => issuer.close())
  return issuer
}

/** Answers from memory, for hosts that are not there. */
function answering(documents: Readonly<Record<string, unknown>>): FetchJson {
  return async (address) => {
    const body = documents[String(address)]
    if (typeof body !== 'object' || body === null) throw new ProviderFailure('Not there.')
    return { status: 200, body: { ...body } }
  }
}

describe('fetchKeys', () => {
  test('finds the keys by discovery', async () => {
    const { issuer } = await startIssuer()
    const keys = await fetchKeys({ issuer, kind: 'discovery' }, createFetchJson())
    expect(keys.map(({ kid }) => kid)).toEqual(['1'])
  })

  test('finds the keys of a user pool without discovery', async () => {
    const { issuer, asked } = await startIssuer()
    const keys = await fetchKeys({ issuer: `${issuer}/`, kind: 'jwks.json' }, createFetchJson())
    expect(keys).toHaveLength(1)
    expect(asked).toEqual(['/.well-known/jwks.json'])
  })

  test('takes a discovery document whose issuer has a trailing slash more', async () => {
    const stub = await startIssuer()
    stub.declare({ issuer: `${stub.issuer}/` })
    expect(await fetchKeys({ issuer: stub.issuer, kind: 'discovery' }, createFetchJson())).toHaveLength(1)
  })

  test.each([
    ['another issuer', { issuer: 'https://evil.test' }],
    ['an issuer in another scheme', { issuer: 'https://127.0.0.1' }],
    ['no issuer', { issuer: null }],
    ['no jwks_uri', { jwks_uri: undefined }],
    ['a jwks_uri that is no text', { jwks_uri: ['https://a.test'] }],
    ['a jwks_uri over plain http elsewhere', { jwks_uri: 'http://keys.test/' }],
    ['a jwks_uri that is a file', { jwks_uri: 'file:///etc/passwd' }],
    ['a relative jwks_uri', { jwks_uri: '/keys' }],
  ])('trusts no discovery document with %s', async (_, members) => {
    const stub = await startIssuer()
    stub.declare(members)
    await expect(fetchKeys({ issuer: stub.issuer, kind: 'discovery' }, createFetchJson())).rejects.toThrow(ProviderFailure)
    expect(stub.asked).not.toContain('/keys')
  })

  test.each([
    'http://127.0.0.1/keys',
    'https://127.0.0.1/keys',
    'https://127.1/keys',
    'https://2130706433/keys',
    'https://LOCALHOST:8443/keys',
    'https://[::1]/keys',
    'https://[0:0:0:0:0:0:0:1]/keys',
    'https://a.test@127.0.0.1/keys',
  ])('an issuer elsewhere does not send us to %s on this machine', async (address) => {
    const fetchJson = answering({
      'https://a.test/.well-known/openid-configuration': { issuer: 'https://a.test', jwks_uri: address },
      [address]: { keys: [key.jwk] },
    })
    await expect(fetchKeys({ issuer: 'https://a.test', kind: 'discovery' }, fetchJson)).rejects.toThrow('names no address of keys')
  })

  test.each([
    'https://10.0.0.1/keys',
    'https://169.254.169.254/keys',
    'https://keys.localhost/',
    'https://[fd00::1]/keys',
  ])('an issuer elsewhere does not send us to %s in a private network', async (address) => {
    const fetchJson = answering({
      'https://a.test/.well-known/openid-configuration': { issuer: 'https://a.test', jwks_uri: address },
      [address]: { keys: [key.jwk] },
    })
    await expect(fetchKeys({ issuer: 'https://a.test', kind: 'discovery' }, fetchJson)).rejects.toThrow('names no address of keys')
  })

  test('an issuer in a private network may keep its keys there', async () => {
    const fetchJson = answering({
      'https://10.0.0.1/.well-known/openid-configuration': { issuer: 'https://10.0.0.1', jwks_uri: 'https://10.0.0.2/keys' },
      'https://10.0.0.2/keys': { keys: [key.jwk] },
    })
    expect(await fetchKeys({ issuer: 'https://10.0.0.1', kind: 'discovery' }, fetchJson)).toHaveLength(1)
  })

  test('an https issuer may keep its keys on another host', async () => {
    const fetchJson = answering({
      'https://a.test/.well-known/openid-configuration': { issuer: 'https://a.test', jwks_uri: 'https://keys.test/' },
      'https://keys.test/': { keys: [key.jwk] },
    })
    expect(await fetchKeys({ issuer: 'https://a.test', kind: 'discovery' }, fetchJson)).toHaveLength(1)
  })

  test.each(['http://a.test', 'ftp://127.0.0.1', 'a.test'])('never asks the issuer %s', async (issuer) => {
    const asked: unknown[] = []
    const fetchJson: FetchJson = async (address) => {
      asked.push(address)
      return { status: 200, body: { issuer, keys: [] } }
    }
    await expect(fetchKeys({ issuer, kind: 'jwks.json' }, fetchJson)).rejects.toThrow(ProviderFailure)
    expect(asked).toEqual([])
  })

  test('takes 100 keys and not one more', async () => {
    const stub = await startIssuer()
    const fetchAll = () => fetchKeys({ issuer: stub.issuer, kind: 'discovery' }, createFetchJson())
    stub.publish(...Array.from({ length: 100 }, () => key))
    expect(await fetchAll()).toHaveLength(100)
    stub.publish(...Array.from({ length: 101 }, () => key))
    await expect(fetchAll()).rejects.toThrow('no list of at most 100 keys')
  })

  test.each([[{}], [{ keys: {} }], [{ keys: 'none' }]])('takes no key set like %j', async (document) => {
    const fetchJson = answering({ 'https://a.test/.well-known/jwks.json': document })
    await expect(fetchKeys({ issuer: 'https://a.test', kind: 'jwks.json' }, fetchJson)).rejects.toThrow('no list of at most 100 keys')
  })

  test('takes no key set with an error status', async () => {
    const fetchJson: FetchJson = async () => ({ status: 400, body: { keys: [key.jwk] } })
    await expect(fetchKeys({ issuer: 'https://a.test', kind: 'jwks.json' }, fetchJson)).rejects.toThrow('status 400')
  })

  test('passes over what is no key', async () => {
    const fetchJson = answering({ 'https://a.test/.well-known/jwks.json': { keys: [null, 'key', key.jwk] } })
    expect(await fetchKeys({ issuer: 'https://a.test', kind: 'jwks.json' }, fetchJson)).toHaveLength(1)
  })
})
