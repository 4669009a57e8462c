import { CreateSAMLProviderCommand } from '@aws-sdk/client-iam'
import { AssumeRoleWithSAMLCommand, type AssumeRoleWithSAMLRequest, STSClient } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { attributeStatement, forgeAssertion, forgeResponse, forgeSignature, timeText, withSignature } from '../counterparts/saml-forge.ts'
import {
  awsRecipient,
  createSamlIdentityProvider,
  type SamlIdentityProvider,
  type SamlLogin,
} from '../counterparts/saml-identity-provider.ts'
import { accountId, test as base, type Hallpass, region } from '../hallpass.ts'
import { policyOf } from '../iam-users.ts'
import { postForm, withOwnServer } from '../sts-calls.ts'
import { assumeAs, clientsWith, listingWhen, mayList, type NewRole, newRole } from './new-role.ts'

const attribute = (name: string) => `https://aws.amazon.com/SAML/Attributes/${name}`
const allActions = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity']
const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML', $metadata: { httpStatusCode: 403 } }
const invalid = (message: unknown = expect.any(String)) => ({
  name: 'InvalidIdentityTokenException',
  message,
  $metadata: { httpStatusCode: 400 },
})

interface Corp {
  readonly idp: SamlIdentityProvider
  /** `arn:aws:iam::ACCOUNT:saml-provider/corp-…` */
  readonly arn: string
}

async function register({ iam }: Hallpass, idp = createSamlIdentityProvider()): Promise<Corp> {
  const command = new CreateSAMLProviderCommand({ Name: `corp-${crypto.randomUUID()}`, SAMLMetadataDocument: idp.metadata })
  const { SAMLProviderArn } = await iam.send(command)
  return { idp, arn: String(SAMLProviderArn) }
}

const test = base.extend<{ corp: Corp }>({
  corp: [async ({ hallpass }, use) => use(await register(hallpass)), { scope: 'file' }],
})

function trusting({ arn }: Corp, condition: object = {}) {
  return { Principal: { Federated: arn }, Action: allActions, Condition: condition }
}

/** A response for this role, with the session's name. */
function respond({ idp, arn }: Corp, role: Pick<NewRole, 'arn'>, { attributes, ...login }: SamlLogin = {}): string {
  const needed = { [attribute('Role')]: `${role.arn},${arn}`, [attribute('RoleSessionName')]: 'ann@example.com' }
  return idp.respond({ ...login, attributes: { ...needed, ...attributes } })
}

function assume({ url }: Hallpass, { arn }: Corp, role: Pick<NewRole, 'arn'>, request: Partial<AssumeRoleWithSAMLRequest>) {
  const client = new STSClient({ endpoint: url, region, maxAttempts: 1 })
  return client.send(new AssumeRoleWithSAMLCommand({ RoleArn: role.arn, PrincipalArn: arn, SAMLAssertion: undefined, ...request }))
}

/** Seconds from now. */
function lifetime(credentials: { readonly Expiration?: Date | undefined } | undefined): number {
  return (Number(credentials?.Expiration) - Date.now()) / 1000
}

