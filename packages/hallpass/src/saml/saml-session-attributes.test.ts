import { describe, expect, test } from 'vitest'
import { readSamlSessionAttributes } from './saml-session-attributes.ts'

const aws = (name: string) => `https://aws.amazon.com/SAML/Attributes/${name}`
const role = 'arn:aws:iam::123456789012:role/app/User'
const provider = 'arn:aws:iam::123456789012:saml-provider/idp'

function read(attributes: Readonly<Record<string, readonly string[]>>) {
  return readSamlSessionAttributes(new Map(Object.entries({ [aws('RoleSessionName')]: ['ann@example.com'], ...attributes })))
}

describe('readSamlSessionAttributes', () => {
  test('reads nothing but a name', () => {
    expect(read({ mail: ['ann@example.com'] })).toEqual({
      kind: 'session',
      roles: [],
      sessionName: 'ann@example.com',
      sessionDuration: undefined,
      sourceIdentity: undefined,
      tags: new Map(),
      transitiveTagKeys: [],
    })
  })

  test('reads everything', () => {
    const attributes = {
      [aws('Role')]: [`${role},${provider}`],
      [aws('SessionDuration')]: ['1800'],
      [aws('SourceIdentity')]: ['ann'],
      [aws('PrincipalTag:Project')]: ['Marketing'],
      [aws('PrincipalTag:Cost:Center')]: [''],
      [aws('TransitiveTagKeys')]: ['Project', 'Cost:Center'],
    }
    expect(read(attributes)).toMatchObject({
      roles: [{ roleArn: role, providerArn: provider }],
      sessionDuration: 1800,
      sourceIdentity: 'ann',
      tags: new Map([
        ['Project', 'Marketing'],
        ['Cost:Center', ''],
      ]),
      transitiveTagKeys: ['Project', 'Cost:Center'],
    })
  })

  test('47: roles are pairs, in either order', () => {
    const values = [
      `${role},${provider}`,
      ` ${provider} , ${role} `,
      role,
      `${role},${role}`,
      `${role},${provider},`,
      `${role};${provider}`,
      '',
    ]
    const pair = { roleArn: role, providerArn: provider }
    expect(read({ [aws('Role')]: values })).toMatchObject({ roles: [pair, pair] })
  })

  test.each([
    'https://aws.amazon.com/saml/attributes/role',
    aws('role'),
    `${aws('Role')} `,
  ])('48: an attribute of another case is another: %s', (name) => {
    expect(read({ [name]: [`${role},${provider}`] })).toMatchObject({ kind: 'session', roles: [] })
  })

  test('a name is required', () => {
    const reason = 'RoleSessionName is required in AuthnResponse'
    expect(readSamlSessionAttributes(new Map())).toEqual({ kind: 'refused', reason })
    expect(read({ [aws('RoleSessionName')]: [] })).toEqual({ kind: 'refused', reason })
  })

  test.each(['a', 'a'.repeat(65), 'ann smith', 'ann:x', 'änn', ''])('the name %j is refused', (name) => {
    const reason = 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'
    expect(read({ [aws('RoleSessionName')]: [name] })).toEqual({ kind: 'refused', reason })
  })

  test.each(['a', 'ann smith', 'aws:ann', 'AWS:ann'])('the source identity %j is refused', (name) => {
    const reason = 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"'
    expect(read({ [aws('SourceIdentity')]: [name] })).toEqual({ kind: 'refused', reason })
  })

  test.each(['899', '43201', '900.5', ' 900', '9e3', '-900', '', '00900x'])('the duration %j is refused', (duration) => {
    expect(read({ [aws('SessionDuration')]: [duration] })).toMatchObject({ kind: 'refused' })
  })

  test.each(['900', '43200'])('the duration %j is taken', (duration) => {
    expect(read({ [aws('SessionDuration')]: [duration] })).toMatchObject({ sessionDuration: Number(duration) })
  })

  test.each(['RoleSessionName', 'SessionDuration', 'SourceIdentity', 'PrincipalTag:Project'])('%s has one value', (name) => {
    expect(read({ [aws(name)]: ['900', '900'] })).toMatchObject({ kind: 'refused' })
  })

  test('a tag has a value', () => {
    expect(read({ [aws('PrincipalTag:Project')]: [] })).toMatchObject({ kind: 'refused' })
  })
})
