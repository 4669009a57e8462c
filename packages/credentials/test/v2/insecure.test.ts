import { describe, expect, vi } from 'vitest'
import { ours, testOf } from './both.ts'

const region = 'us-east-1'

describe('CP-SEC-2 http endpoints of the v2 half', () => {
  const test = testOf(ours)
  const warnings = () => vi.spyOn(console, 'warn').mockReturnValue()

  test('warn once', ({ AWS }) => {
    const warn = warnings()
    new AWS.CognitoIdentity({ region, endpoint: 'http://service.test' })
    new AWS.STS({ region, endpoint: 'http://service.test' })
    expect(warn.mock.calls).toEqual([['The endpoint is http: use https, or insecure: true']])
  })

  test('warn where there is to be no TLS', ({ AWS }) => {
    const warn = warnings()
    new AWS.CognitoIdentity({ region, sslEnabled: false })
    expect(warn).toHaveBeenCalledOnce()
  })

  test.for([
    'http://localhost:1',
    'http://127.0.0.1:4255',
    'http://[::1]:1',
    'https://service.test',
    undefined,
  ])('do not warn of %s', (endpoint, { AWS }) => {
    const warn = warnings()
    new AWS.CognitoIdentity({ region, endpoint })
    expect(warn).not.toHaveBeenCalled()
  })

  test.for(['insecure', 'strictV2'])('do not warn when %s is set', (option, { AWS }) => {
    const warn = warnings()
    AWS.config.update({ [option]: true })
    new AWS.CognitoIdentity({ region, endpoint: 'http://service.test' })
    expect(warn).not.toHaveBeenCalled()
  })
})
