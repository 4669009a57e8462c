import { randomUUID } from 'node:crypto'
import { SetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity'
import { CreateSAMLProviderCommand, DeleteSAMLProviderCommand, UpdateSAMLProviderCommand } from '@aws-sdk/client-iam'
import { describe, expect, onTestFinished } from 'vitest'
import { createSamlIdentityProvider, type SamlIdentityProvider } from '../counterparts/saml-identity-provider.ts'
import { accountId, test as base, type Hallpass } from '../hallpass.ts'
import { makeRoles } from '../trusted-roles.ts'
import { createPool, developerProvider, known, type PoolSettings } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken, loginsOf, unlink } from './identity-calls.ts'
import { roleFor, sessionOf } from './session-of.ts'

interface SamlFederation extends SamlIdentityProvider {
  readonly arn: string
}

/** With an identity provider that IAM holds, and a pool that takes its logins. */
const test = base.extend<{ idp: SamlFederation; pool: string }>({
  idp: [async ({ hallpass }, use) => use(await register(hallpass, createSamlIdentityProvider())), { scope: 'file' }],
  pool: async ({ hallpass, idp }, use) => use(await samlPool(hallpass, idp)),
})

async function register({ iam }: Hallpass, provider: SamlIdentityProvider): Promise<SamlFederation> {
  const command = new CreateSAMLProviderCommand({ Name: `idp-${randomUUID()}`, SAMLMetadataDocument: provider.metadata })
  return { ...provider, arn: known((await iam.send(command)).SAMLProviderArn) }
}

function samlPool(hallpass: Hallpass, { arn }: SamlFederation, settings: PoolSettings = {}): Promise<string> {
  return createPool(hallpass, { SamlProviderARNs: [arn], DeveloperProviderName: developerProvider, ...settings })
}

