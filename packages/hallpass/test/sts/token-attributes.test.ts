import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { type StubIssuer, startStubIssuer } from '../counterparts/stub-issuer.ts'
import { forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { test as base, type Hallpass } from '../hallpass.ts'
import type { StatementInput } from '../iam-users.ts'
import { assume } from '../sts-calls.ts'
import { assumeAs, clientsWith, listingWhen, mayList, newRole } from './new-role.ts'

const key = forgeKey('ES256', '1')
const tagsClaim = 'https://aws.amazon.com/tags'
const sourceClaim = 'https://aws.amazon.com/source_identity'

const test = base.extend<{ issuer: StubIssuer }>({
  issuer: [
    async ({ hallpass }, use) => {
      const stub = await startStubIssuer(key)
      await hallpass.iam.send(new CreateOpenIDConnectProviderCommand({ Url: stub.issuer, ClientIDList: ['app'] }))
      await use(stub)
      await stub.close()
    },
    { scope: 'file' },
  ],
})

const allActions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']

/** Assumes a new role with a token that makes these claims. */
async function assumeWith(
  hallpass: Hallpass,
  { issuer, name }: StubIssuer,
  claims: Readonly<Record<string, unknown>>,
  { actions = allActions, statements = [] }: { readonly actions?: readonly string[]; readonly statements?: readonly StatementInput[] } = {},
) {
  const Principal = { Federated: `arn:aws:iam::123456789012:oidc-provider/${name}` }
  const { arn: RoleArn } = await newRole(hallpass, { Principal, Action: actions }, { statements })
  const now = Math.floor(Date.now() / 1000)
  const WebIdentityToken = forgeToken(key, { iss: issuer, aud: 'app', sub: 'ann', iat: now, exp: now + 300, ...claims })
  return assume(hallpass, { RoleArn, WebIdentityToken })
}

const flat = (name: string) => `${tagsClaim}/${name}`

describe('tags of a token', () => {
  test.for([
    ['in one claim', { [tagsClaim]: { principal_tags: { dept: ['hr'] } } }],
    ['in one claim, each without a list', { [tagsClaim]: { principal_tags: { dept: 'hr' } } }],
    ['in a claim each', { [flat('principal_tags/dept')]: 'hr' }],
    ['in a claim each, with lists', { [flat('principal_tags/dept')]: ['hr'], [flat('principal_tags/a/b')]: 'x' }],
    ['in both forms', { [tagsClaim]: { principal_tags: { dept: ['hr'] } }, [flat('principal_tags/team')]: 'blue' }],
  ] as const)('are tags of the session: %s', async ([, claims], { hallpass, issuer }) => {
    const statements = [listingWhen({ StringEquals: { 'aws:PrincipalTag/dept': 'hr' } })]
    const answer = await assumeWith(hallpass, issuer, claims, { statements })
    expect(answer.PackedPolicySize).toBeGreaterThan(0)
    expect(await mayList(hallpass, answer.Credentials)).toBe(true)
  })

  test.for([
    ['in one claim', { [tagsClaim]: { principal_tags: { dept: ['hr'], team: ['x'] }, transitive_tag_keys: ['DEPT'] } }],
    ['in a claim each', { [flat('principal_tags/dept')]: 'hr', [flat('transitive_tag_keys')]: ['dept'] }],
  ] as const)('go on to the next role where the token says so: %s', async ([, claims], { hallpass, issuer }) => {
    const { Credentials } = await assumeWith(hallpass, issuer, claims, { statements: [{ Action: 'sts:AssumeRole' }] })
    const statements = [listingWhen({ StringEquals: { 'aws:PrincipalTag/dept': 'hr' }, Null: { 'aws:PrincipalTag/team': 'true' } })]
    const next = await newRole(hallpass, { Principal: { AWS: '*' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }, { statements })
    const chained = await assumeAs(clientsWith(hallpass, Credentials).sts, next.arn)
    expect(await mayList(hallpass, chained.Credentials)).toBe(true)
  })

  test.for([
    ['two values', { [tagsClaim]: { principal_tags: { dept: ['hr', 'it'] } } }],
    ['two values in a claim of its own', { [flat('principal_tags/dept')]: ['hr', 'it'] }],
    ['no value', { [tagsClaim]: { principal_tags: { dept: [] } } }],
    ['a number', { [tagsClaim]: { principal_tags: { dept: [7] } } }],
    ['a claim that is a text', { [tagsClaim]: 'dept=hr' }],
    ['a claim that is null', { [tagsClaim]: null }],
    ['a claim that is a list', { [tagsClaim]: [] }],
    ['tags that are a list', { [tagsClaim]: { principal_tags: ['dept'] } }],
    ['transitive keys that are a text', { [tagsClaim]: { principal_tags: { dept: ['hr'] }, transitive_tag_keys: 'dept' } }],
    ['a transitive key that is a number', { [tagsClaim]: { principal_tags: { dept: ['hr'] }, transitive_tag_keys: [7] } }],
    ['a transitive key of no tag', { [tagsClaim]: { principal_tags: { dept: ['hr'] }, transitive_tag_keys: ['team'] } }],
    ['a transitive key and no tags', { [flat('transitive_tag_keys')]: ['dept'] }],
    ['the same key in both forms', { [tagsClaim]: { principal_tags: { dept: ['hr'] } }, [flat('principal_tags/dept')]: 'hr' }],
    ['keys that differ in case only', { [tagsClaim]: { principal_tags: { dept: ['hr'], Dept: ['hr'] } } }],
    ['a key of AWS', { [tagsClaim]: { principal_tags: { 'aws:x': ['1'] } } }],
    ['an empty key', { [flat('principal_tags/')]: 'x' }],
    ['a character that no tag has', { [tagsClaim]: { principal_tags: { dept: ['<hr>'] } } }],
    ['a value that is too long', { [tagsClaim]: { principal_tags: { dept: ['x'.repeat(257)] } } }],
    ['51 of them', { [tagsClaim]: { principal_tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, ['']])) } }],
    ['a source identity that is too short', { [sourceClaim]: 'a' }],
    ['a source identity with a colon', { [sourceClaim]: 'aws:ann' }],
    ['a source identity in a list', { [sourceClaim]: ['ann'] }],
    ['a source identity that is null', { [sourceClaim]: null }],
  ] as const)('refuse the token: %s', async ([, claims], { hallpass, issuer }) => {
    await expect(assumeWith(hallpass, issuer, claims)).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.for([
    ['tags', { [tagsClaim]: { principal_tags: { dept: ['hr'] } } }, ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity']],
    ['a source identity', { [sourceClaim]: 'ann' }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']],
  ] as const)('need a permission of their own: %s', async ([, claims, actions], { hallpass, issuer }) => {
    await expect(assumeWith(hallpass, issuer, claims, { actions })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      $metadata: { httpStatusCode: 403 },
    })
  })
})

describe('the source identity of a token', () => {
  test('is told, and stays with the session', async ({ hallpass, issuer }) => {
    const statements = [listingWhen({ StringEquals: { 'aws:SourceIdentity': 'ann@example.com' } })]
    const answer = await assumeWith(hallpass, issuer, { [sourceClaim]: 'ann@example.com' }, { statements })
    expect(answer.SourceIdentity).toBe('ann@example.com')
    expect(await mayList(hallpass, answer.Credentials)).toBe(true)
  })
})

describe('what a session keeps of its login', () => {
  test('are audience, subject, methods and the provider', async ({ hallpass, issuer }) => {
    const provider = `arn:aws:iam::123456789012:oidc-provider/${issuer.name}`
    const statements = [
      listingWhen({
        StringEquals: {
          [`${issuer.name}:aud`]: 'app',
          [`${issuer.name}:sub`]: 'ann',
          'aws:FederatedProvider': provider,
        },
        'ForAnyValue:StringEquals': { [`${issuer.name}:amr`]: 'mfa' },
        Null: { [`${issuer.name}:email`]: 'true' },
      }),
    ]
    const { Credentials } = await assumeWith(hallpass, issuer, { amr: ['pwd', 'mfa'], email: 'ann@example.com' }, { statements })
    expect(await mayList(hallpass, Credentials)).toBe(true)
    const other = await assumeWith(hallpass, issuer, { amr: ['pwd'] }, { statements })
    expect(await mayList(hallpass, other.Credentials)).toBe(false)
  })

  test('does not go on to the next role', async ({ hallpass, issuer }) => {
    const { Credentials } = await assumeWith(hallpass, issuer, {}, { statements: [{ Action: 'sts:AssumeRole' }] })
    const statements = [listingWhen({ Null: { [`${issuer.name}:sub`]: 'true', 'aws:FederatedProvider': 'true' } })]
    const next = await newRole(hallpass, { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }, { statements })
    const chained = await assumeAs(clientsWith(hallpass, Credentials).sts, next.arn)
    expect(await mayList(hallpass, chained.Credentials)).toBe(true)
  })
})
