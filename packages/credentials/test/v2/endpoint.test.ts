import { describe, expect, test } from 'vitest'
import { both } from './both.ts'

const texts = [
  'localhost',
  '127.0.0.1:4255',
  'cognito-identity.us-east-1.amazonaws.com',
  'http://localhost:80',
  'https://host:443/a/b?c=d#e',
  'https://host:443/a/b?c=d%20e',
  'http://Host.Example:8080',
  'http://[::1]:8080/x',
  'https://user:word@host.example',
  'host.example/path with space',
  'http://host?x=1',
  'https://host.example/%7Euser/',
  'http://host:/x',
  'https://host/a/../b//c',
  'http://host/{pool}|"<>',
] as const

/** What the SDK reads, of which everybody else's members have to be. */
const [[, sdk]] = both as [(typeof both)[number]]

describe.each(both)('A4.15 Endpoint of %s', (_, AWS) => {
  test.for(texts)('reads %s', (text) => {
    const endpoint = new AWS.Endpoint(text)
    expect(endpoint).toBeInstanceOf(AWS.Endpoint)
    expect(Object.keys(endpoint)).toEqual(['protocol', 'host', 'port', 'hostname', 'pathname', 'path', 'href'])
    expect(allMembers(endpoint)).toEqual(allMembers(new sdk.Endpoint(text)))
  })

  test('has https without a scheme, http where the configuration wants no SSL', () => {
    expect(new AWS.Endpoint('host').href).toBe('https://host/')
    expect(new AWS.Endpoint('host', { sslEnabled: false })).toMatchObject({ href: 'http://host/', port: 80 })
    expect(new AWS.Endpoint('https://host', { sslEnabled: false }).href).toBe('https://host/')
  })

  test('copies another endpoint', () => {
    const first = new AWS.Endpoint('http://host:1')
    const copy = new AWS.Endpoint(first)
    copy.host = 'changed'
    expect(first.host).toBe('host:1')
    expect(copy).toMatchObject({ port: 1, protocol: 'http:' })
  })

  test.for([undefined, null])('refuses %s', (nothing) => {
    expect(() => Reflect.construct(AWS.Endpoint, [nothing])).toThrow(`Invalid endpoint: ${nothing}`)
  })
})

function allMembers(object: object): object {
  return Object.fromEntries(Object.getOwnPropertyNames(object).map((name) => [name, Reflect.get(object, name)]))
}