describe('AssumeRoleWithSAML', () => {
  test('gives the role that the response names to its user', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp), { Path: '/staff/' })
    const answer = await assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { nameId: 'ann' }) })
    const name = corp.arn.slice(corp.arn.lastIndexOf('/') + 1)
    expect(answer).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) },
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:ann@example.com`,
        Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/ann@example.com`,
      },
      Subject: 'ann',
      SubjectType: 'persistent',
      Issuer: corp.idp.entityId,
      Audience: awsRecipient,
      NameQualifier: await sha1(`${corp.idp.entityId}${accountId}/${name}`),
    })
    expect([answer.PackedPolicySize, answer.SourceIdentity]).toEqual([undefined, undefined])
    expect(lifetime(answer.Credentials)).toBeGreaterThan(3500)
  })

  test.for(['assertion', 'response', 'both'] as const)('takes a signature over: %s', async (signs, { hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    expect(await assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { signs }) })).toHaveProperty('Credentials')
  })

  test('takes the role and the provider in either order, with blanks, among others', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const Role = [`arn:aws:iam::${accountId}:role/Other,${corp.arn}`, ` ${corp.arn} , ${role.arn} `]
    const SAMLAssertion = respond(corp, role, { attributes: { [attribute('Role')]: Role } })
    expect(await assume(hallpass, corp, role, { SAMLAssertion })).toHaveProperty('Credentials')
  })

  test('takes a response once', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const SAMLAssertion = respond(corp, role)
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => assume(hallpass, corp, role, { SAMLAssertion })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(assume(hallpass, corp, role, { SAMLAssertion })).rejects.toMatchObject(invalid())
  })

  test('uses no response up that bought nothing', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const SAMLAssertion = respond(corp, role)
    await expect(assume(hallpass, corp, role, { SAMLAssertion, DurationSeconds: 7200 })).rejects.toMatchObject({ name: 'ValidationError' })
    await expect(assume(hallpass, corp, role, { SAMLAssertion, Policy: '{' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    })
    expect(await assume(hallpass, corp, role, { SAMLAssertion })).toHaveProperty('Credentials')
  })

  test('looks at no signature of the request', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const parameters = { RoleArn: role.arn, PrincipalArn: corp.arn, SAMLAssertion: respond(corp, role) }
    const answer = await postForm(hallpass, { Action: 'AssumeRoleWithSAML', ...parameters }, { Authorization: 'AWS4-HMAC-SHA256 broken' })
    expect(answer.status).toBe(200)
  })

  test('narrows the session by its policies', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp), { statements: [{ Action: 'cognito-identity:*' }] })
    const narrow = await assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role), Policy: policyOf({ Action: 'iam:*' }) })
    expect(narrow.PackedPolicySize).toBeGreaterThan(0)
    expect(await mayList(hallpass, narrow.Credentials)).toBe(false)
    const whole = await assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role) })
    expect(await mayList(hallpass, whole.Credentials)).toBe(true)
  })
})

describe('the trust policy of a role for SAML', () => {
  test('sees the recipient, the subject and the attributes, whatever the case of their keys', async ({ hallpass, corp }) => {
    const takes = async (condition: object) => {
      const role = await newRole(hallpass, trusting(corp, condition))
      const attributes = { 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['staff', 'member'], 'urn:oid:0.9.2342.19200300.100.1.3': 'ann@example.com' }
      return assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { nameId: 'ann', attributes }) }).then(
        () => true,
        () => false,
      )
    }
    expect(await takes({ StringEquals: { 'SAML:aud': awsRecipient, 'saml:sub': 'ann', 'SAML:sub_type': 'persistent' } })).toBe(true)
    expect(await takes({ StringEquals: { 'SAML:aud': 'https://signin.example.com/saml' } })).toBe(false)
    expect(
      await takes({ StringEquals: { 'saml:iss': corp.idp.entityId, 'saml:doc': corp.arn.replace(/.*::(\d+):saml-provider/, '$1') } }),
    ).toBe(true)
    expect(
      await takes({ 'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' }, StringLike: { 'saml:mail': '*@example.com' } }),
    ).toBe(true)
    expect(await takes({ 'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'student' } })).toBe(false)
  })

  test('names the provider', async ({ hallpass, corp }) => {
    const other = await register(hallpass)
    const role = await newRole(hallpass, trusting(other))
    await expect(assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role) })).rejects.toMatchObject(denied)
  })

  test.for([
    ['tags', { [attribute('PrincipalTag:dept')]: 'hr' }, ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity']],
    ['a source identity', { [attribute('SourceIdentity')]: 'ann' }, ['sts:AssumeRoleWithSAML', 'sts:TagSession']],
    ['anything', {}, ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole']],
  ] as const)('must allow %s', async ([, attributes, Action], { hallpass, corp }) => {
    const role = await newRole(hallpass, { ...trusting(corp), Action })
    await expect(assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { attributes }) })).rejects.toMatchObject(denied)
  })

  test('is not told apart from a role that is not there', async ({ hallpass, corp }) => {
    const role = { arn: `arn:aws:iam::${accountId}:role/Nobody` }
    await expect(assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role) })).rejects.toMatchObject(denied)
  })
})

