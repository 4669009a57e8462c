import { describe, expect, test } from 'vitest'
import { CredentialsProviderError } from './errors.ts'

describe('CP-PKG-4 CredentialsProviderError', () => {
  test('lets a chain go on unless said otherwise', () => {
    expect(new CredentialsProviderError('x')).toMatchObject({ name: 'CredentialsProviderError', message: 'x', tryNextLink: true })
    expect(new CredentialsProviderError('x', {}).tryNextLink).toBe(true)
  })

  test.each([false, { tryNextLink: false }])('ends a chain where it is told so by %j', (options) => {
    expect(new CredentialsProviderError('x', options).tryNextLink).toBe(false)
  })

  test.each([true, { tryNextLink: true }])('lets a chain go on where it is told so by %j', (options) => {
    expect(new CredentialsProviderError('x', options).tryNextLink).toBe(true)
  })

  test('keeps its cause', () => {
    const cause = new Error('below')
    expect(new CredentialsProviderError('x', { cause })).toMatchObject({ cause, tryNextLink: true })
  })

  test('is an error and of its class', () => {
    expect(new CredentialsProviderError('x')).toBeInstanceOf(Error)
    expect(new CredentialsProviderError('x')).toBeInstanceOf(CredentialsProviderError)
  })
})
