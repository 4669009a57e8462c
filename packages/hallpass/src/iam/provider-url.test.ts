import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readProviderUrl } from './provider-url.ts'

describe('readProviderUrl', () => {
  test.each([
    ['https://auth.example.com', 'https://auth.example.com'],
    ['https://Auth.Example.COM/Realms/X', 'https://auth.example.com/Realms/X'],
    ['https://auth.example.com/', 'https://auth.example.com/'],
    ['https://127.0.0.1:8443/x', 'https://127.0.0.1:8443/x'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://localhost:3000/oidc', 'http://localhost:3000/oidc'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('keeps %s', (given, kept) => {
    expect(readProviderUrl(given)).toBe(kept)
  })

  test.each([
    'auth.example.com',
    'http://auth.example.com',
    'HTTPS://auth.example.com',
    'ftp://auth.example.com',
    'https://',
    'https:///path',
    'https://auth.example.com:8443',
    'https://auth.example.com:443',
    'https://auth.example.com:',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://2130706433/',
    'http://127.1/',
    'http://10.0.0.1:3000',
    'http://169.254.169.254',
    'https://user@auth.example.com',
    'https://user:secret@auth.example.com',
    'https://auth.example.com?x=1',
    'https://auth.example.com/#x',
    'https://auth.example.com/a?',
    'https://auth.example.com/a/../b',
    'https://auth.example.com/a b',
    'https://auth.example.com/a\\b',
    'https://auth.example.com/ä',
    'https://äuth.example.com',
    ' https://auth.example.com',
    'https://auth.example.com\n',
    'https://auth.exa\tmple.com',
    'https://exam ple.com',
  ])('refuses %j', (given) => {
    expect(() => readProviderUrl(given)).toThrow(
      expect.objectContaining({ type: 'ValidationError', message: 'Invalid Open ID Connect Provider URL' }),
    )
  })

  test('leaves nothing to be done a second time', () => {
    const piece = fc.constantFrom('a', 'B', '.', '/', ':', '1', '@', '%41', '..', 'localhost', '127.0.0.1', '[::1]')
    const url = fc
      .tuple(fc.constantFrom('http://', 'https://'), fc.array(piece, { minLength: 1, maxLength: 6 }))
      .map(([scheme, rest]) => scheme + rest.join(''))
    fc.assert(
      fc.property(url, (text) => {
        const kept = attempt(text)
        fc.pre(kept !== undefined)
        expect(readProviderUrl(kept)).toBe(kept)
        expect(kept.toLowerCase()).toBe(text.toLowerCase())
      }),
    )
  })
})

function attempt(text: string): string | undefined {
  try {
    return readProviderUrl(text)
  } catch {
    return undefined
  }
}