describe('the session attributes of a response', () => {
  test('become tags, transitive ones too, and the source identity', async ({ hallpass, corp }) => {
    const keys = {
      'aws:PrincipalTag/dept': 'hr',
      'aws:SourceIdentity': 'ann',
      'saml:sub': 'ann@example.com',
      'saml:sub_type': 'persistent',
    }
    const role = await newRole(hallpass, trusting(corp), {
      statements: [
        listingWhen({
          StringEquals: { ...keys, 'aws:FederatedProvider': corp.arn },
          Null: { 'saml:namequalifier': 'false', 'saml:iss': 'true', 'saml:aud': 'true' },
        }),
        { Action: 'sts:AssumeRole' },
      ],
    })
    const attributes = {
      [attribute('PrincipalTag:dept')]: 'hr',
      [attribute('PrincipalTag:team')]: 'blue',
      [attribute('TransitiveTagKeys')]: ['dept'],
      [attribute('SourceIdentity')]: 'ann',
    }
    const answer = await assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { attributes }) })
    expect(answer.SourceIdentity).toBe('ann')
    expect(answer.PackedPolicySize).toBeGreaterThan(0)
    expect(await mayList(hallpass, answer.Credentials)).toBe(true)

    const statements = [listingWhen({ StringEquals: { 'aws:PrincipalTag/dept': 'hr' }, Null: { 'aws:PrincipalTag/team': 'true' } })]
    const open = { Principal: { AWS: '*' }, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] }
    const next = await newRole(hallpass, open, { statements })
    const chained = await assumeAs(clientsWith(hallpass, answer.Credentials).sts, next.arn)
    expect(chained.SourceIdentity).toBe('ann')
    expect(await mayList(hallpass, chained.Credentials)).toBe(true)
  })

  test.for([
    ['no session name', { RoleSessionName: [] }, 'RoleSessionName is required in AuthnResponse'],
    ['a session name with a blank', { RoleSessionName: 'ann b' }, 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'],
    ['two session names', { RoleSessionName: ['ann', 'bob'] }, ''],
    ['a duration that is too short', { SessionDuration: '899' }, ''],
    ['a duration that is no number', { SessionDuration: '1h' }, ''],
    [
      'a source identity of AWS',
      { SourceIdentity: 'aws:x' },
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    ],
    ['a tag with two values', { 'PrincipalTag:dept': ['hr', 'it'] }, ''],
    ['a tag key of AWS', { 'PrincipalTag:aws:x': 'hr' }, ''],
    ['tag keys that differ in case only', { 'PrincipalTag:dept': 'hr', 'PrincipalTag:Dept': 'hr' }, ''],
    [
      'a transitive key of no tag',
      { TransitiveTagKeys: ['dept'] },
      'The specified transitive tag key must be included in the requested tags.',
    ],
  ] as const)('refuse a response with %s', async ([, given, words], { hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const attributes = Object.fromEntries(Object.entries(given).map(([name, value]) => [attribute(name), value]))
    await expect(assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { attributes }) })).rejects.toMatchObject(
      invalid(expect.stringContaining(words)),
    )
  })

  test.for([
    ['another role', (role: NewRole, { arn }: Corp) => ({ [attribute('Role')]: `${role.arn}2,${arn}` })],
    ['another provider', (role: NewRole, { arn }: Corp) => ({ [attribute('Role')]: `${role.arn},${arn}2` })],
    ['three ARNs', (role: NewRole, { arn }: Corp) => ({ [attribute('Role')]: `${role.arn},${arn},${role.arn}` })],
    ['the role alone', (role: NewRole) => ({ [attribute('Role')]: role.arn })],
    [
      'an attribute in another case',
      (role: NewRole, { arn }: Corp) => ({ [attribute('Role')]: [], [attribute('role')]: `${role.arn},${arn}` }),
    ],
  ] as const)('offer no role with %s', async ([, attributesOf], { hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const attributes: Readonly<Record<string, string | readonly string[]>> = attributesOf(role, corp)
    await expect(assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { attributes }) })).rejects.toMatchObject(denied)
  })
})

