import { describe, expect, onTestFinished, test } from 'vitest'
import { startStubServer } from '../../test/counterparts/stub-server.ts'
import { createLoginBench, poolWith } from '../../test/support/login-bench.ts'

/** What is said of a login when the provider answers 400 with this. */
async function verdict(name: string, body: unknown) {
  const server = await startStubServer(() => ({ status: 400, body }))
  onTestFinished(() => server.close())
  const pool = poolWith({ supportedLoginProviders: new Map([[name, 'key;secret']]) })
  return createLoginBench({ endpoints: { [name]: { endpoint: server.url } } }).verify(name, 'token;secret', pool)
}

const facebookError = (members: object) => ({ error: { message: '<b>text</b>', type: 'OAuthException', ...members } })

describe('a verdict on the token is told in our own words', () => {
  test.each([
    ['graph.facebook.com', facebookError({ code: 190 }), 'Facebook refused the access token (190).'],
    ['graph.facebook.com', facebookError({ code: '<b>' }), 'Facebook refused the access token.'],
    [
      'www.amazon.com',
      { error: 'invalid_request', error_description: '<b>text</b>' },
      'Amazon refused the access token (invalid_request).',
    ],
    ['api.twitter.com', { errors: [{ code: 89, message: '<b>text</b>' }] }, 'Twitter refused the access token (89).'],
  ])('%s %j', async (name, body, words) => {
    expect(await verdict(name, body)).toEqual({ kind: 'refused', reason: `Invalid login token. ${words}` })
  })
})

describe('an error that says nothing of the token makes the provider unreachable', () => {
  test.each([
    ['graph.facebook.com', {}],
    ['graph.facebook.com', { error: 'text' }],
    ['graph.facebook.com', { error: null }],
    ['graph.facebook.com', facebookError({ code: 4 })],
    ['graph.facebook.com', facebookError({ code: 190, is_transient: true })],
    ['graph.facebook.com', facebookError({ type: 'GraphMethodException', code: 100 })],
    ['www.amazon.com', {}],
    ['www.amazon.com', { error: 'server_error' }],
    ['www.amazon.com', { error: ['invalid_token'] }],
    ['api.twitter.com', {}],
    ['api.twitter.com', { errors: [] }],
    ['api.twitter.com', { errors: [null] }],
    ['api.twitter.com', { errors: { code: 89 } }],
    ['api.twitter.com', { errors: [{ code: 135 }] }],
  ])('%s %j', async (name, body) => {
    expect(await verdict(name, body)).toMatchObject({ kind: 'provider-unreachable', provider: name })
  })
})
