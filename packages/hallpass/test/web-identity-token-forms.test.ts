import { describe, expect } from 'vitest'
import { type Hallpass, test } from './hallpass.ts'
import { assume } from './sts-calls.ts'

const role = 'arn:aws:iam::123456789012:role/Any'
const noToken = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'
const rs512 = { kid: 'eu-central-11', typ: 'JWS', alg: 'RS512' }

describe('STS tells of a token that is not ours', () => {
  test.for(['none', 'HS256', 'HS512', 'rs512', undefined, 512])('that the algorithm %s makes it no JWT', async (alg, { hallpass }) => {
    await refuses(hallpass, forged({ ...rs512, alg }, ownClaims(hallpass)), noToken)
  })

  test('that a critical header makes it no JWT', async ({ hallpass }) => {
    await refuses(hallpass, forged({ ...rs512, crit: ['b64'], b64: true }, ownClaims(hallpass)), noToken)
  })

  test('that nobody of ours signed it', async ({ hallpass }) => {
    await refuses(hallpass, forged(rs512, ownClaims(hallpass)), 'Token signature could not be verified')
  })

  test.for(['iss', 'sub', 'aud', 'exp', 'iat'])('that it lacks %s', async (claim, { hallpass }) => {
    for (const value of [undefined, null]) {
      await refuses(hallpass, forged(rs512, { ...ownClaims(hallpass), [claim]: value }), `Missing a required claim: ${claim}`)
    }
  })

  test('what it lacks before that its issuer is unknown', async ({ hallpass }) => {
    const { aud, ...rest } = ownClaims(hallpass)
    await refuses(hallpass, forged(rs512, { ...rest, iss: 'https://stranger.example.com' }), 'Missing a required claim: aud')
  })

  test.for([
    ['a list', ['https://a.example.com']],
    ['an object', {}],
    ['half a character', 'https://a.example.com/\ud800'],
    ['cut by a NUL', 'https://a.example.com\0.example.org'],
  ] as const)('that it is none where its issuer is %s', async ([, iss], { hallpass }) => {
    await refuses(hallpass, forged(rs512, { ...ownClaims(hallpass), iss }), noToken)
  })

  test.for([
    'HTTP://127.0.0.1',
    'http://127.0.0.1@evil.example.com',
    'https://cognito-identity.amazonaws.com',
    'null',
    '<script>',
  ])('that nobody here knows the issuer %j', async (iss, { hallpass }) => {
    await refuses(hallpass, forged(rs512, { ...ownClaims(hallpass), iss }), /^No OpenIDConnect provider found in your account for /)
  })
})

async function refuses(hallpass: Hallpass, token: string, message: string | RegExp): Promise<void> {
  await expect(assume(hallpass, { RoleArn: role, WebIdentityToken: token })).rejects.toMatchObject({
    name: 'InvalidIdentityTokenException',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    $metadata: { httpStatusCode: 400 },
  })
}

function ownClaims({ url }: Hallpass) {
  const now = Math.floor(Date.now() / 1000)
  return { sub: 'eu-central-1:0', aud: 'eu-central-1:1', amr: ['authenticated'], iss: url, exp: now + 600, iat: now }
}

/** A token whose signature is nobody's. */
function forged(header: object, claims: object): string {
  return [JSON.stringify(header), JSON.stringify(claims), Buffer.alloc(256)]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
}
