import { describe, expect, test } from 'vitest'
import { parseCredentialOptions } from './parse-credential-options.ts'

const pool = 'eu-central-1:00000000-0000-0000-0000-000000000000'

function optionsOf(flags: object) {
  const checked = parseCredentialOptions({ identityPoolId: pool, ...flags })
  return checked.kind === 'good' ? checked.value : checked.faults.map(({ setting }) => setting)
}

describe('the endpoint', () => {
  test.each([
    [{}, 'https://cognito-identity.eu-central-1.amazonaws.com'],
    [{ region: 'us-west-2' }, 'https://cognito-identity.us-west-2.amazonaws.com'],
    [{ region: 'cn-north-1' }, 'https://cognito-identity.cn-north-1.amazonaws.com.cn'],
    [{ endpoint: 'http://127.0.0.1:4255' }, 'http://127.0.0.1:4255/'],
    [{ endpoint: 'http://id.lan:4255', insecure: true }, 'http://id.lan:4255/'],
  ])('of %j', (flags, endpoint) => {
    expect(optionsOf(flags)).toMatchObject({ endpoint })
  })

  test.each(['http://id.lan', 'ftp://id.lan', 'https://a:b@id.lan', 'https://id.lan/?a', ''])('is not %j', (endpoint) => {
    expect(optionsOf({ endpoint })).toEqual(['--endpoint'])
  })

  test.each(['evil.example/', 'x', '-us', 'us-east-1.evil'])('takes no region %j into its name', (region) => {
    expect(optionsOf({ region })).toEqual(['--region'])
  })
})

describe('the login', () => {
  test.each([
    [{}, { kind: 'guest' }],
    [
      { login: 'a.example', tokenFile: '/t' },
      { kind: 'file', provider: 'a.example', file: '/t' },
    ],
    [
      { login: 'a.example', tokenVariable: 'T' },
      { kind: 'variable', provider: 'a.example', variable: 'T' },
    ],
    [
      { login: 'a.example', tokenCommand: 'c' },
      { kind: 'command', provider: 'a.example', command: 'c' },
    ],
    [
      { issuer: 'https://a.example/realm/', clientId: 'c' },
      { kind: 'session', provider: 'a.example/realm' },
    ],
    [
      { issuer: 'https://a.example', clientId: 'c', login: 'b.example' },
      { kind: 'session', provider: 'b.example' },
    ],
    [{ issuer: 'https://a.example', clientId: 'c', scopes: 'email' }, { client: { scopes: 'openid email' } }],
  ])('of %j', (flags, login) => {
    expect(optionsOf(flags)).toMatchObject({ login })
  })

  test('tells of every fault at once', () => {
    const flags = { endpoint: 'x', region: 'y', roleArn: 'z', renewBefore: 'soon', login: 'a', tokenFile: 'b', tokenCommand: 'c' }
    const settings = ['--region', '--endpoint', '--role-arn', '--token-file, --token-command', '--renew-before']
    expect(optionsOf(flags)).toEqual(settings)
  })
})
