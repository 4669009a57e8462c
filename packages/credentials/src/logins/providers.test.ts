import { describe, expect, test } from 'vitest'
import { amazon, apple, cognitoUserPool, developer, facebook, google, oidc, saml } from './providers.ts'

describe('CP-TOK-5 the names of providers', () => {
  test.each([
    [cognitoUserPool({ region: 'eu-west-1', userPoolId: 'eu-west-1_Abc123' }), 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc123'],
    [cognitoUserPool({ userPoolId: 'us-east-1_Abc' }), 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc'],
    [cognitoUserPool({ userPoolId: 'cn-north-1_Abc' }), 'cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Abc'],
    [oidc('https://auth.example.com/realms/x'), 'auth.example.com/realms/x'],
    [oidc('http://127.0.0.1:3000'), '127.0.0.1:3000'],
    [oidc('auth.example.com'), 'auth.example.com'],
    [google(), 'accounts.google.com'],
    [apple(), 'appleid.apple.com'],
    [facebook(), 'graph.facebook.com'],
    [amazon(), 'www.amazon.com'],
    [saml('arn:aws:iam::123456789012:saml-provider/idp'), 'arn:aws:iam::123456789012:saml-provider/idp'],
    [developer('login.example.app'), 'login.example.app'],
  ])('%s', (name, expected) => {
    expect(name).toBe(expected)
  })
})