const refused = (text: string) => ({ name: 'NotAuthorizedException', message: `Invalid login token. ${text}` })
const roleAttribute = 'https://aws.amazon.com/SAML/Attributes/Role'
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`

describe('a SAML provider', () => {
  test.for(['assertion', 'response', 'both'] as const)('signs its users in, signing its %s', async (signs, { hallpass, idp, pool }) => {
    const login = () => ({ [idp.arn]: idp.respond({ nameId: 'ann', signs }) })
    const id = await getId(hallpass, pool, login())
    expect(await getId(hallpass, pool, login())).toBe(id)
    expect(await loginsOf(hallpass, id)).toEqual([idp.arn])
    expect((await getCredentials(hallpass, id, login())).Credentials?.AccessKeyId).toMatch(/^ASIA/)
  })

  test('may have one response used for the identity and for its credentials', async ({ hallpass, idp, pool }) => {
    const login = { [idp.arn]: idp.respond() }
    const id = await getId(hallpass, pool, login)
    for (const { IdentityId } of [await getCredentials(hallpass, id, login), await getCredentials(hallpass, id, login)]) {
      expect(IdentityId).toBe(id)
    }
  })

  test('is named in amr with the NameID', async ({ hallpass, idp, pool }) => {
    const login = { [idp.arn]: idp.respond({ nameId: 'ann@example.com' }) }
    const { Credentials } = await getCredentials(hallpass, await getId(hallpass, pool, login), login)
    const { federation } = await sessionOf(hallpass, Credentials)
    expect(federation?.keys.get('cognito-identity.amazonaws.com:amr')).toEqual([
      'authenticated',
      idp.arn,
      `${idp.arn}:SAML:ann@example.com`,
    ])
  })

  test('tells its users apart', async ({ hallpass, idp, pool }) => {
    const ids = ['ann', 'bob', 'ANN', 'ann '].map((nameId) => getId(hallpass, pool, { [idp.arn]: idp.respond({ nameId }) }))
    expect(new Set(await Promise.all(ids)).size).toBe(4)
  })

  test('may address its responses to us', async ({ hallpass, idp, pool }) => {
    const recipient = `${hallpass.url}/saml`
    await expect(getId(hallpass, pool, { [idp.arn]: idp.respond({ recipient, audiences: [recipient] }) })).resolves.toMatch(/:/)
  })

  test('counts with the metadata that IAM holds now', async ({ hallpass }) => {
    const [before, after] = [createSamlIdentityProvider(), createSamlIdentityProvider()]
    const idp = await register(hallpass, before)
    const pool = await samlPool(hallpass, idp)
    const id = await getId(hallpass, pool, { [idp.arn]: before.respond() })
    await hallpass.iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn: idp.arn, SAMLMetadataDocument: after.metadata }))
    expect(await getId(hallpass, pool, { [idp.arn]: after.respond() })).toBe(id)
    await expect(getId(hallpass, pool, { [idp.arn]: before.respond() })).rejects.toMatchObject(refused('Response signature invalid'))
    await hallpass.iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn: idp.arn }))
    await expect(getId(hallpass, pool, { [idp.arn]: after.respond() })).rejects.toMatchObject(refused("Specified provider doesn't exist"))
  })
})

describe('a SAML login is refused', () => {
  const audience = refused('Response does not contain the required audience.')

  test('for another audience or recipient', async ({ hallpass, idp, pool }) => {
    const elsewhere = 'https://other.example.com/saml'
    for (const login of [{ audiences: [elsewhere] }, { recipient: elsewhere }]) {
      await expect(getId(hallpass, pool, { [idp.arn]: idp.respond(login) })).rejects.toMatchObject(audience)
    }
  })

  test('five minutes after it was issued', async ({ hallpass, idp, pool }) => {
    const login = { [idp.arn]: idp.respond({ lifetimeSeconds: 3600 }) }
    const id = await getId(hallpass, pool, login)
    hallpass.advance(301_000)
    onTestFinished(() => hallpass.advance(-301_000))
    const old = refused('Token must be redeemed within 5 minutes of issuance')
    await expect(getId(hallpass, pool, login)).rejects.toMatchObject(old)
    await expect(getCredentials(hallpass, id, login)).rejects.toMatchObject(old)
  })

  test('of a provider that the pool does not name', async ({ hallpass, idp, pool }) => {
    const other = await register(hallpass, createSamlIdentityProvider())
    const unsupported = { name: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' }
    await expect(getId(hallpass, pool, { [other.arn]: other.respond() })).rejects.toMatchObject(unsupported)
    await expect(getId(hallpass, pool, { [idp.arn]: other.respond() })).rejects.toMatchObject(refused('Response signature invalid'))
  })

  test('of a provider that IAM does not hold', async ({ hallpass, idp }) => {
    const arn = `arn:aws:iam::${accountId}:saml-provider/nobody`
    const pool = await createPool(hallpass, { SamlProviderARNs: [arn] })
    await expect(getId(hallpass, pool, { [arn]: idp.respond() })).rejects.toMatchObject(refused("Specified provider doesn't exist"))
  })

  test('where it is no response', async ({ hallpass, idp, pool }) => {
    await expect(getId(hallpass, pool, { [idp.arn]: 'eyJhbGciOiJub25lIn0.e30.' })).rejects.toMatchObject(
      refused('Invalid base64 SAMLResponse'),
    )
  })

  test('anywhere but in the enhanced flow', async ({ hallpass, idp, pool }) => {
    const login = { [idp.arn]: idp.respond() }
    const id = await getId(hallpass, pool, login)
    const invalid = { name: 'InvalidParameterException' }
    await expect(getToken(hallpass, id, login)).rejects.toMatchObject(invalid)
    await expect(unlink(hallpass, id, login, idp.arn)).rejects.toMatchObject(invalid)
    await expect(getDeveloperToken(hallpass, pool, 'ann', { Logins: login })).rejects.toMatchObject(invalid)
  })
})

describe('the role of a SAML login', () => {
  const respond = ({ arn, respond }: SamlFederation, ...roles: readonly string[]) => ({
    [arn]: respond({ attributes: { [roleAttribute]: roles.map((name) => `${roleArn(name)},${arn}`) } }),
  })

  test('is the one that the assertion offers', async ({ hallpass, idp, pool }) => {
    await makeRoles(hallpass, [roleArn('Offered')])
    const login = respond(idp, 'Offered')
    const id = await getId(hallpass, pool, login)
    expect(await roleFor(hallpass, id, login)).toBe('Offered')
    await expect(getCredentials(hallpass, id, login, roleArn('User'))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  test('is chosen by the caller where the assertion offers several', async ({ hallpass, idp, pool }) => {
    await makeRoles(hallpass, [roleArn('One'), roleArn('Two')])
    const login = respond(idp, 'One', 'Two')
    const id = await getId(hallpass, pool, login)
    expect(await roleFor(hallpass, id, login, roleArn('Two'))).toBe('Two')
    await expect(getCredentials(hallpass, id, login)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(getCredentials(hallpass, id, login, roleArn('User'))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  test('is the pool’s where the assertion offers none of this provider', async ({ hallpass, idp, pool }) => {
    const other = `arn:aws:iam::${accountId}:saml-provider/other`
    const login = { [idp.arn]: idp.respond({ attributes: { [roleAttribute]: [`${roleArn('Offered')},${other}`] } }) }
    expect(await roleFor(hallpass, await getId(hallpass, pool, login), login)).toBe('User')
  })

  test('is nobody’s where there is no such role', async ({ hallpass, idp, pool }) => {
    const login = respond(idp, 'Missing')
    const id = await getId(hallpass, pool, login)
    await expect(getCredentials(hallpass, id, login)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' })
  })

  test('is that of the rule which an attribute meets', async ({ hallpass, idp }) => {
    const claim = 'http://schemas.xmlsoap.org/claims/Group'
    const rules = [{ Claim: claim, MatchType: 'Equals' as const, Value: 'admins', RoleARN: roleArn('Admin') }]
    const mapping = {
      Type: 'Rules' as const,
      AmbiguousRoleResolution: 'AuthenticatedRole' as const,
      RulesConfiguration: { Rules: rules },
    }
    const pool = await samlPool(hallpass, idp, { RoleMappings: { [idp.arn]: mapping } })
    const login = (...groups: readonly string[]) => ({
      [idp.arn]: idp.respond({ attributes: { [claim]: groups, [roleAttribute]: `${roleArn('Offered')},${idp.arn}` } }),
    })
    const id = await getId(hallpass, pool, login('staff'))
    expect(await roleFor(hallpass, id, login('staff', 'admins'))).toBe('Admin')
    expect(await roleFor(hallpass, id, login('staff'))).toBe('User')
  })
})

describe('the tags of a SAML login', () => {
  const name = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name'
  const tagsOf = async (hallpass: Hallpass, pool: string, login: Record<string, string>) => {
    const { Credentials } = await getCredentials(hallpass, await getId(hallpass, pool, login), login)
    return Object.fromEntries((await sessionOf(hallpass, Credentials)).tags)
  }

  test('by default are the NameID and the name', async ({ hallpass, idp, pool }) => {
    const map = { IdentityPoolId: pool, IdentityProviderName: idp.arn, UseDefaults: true }
    await hallpass.cognito.send(new SetPrincipalTagAttributeMapCommand(map))
    const login = { [idp.arn]: idp.respond({ nameId: 'ann', attributes: { [name]: 'Ann Smith' } }) }
    expect(await tagsOf(hallpass, pool, login)).toEqual({ username: 'ann', client: 'Ann Smith' })
  })

  test('are the attributes that the map names', async ({ hallpass, idp, pool }) => {
    const map = { IdentityPoolId: pool, IdentityProviderName: idp.arn, PrincipalTags: { team: 'department', groups: 'groups' } }
    await hallpass.cognito.send(new SetPrincipalTagAttributeMapCommand(map))
    const login = { [idp.arn]: idp.respond({ attributes: { department: 'sales', groups: ['a', 'b'] } }) }
    expect(await tagsOf(hallpass, pool, login)).toEqual({ team: 'sales' })
  })
})
