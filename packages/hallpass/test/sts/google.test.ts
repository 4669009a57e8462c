import { describe, expect } from 'vitest'
import { type StubIssuer, startStubIssuer } from '../counterparts/stub-issuer.ts'
import { forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { assume } from '../sts-calls.ts'
import { listingWhen, mayList, newRole } from './new-role.ts'

const key = forgeKey('RS256', 'google')
const name = 'accounts.google.com'

/** A server that is configured to take this issuer for Google. */
const test = base.extend<{ google: { readonly hallpass: Hallpass; readonly stub: StubIssuer } }>({
  google: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const stub = await startStubIssuer(key)
      const hallpass = await startHallpass({ providers: new Map([[name, { issuer: stub.issuer }]]) })
      await use({ hallpass, stub })
      await Promise.all([hallpass.close(), stub.close()])
    },
    { scope: 'file' },
  ],
})

async function assumeWith(
  { hallpass, stub }: { readonly hallpass: Hallpass; readonly stub: StubIssuer },
  condition: object,
  claims: object,
  statement: object = {},
) {
  const trust = { Principal: { Federated: name }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition }
  const { arn: RoleArn } = await newRole(hallpass, trust, { statements: [listingWhen({ ...statement })] })
  const now = Math.floor(Date.now() / 1000)
  const WebIdentityToken = forgeToken(key, { iss: stub.issuer, aud: 'web', sub: '1093', iat: now, exp: now + 300, ...claims })
  return assume(hallpass, { RoleArn, WebIdentityToken })
}

const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' }

describe('a token of Google', () => {
  test('needs no registration: the trust policy says for which client it may be', async ({ google }) => {
    const condition = { StringEquals: { [`${name}:aud`]: 'web', [`${name}:sub`]: '1093' } }
    expect(await assumeWith(google, condition, {})).toMatchObject({ Provider: name, Audience: 'web', SubjectFromWebIdentityToken: '1093' })
    await expect(assumeWith(google, condition, { aud: 'other' })).rejects.toMatchObject(denied)
    await expect(assumeWith(google, condition, { sub: '1094' })).rejects.toMatchObject(denied)
  })

  test('shows azp as aud where it has one, and aud as oaud', async ({ google }) => {
    const claims = { azp: 'android', aud: 'server' }
    const condition = { StringEquals: { [`${name}:aud`]: 'android', [`${name}:oaud`]: 'server' } }
    expect(await assumeWith(google, condition, claims)).toMatchObject({ Audience: 'android' })
    await expect(assumeWith(google, { StringEquals: { [`${name}:aud`]: 'server' } }, claims)).rejects.toMatchObject(denied)
    await expect(assumeWith(google, { StringEquals: { [`${name}:oaud`]: 'android' } }, claims)).rejects.toMatchObject(denied)
  })

  test('leaves aud and sub to the session, and not oaud', async ({ google }) => {
    const statement = {
      StringEquals: { [`${name}:aud`]: 'web', [`${name}:sub`]: '1093', 'aws:FederatedProvider': name },
      Null: { [`${name}:oaud`]: 'true' },
    }
    const { Credentials } = await assumeWith(google, {}, {}, statement)
    expect(await mayList(google.hallpass, Credentials)).toBe(true)
  })

  test('is for somebody', async ({ google }) => {
    await expect(assumeWith(google, {}, { aud: [] })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'Incorrect token audience',
    })
  })

  test.for([name, `https://${name}`])('is not issued by %s where another issuer is configured', async (iss, { google }) => {
    await expect(assumeWith(google, {}, { iss })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: `No OpenIDConnect provider found in your account for ${iss}`,
    })
  })
})

describe('Google’s own issuer', () => {
  test.for([name, `https://${name}`, `https://${name}/`])('is known as %s', async (iss, { hallpass }) => {
    const now = Math.floor(Date.now() / 1000)
    // Refused before anybody is asked for keys: the real Google is out of reach for tests.
    const WebIdentityToken = forgeToken(key, { iss, aud: [], sub: '1093', iat: now, exp: now + 300 })
    const { arn: RoleArn } = await newRole(hallpass, { Principal: { Federated: name }, Action: 'sts:AssumeRoleWithWebIdentity' })
    await expect(assume(hallpass, { RoleArn, WebIdentityToken })).rejects.toMatchObject({ message: 'Incorrect token audience' })
  })
})
