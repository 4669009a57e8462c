import { describe, expect, test } from 'vitest'
import { isSafeAddress, issuerOf, sameIssuer, wellKnown, withoutScheme } from './issuer.ts'

describe('sameIssuer', () => {
  test.each([
    ['https://a.test', 'https://a.test'],
    ['https://a.test/', 'https://a.test'],
    ['https://a.test/realms/x', 'https://a.test/realms/x/'],
  ])('takes %s for %s', (one, other) => {
    expect(sameIssuer(one, other)).toBe(true)
  })

  test.each([
    ['https://a.test//', 'https://a.test'],
    ['https://A.test', 'https://a.test'],
    ['http://a.test', 'https://a.test'],
    ['a.test', 'https://a.test'],
    ['https://a.test:443', 'https://a.test'],
    ['https://a.test/x/../', 'https://a.test'],
    ['https://a.test/X', 'https://a.test/x'],
    ['https://a.test ', 'https://a.test'],
  ])('does not take %s for %s', (one, other) => {
    expect(sameIssuer(one, other)).toBe(false)
  })
})

test('wellKnown puts the document below the path of the issuer', () => {
  expect(wellKnown('https://a.test/realms/x/', 'jwks.json')).toBe('https://a.test/realms/x/.well-known/jwks.json')
})

test.each([
  ['a.test/x', 'https://a.test/x'],
  ['127.0.0.1:9229/local_1', 'http://127.0.0.1:9229/local_1'],
  ['localhost:8080', 'http://localhost:8080'],
  ['127.0.0.1.evil.test', 'https://127.0.0.1.evil.test'],
])('issuerOf %s is %s', (name, issuer) => {
  expect(issuerOf(name)).toBe(issuer)
})

test.each([
  ['https://a.test', true],
  ['http://127.0.0.1:80/x', true],
  ['http://127.9.9.9', true],
  ['http://[::1]:3000', true],
  ['http://localhost', true],
  ['http://a.test', false],
  ['http://localhost.a.test', false],
  ['http://127.0.0.1@a.test', false],
  ['http://128.0.0.1', false],
  ['file:///etc/passwd', false],
  ['ftp://127.0.0.1', false],
  ['', false],
])('isSafeAddress of %s is %s', (address, isSafe) => {
  expect(isSafeAddress(address)).toBe(isSafe)
})

test('withoutScheme leaves the name of a provider', () => {
  expect(withoutScheme('https://auth.example.com/realms/x')).toBe('auth.example.com/realms/x')
  expect(withoutScheme('http://127.0.0.1:3000')).toBe('127.0.0.1:3000')
})