describe('how long a session with SAML lasts', () => {
  test('is the shortest of what is asked for and what the response says', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp), { MaxSessionDuration: 7200 })
    const seconds = async (SessionDuration: string | undefined, DurationSeconds: number | undefined) => {
      const attributes = SessionDuration === undefined ? {} : { [attribute('SessionDuration')]: SessionDuration }
      const { Credentials } = await assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role, { attributes }), DurationSeconds })
      return Math.round(lifetime(Credentials) / 60) * 60
    }
    expect(await seconds(undefined, 7200)).toBe(7200)
    expect(await seconds('900', undefined)).toBe(900)
    expect(await seconds('1800', 900)).toBe(900)
    expect(await seconds('1800', 7200)).toBe(1800)
    expect(await seconds('43200', undefined)).toBe(3600)
  })

  test('is not beyond the end of the user’s session at the provider', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000
    const own = async (hallpass: Hallpass) => {
      const corp = await register(hallpass)
      const role = await newRole(hallpass, trusting(corp))
      const attributes = { [attribute('Role')]: [`${role.arn},${corp.arn}`], [attribute('RoleSessionName')]: ['ann'] }
      const authentication = `<saml:AuthnStatement SessionNotOnOrAfter="${timeText(now + 600_999)}"></saml:AuthnStatement>`
      const assertion = forgeAssertion(now, corp.idp.entityId, { statements: authentication + attributeStatement(attributes) })
      const response = forgeResponse(withSignature(assertion, forgeSignature(assertion, corp.idp.privateKey)))
      const answer = await assume(hallpass, corp, role, { SAMLAssertion: Buffer.from(response).toString('base64') })
      expect(answer.Credentials?.Expiration).toEqual(new Date(now + 600_000))
    }
    await withOwnServer(own, { now: () => now + 500 })
  })

  test('is no more than the role’s own maximum', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    await expect(assume(hallpass, corp, role, { SAMLAssertion: respond(corp, role), DurationSeconds: 3601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    })
  })
})

describe('a response that is not taken', () => {
  test('is told that it cannot be read before that nobody knows the provider', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    for (const PrincipalArn of [corp.arn, `${corp.arn}2`]) {
      for (const SAMLAssertion of ['!!!!', 'PHNhbWw_', '====']) {
        await expect(assume(hallpass, corp, role, { PrincipalArn, SAMLAssertion })).rejects.toMatchObject(
          invalid('Invalid base64 SAMLResponse'),
        )
      }
    }
    const SAMLAssertion = Buffer.from('<saml').toString('base64')
    await expect(assume(hallpass, corp, role, { SAMLAssertion })).rejects.toMatchObject(invalid())
  })

  test.for(['2', ':other'])('is of a provider that is there: not %s', async (more, { hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const SAMLAssertion = respond(corp, role)
    const others = [`${corp.arn}${more}`, corp.arn.replace(accountId, '210987654321'), corp.arn.replace('saml-provider', 'oidc-provider')]
    for (const PrincipalArn of others) {
      await expect(assume(hallpass, corp, role, { PrincipalArn, SAMLAssertion })).rejects.toMatchObject(
        invalid("Specified provider doesn't exist"),
      )
    }
  })

  test('is signed by another provider, registered or not', async ({ hallpass, corp }) => {
    const twin = createSamlIdentityProvider(corp.idp.entityId)
    const registered = await register(hallpass, twin)
    const role = await newRole(hallpass, [trusting(corp), trusting(registered)])
    const forged = twin.respond({ attributes: { [attribute('Role')]: `${role.arn},${corp.arn}`, [attribute('RoleSessionName')]: 'ann' } })
    await expect(assume(hallpass, corp, role, { SAMLAssertion: forged })).rejects.toMatchObject(invalid('Response signature invalid'))
  })

  test.for([
    ['another recipient', { recipient: 'https://sp.example.com/acs' }],
    ['another audience', { audiences: ['https://sp.example.com'] }],
  ] as const)('is for %s', async ([, login], { hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    const SAMLAssertion = respond(corp, role, { ...login, audiences: 'audiences' in login ? [...login.audiences] : undefined } as SamlLogin)
    await expect(assume(hallpass, corp, role, { SAMLAssertion })).rejects.toMatchObject(
      invalid('Response does not contain the required audience.'),
    )
  })

  test('is older than five minutes', async () => {
    await withOwnServer(async (hallpass) => {
      const corp = await register(hallpass)
      const role = await newRole(hallpass, trusting(corp))
      const SAMLAssertion = respond(corp, role, { lifetimeSeconds: 3600 })
      hallpass.advance(301_000)
      await expect(assume(hallpass, corp, role, { SAMLAssertion })).rejects.toMatchObject({
        name: 'ExpiredTokenException',
        message: 'Token must be redeemed within 5 minutes of issuance',
        $metadata: { httpStatusCode: 400 },
      })
    })
  })

  test('is longer than 100,000 characters, which are not repeated', async ({ hallpass, corp }) => {
    const role = await newRole(hallpass, trusting(corp))
    await expect(assume(hallpass, corp, role, { SAMLAssertion: 'A'.repeat(100_001) })).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length less than or equal to 100000",
    })
  })
})

async function sha1(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-1', Buffer.from(text))).toString('base64')
}
