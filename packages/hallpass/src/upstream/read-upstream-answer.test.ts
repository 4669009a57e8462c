import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUpstreamAnswer } from './read-upstream-answer.ts'

const credentials = {
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  SessionToken: 'AQoDYXdzEE0a8ANXXXXXXXXNO1ewxE5TijQyp+IE==',
  Expiration: '2026-10-24T23:00:23Z',
}
const read = {
  kind: 'credentials',
  credentials: {
    accessKeyId: credentials.AccessKeyId,
    secretAccessKey: credentials.SecretAccessKey,
    sessionToken: credentials.SessionToken,
    expiresAt: Date.UTC(2026, 9, 24, 23, 0, 23) / 1000,
  },
}

function answer(members: Readonly<Record<string, string>>, namespace = ' xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'): string {
  const inner = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`)
  return (
    `<AssumeRoleWithWebIdentityResponse${namespace}><AssumeRoleWithWebIdentityResult><Provider>x</Provider>` +
    `<Credentials>${inner.join('')}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
  )
}

describe('credentials', () => {
  test('are read as AWS writes them', () => {
    expect(readUpstreamAnswer(200, answer(credentials))).toEqual(read)
  })

  test('are read as Ceph writes them: in no namespace, to the nanosecond', () => {
    expect(readUpstreamAnswer(200, answer({ ...credentials, Expiration: '2026-10-24T23:00:23.500451978Z' }, ''))).toEqual(read)
  })

  test('are read whatever order they come in, behind a declaration', () => {
    const reversed = Object.fromEntries(Object.entries(credentials).reverse())
    expect(readUpstreamAnswer(200, `<?xml version="1.0" encoding="UTF-8"?>\n${answer(reversed)}\n`)).toEqual(read)
  })

  test.for(Object.keys(credentials))('are none without %s', (name) => {
    const rest = Object.fromEntries(Object.entries(credentials).filter(([key]) => key !== name))
    expect(readUpstreamAnswer(200, answer(rest))).toEqual({ kind: 'unusable' })
    expect(readUpstreamAnswer(200, answer({ ...credentials, [name]: '' }))).toEqual({ kind: 'unusable' })
  })

  test.for([
    ['AccessKeyId', 'short'],
    ['AccessKeyId', 'ASIAIOSFODNN7EXAMPLE/'],
    ['SecretAccessKey', 'two words'],
    ['SecretAccessKey', 'two\nlines'],
    ['SessionToken', 'a&#xD;&#xA;b'],
    ['SessionToken', 'x'.repeat(16_385)],
    ['Expiration', 'soon'],
    ['Expiration', '2026-10-24'],
    ['Expiration', '2026-13-24T23:00:23Z'],
    ['Expiration', '1761346823'],
  ])('are none where %s is %j', ([name, value]) => {
    expect(readUpstreamAnswer(200, answer({ ...credentials, [String(name)]: String(value) }))).toEqual({ kind: 'unusable' })
  })

  test('are none where a member comes twice', () => {
    const twice = answer(credentials).replace('<AccessKeyId>', '<AccessKeyId>ASIAXXXXXXXXXXXXXXXX</AccessKeyId><AccessKeyId>')
    expect(readUpstreamAnswer(200, twice)).toEqual({ kind: 'unusable' })
  })

  test('are none in another answer, or in one with another status', () => {
    expect(readUpstreamAnswer(200, answer(credentials).replaceAll('AssumeRoleWithWebIdentityResponse', 'GetSessionTokenResponse'))).toEqual(
      {
        kind: 'unusable',
      },
    )
    expect(readUpstreamAnswer(403, answer(credentials))).toEqual({ kind: 'unusable' })
  })
})

describe('an error', () => {
  test('is read as AWS and MinIO write it', () => {
    const xml =
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>' +
      '<Message>Not authorized</Message></Error><RequestId>r</RequestId></ErrorResponse>'
    expect(readUpstreamAnswer(403, xml)).toEqual({ kind: 'error', code: 'AccessDenied', message: 'Not authorized' })
  })

  test('is read as Ceph writes it: alone, and without a message', () => {
    const xml = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message></Message><HostId>h</HostId></Error>'
    expect(readUpstreamAnswer(403, xml)).toEqual({ kind: 'error', code: 'AccessDenied', message: '' })
  })

  test.for([
    '<Error><Message>m</Message></Error>',
    '<Error><Code>no code at all</Code></Error>',
    '<ErrorResponse><Code>AccessDenied</Code></ErrorResponse>',
    '<html><body>Forbidden</body></html>',
    '{"Error":{"Code":"AccessDenied"}}',
    '<!DOCTYPE x [<!ENTITY a "b">]><Error><Code>AccessDenied</Code></Error>',
    '',
  ])('is none in %j', (xml) => {
    expect(readUpstreamAnswer(403, xml)).toEqual({ kind: 'unusable' })
  })
})

test('no text makes it throw', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'Error',
    '<Error>',
    '</Error>',
    '<Code>',
    'A',
    '</Code>',
    '&',
    '&#x0;',
    '"',
    ' ',
    '<![CDATA[',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.constantFrom(200, 403, 500), fc.array(pieces), (status, parts) => {
      expect(readUpstreamAnswer(status, parts.join('')).kind).toMatch(/^(credentials|error|unusable)$/)
    }),
  )
})
