import { describe, expect, test } from 'vitest'
import { AWS } from '../namespace.ts'
import { mayFollow } from './may-follow.ts'

const region = 'eu-central-1'
const service = () => new AWS.CognitoIdentity({ region, endpoint: 'https://a.example' })
const to = (url: string) => new AWS.Endpoint(url)
const elsewhere = ['https://b.example', 'http://a.example', 'https://a.example:8443', 'https://a.example.b.example']

describe('CP-SEC-3 a redirection', () => {
  test.each(['https://a.example/other', 'https://a.example:443/', 'https://a.example/?x'])('to %s is of the same origin', (url) => {
    const request = service().getId({ IdentityPoolId: 'p', Logins: { a: 'token' } })
    expect(mayFollow(request, to(url))).toBe(true)
  })

  describe.each(elsewhere)('to %s', (url) => {
    test('is not followed with logins', () => {
      expect(mayFollow(service().makeRequest('getId', { Logins: { a: 'token' } }), to(url))).toBe(false)
    })

    test('is not followed with an OpenID token', () => {
      const request = new AWS.STS({ region }).makeRequest('assumeRoleWithWebIdentity', { WebIdentityToken: 'token' })
      expect(mayFollow(request, to(url))).toBe(false)
    })

    test.each(['x-amz-security-token', 'X-Amz-Security-Token'])('is not followed with a session token in %s', (name) => {
      const request = service().describeIdentity({ IdentityId: 'i' })
      request.httpRequest.headers[name] = 'token'
      expect(mayFollow(request, to(url))).toBe(false)
    })

    test('is followed with nothing that a stranger could use', () => {
      expect(mayFollow(service().getId({ IdentityPoolId: 'p' }), to(url))).toBe(true)
      expect(mayFollow(service().listIdentityPools({ MaxResults: 1, NextToken: 'next' }), to(url))).toBe(true)
    })
  })
})
