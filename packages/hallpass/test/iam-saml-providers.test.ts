import {
  CreateSAMLProviderCommand,
  type CreateSAMLProviderRequest,
  DeleteSAMLProviderCommand,
  GetSAMLProviderCommand,
  ListSAMLProvidersCommand,
  ListSAMLProviderTagsCommand,
  TagSAMLProviderCommand,
  UntagSAMLProviderCommand,
  UpdateSAMLProviderCommand,
  type UpdateSAMLProviderRequest,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { createSamlIdentityProvider, samlMetadata } from './counterparts/saml-identity-provider.ts'
import { accountId, type Hallpass, test } from './hallpass.ts'
import { allowing, clientAllowed, freshName, notFound, postAsRoot, refusal, whole } from './iam-entities.ts'
import { withOwnServer } from './sts-calls.ts'

const { metadata, certificate } = createSamlIdentityProvider('https://idp.example.com/a')
const unknownArn = `arn:aws:iam::${accountId}:saml-provider/unknown`

async function create({ iam }: Pick<Hallpass, 'iam'>, request: Partial<CreateSAMLProviderRequest> = {}) {
  return iam.send(new CreateSAMLProviderCommand({ Name: freshName(), SAMLMetadataDocument: metadata, ...request }))
}

async function createArn(hallpass: Hallpass, request: Partial<CreateSAMLProviderRequest> = {}) {
  return whole((await create(hallpass, request)).SAMLProviderArn)
}

const get = ({ iam }: Pick<Hallpass, 'iam'>, SAMLProviderArn: string) => iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }))
const update = ({ iam }: Hallpass, SAMLProviderArn: string, request: Partial<UpdateSAMLProviderRequest>) =>
  iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, ...request }))
const remove = ({ iam }: Hallpass, SAMLProviderArn: string) => iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }))

describe('CreateSAMLProvider', () => {
  test('answers with the ARN, and with tags if there are any', async ({ hallpass }) => {
    const Name = `corp_1.x-${freshName()}`
    const created = await create(hallpass, { Name, Tags: [{ Key: 'k', Value: 'v' }] })
    expect(created.SAMLProviderArn).toBe(`arn:aws:iam::${accountId}:saml-provider/${Name}`)
    expect(created.Tags).toEqual([{ Key: 'k', Value: 'v' }])
    expect(await create(hallpass)).not.toHaveProperty('Tags')
  })

  test('refuses a second one of the name', async ({ hallpass }) => {
    const Name = freshName()
    await create(hallpass, { Name })
    await expect(create(hallpass, { Name })).rejects.toMatchObject(
      refusal('EntityAlreadyExistsException', `SAML Provider ${Name} already exists.`, 409),
    )
  })

  const padding = `<!--${'x'.repeat(1000)}-->`
  test.for([
    ['no XML', 'x'.repeat(1000)],
    ['another root', `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>${padding}`],
    ['no certificate', samlMetadata('https://idp.example.com', []) + padding],
    ['a certificate that is none', samlMetadata('https://idp.example.com', ['AAAA']) + padding],
    ['no entity id', samlMetadata('', [certificate])],
    ['a document type', metadata.replace('?>', '?><!DOCTYPE x>')],
    ['a byte order mark', `\uFEFF${metadata}`],
    ['an end that is no time', samlMetadata('https://idp.example.com', [certificate], ' validUntil="tomorrow"')],
    ['what XML cannot hold', metadata.replace('example', '\uFFFE')],
  ] as const)('refuses metadata with %s', async ([_, SAMLMetadataDocument], { hallpass }) => {
    await expect(create(hallpass, { SAMLMetadataDocument })).rejects.toMatchObject(
      refusal('InvalidInputException', 'Could not parse metadata'),
    )
  })

  test.for([
    ['sAMLMetadataDocument', { SAMLMetadataDocument: 'x'.repeat(999) }, 'Member must have length greater than or equal to 1000'],
    ['name', { Name: 'a b' }, 'Member must satisfy regular expression pattern: [\\w._-]+'],
    ['name', { Name: 'a'.repeat(129) }, 'Member must have length less than or equal to 128'],
  ] as const)('holds %s against its constraints', async ([path, request, constraint], { hallpass }) => {
    await expect(create(hallpass, request)).rejects.toMatchObject(
      refusal('ValidationError', `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`),
    )
  })

  test('takes no keys to decrypt with', async ({ hallpass }) => {
    const arn = await createArn(hallpass, { AssertionEncryptionMode: 'Allowed' })
    for (const encryption of [{ AddPrivateKey: 'a private key' }, { AssertionEncryptionMode: 'Required' as const }]) {
      await expect(create(hallpass, encryption)).rejects.toMatchObject({ name: 'InvalidInputException' })
      await expect(update(hallpass, arn, encryption)).rejects.toMatchObject({ name: 'InvalidInputException' })
    }
    await expect(update(hallpass, arn, { RemovePrivateKey: 'A'.repeat(22) })).rejects.toMatchObject({ name: 'InvalidInputException' })
    await update(hallpass, arn, { AssertionEncryptionMode: 'Allowed' })
    expect(await get(hallpass, arn)).toMatchObject({ AssertionEncryptionMode: 'Allowed', PrivateKeyList: [] })
  })

  test('refuses the hundred and first provider', async () => {
    await withOwnServer(async (hallpass) => {
      for (let index = 0; index < 100; index += 1) await create(hallpass, { Name: `p${index}` })
      await expect(create(hallpass)).rejects.toMatchObject(
        refusal('LimitExceededException', 'Cannot exceed quota for SAMLProvidersPerAccount: 100', 409),
      )
    })
  })
})

describe('GetSAMLProvider', () => {
  test('has all that there is of a provider, empty lists too', async ({ hallpass }) => {
    const arn = await createArn(hallpass)
    const { $metadata, ...provider } = await get(hallpass, arn)
    expect(provider).toEqual({
      SAMLProviderUUID: expect.stringMatching(/^[A-Z0-9]{22,64}$/),
      SAMLMetadataDocument: metadata,
      CreateDate: expect.any(Date),
      ValidUntil: expect.any(Date),
      Tags: [],
      AssertionEncryptionMode: 'Allowed',
      PrivateKeyList: [],
    })
    expect($metadata.httpStatusCode).toBe(200)
    const { body } = await postAsRoot(hallpass, { Action: 'GetSAMLProvider', SAMLProviderArn: arn })
    expect(body).toContain('<SAMLMetadataDocument>&lt;?xml version="1.0" encoding="UTF-8"?&gt;\n&lt;md:EntityDescriptor ')
    expect(body).toContain('<Tags/><AssertionEncryptionMode>Allowed</AssertionEncryptionMode><PrivateKeyList/></GetSAMLProviderResult>')
  })

  test('gives the metadata back as it was uploaded', async ({ hallpass }) => {
    const odd = `<!-- \t"quotes" & ]]&gt; &#13; 100%25 a+b é 漢 😀 \r\n\r -->\n\n`
    const SAMLMetadataDocument = `${metadata.replaceAll('\n', '\r\n')}${odd}`
    const arn = await createArn(hallpass, { SAMLMetadataDocument })
    expect((await get(hallpass, arn)).SAMLMetadataDocument).toBe(SAMLMetadataDocument)
  })

  test('is valid for as long as the metadata says, or for a hundred years', async ({ hallpass }) => {
    const SAMLMetadataDocument = samlMetadata('https://idp.example.com', [certificate], ' validUntil="2031-02-03T04:05:06Z"')
    const arn = await createArn(hallpass, { SAMLMetadataDocument })
    expect((await get(hallpass, arn)).ValidUntil).toEqual(new Date('2031-02-03T04:05:06Z'))
    await update(hallpass, arn, { SAMLMetadataDocument: metadata })
    const { CreateDate, ValidUntil } = await get(hallpass, arn)
    expect(ValidUntil?.toISOString()).toBe(CreateDate?.toISOString().replace(/^\d{4}/, (year) => String(Number(year) + 100)))
  })
})

describe('UpdateSAMLProvider', () => {
  test('replaces the metadata and nothing else', async ({ hallpass }) => {
    const arn = await createArn(hallpass, { Tags: [{ Key: 'k', Value: 'v' }] })
    const { SAMLProviderUUID, CreateDate } = await get(hallpass, arn)
    const other = createSamlIdentityProvider('https://idp.example.com/other').metadata
    expect(await update(hallpass, arn, { SAMLMetadataDocument: other })).toMatchObject({ SAMLProviderArn: arn })
    expect(await get(hallpass, arn)).toMatchObject({
      SAMLProviderUUID,
      CreateDate,
      SAMLMetadataDocument: other,
      Tags: [{ Key: 'k', Value: 'v' }],
    })
  })

  test('keeps the metadata where the new one is none, or none is given', async ({ hallpass }) => {
    const arn = await createArn(hallpass)
    await expect(update(hallpass, arn, { SAMLMetadataDocument: 'x'.repeat(2000) })).rejects.toMatchObject(
      refusal('InvalidInputException', 'Could not parse metadata'),
    )
    await update(hallpass, arn, {})
    expect((await get(hallpass, arn)).SAMLMetadataDocument).toBe(metadata)
  })
})

describe('ListSAMLProviders', () => {
  test('has all, in the order of their names', async () => {
    await withOwnServer(async (hallpass) => {
      const list = async () => (await hallpass.iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList
      expect(await list()).toEqual([])
      const [b, a] = [await createArn(hallpass, { Name: 'b' }), await createArn(hallpass, { Name: 'a' })]
      expect(await list()).toEqual([a, b].map((Arn) => ({ Arn, ValidUntil: expect.any(Date), CreateDate: expect.any(Date) })))
    })
  })
})

describe('DeleteSAMLProvider', () => {
  test('deletes it once', async ({ hallpass }) => {
    const arn = await createArn(hallpass)
    await remove(hallpass, arn)
    for (const act of [get, remove]) await expect(act(hallpass, arn)).rejects.toMatchObject(notFound(`Manifest not found for arn ${arn}`))
  })

  test('frees the name for a provider with another id', async ({ hallpass }) => {
    const Name = freshName()
    const arn = await createArn(hallpass, { Name })
    const { SAMLProviderUUID } = await get(hallpass, arn)
    await remove(hallpass, arn)
    await create(hallpass, { Name })
    expect((await get(hallpass, arn)).SAMLProviderUUID).not.toBe(SAMLProviderUUID)
  })
})

describe('tags', () => {
  test('are added, given new values, listed in pages and taken away', async ({ hallpass }) => {
    const { iam } = hallpass
    const SAMLProviderArn = await createArn(hallpass, { Tags: [{ Key: 'c', Value: '1' }] })
    const Tags = ['a', 'b', 'C'].map((Key) => ({ Key, Value: '2' }))
    await iam.send(new TagSAMLProviderCommand({ SAMLProviderArn, Tags }))
    expect(new Set((await get(hallpass, SAMLProviderArn)).Tags)).toEqual(new Set(Tags))
    const first = await iam.send(new ListSAMLProviderTagsCommand({ SAMLProviderArn, MaxItems: 2 }))
    expect(first).toMatchObject({ Tags: [{ Key: 'C' }, { Key: 'a' }], IsTruncated: true })
    const rest = await iam.send(new ListSAMLProviderTagsCommand({ SAMLProviderArn, Marker: first.Marker }))
    expect(rest).toMatchObject({ Tags: [{ Key: 'b', Value: '2' }], IsTruncated: false })
    await iam.send(new UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ['A', 'c', 'none'] }))
    expect((await get(hallpass, SAMLProviderArn)).Tags).toEqual([{ Key: 'b', Value: '2' }])
  })

  test('have keys that differ in more than case', async ({ hallpass }) => {
    const Tags = ['a', 'A'].map((Key) => ({ Key, Value: '' }))
    await expect(create(hallpass, { Tags })).rejects.toMatchObject(
      refusal('InvalidInputException', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'),
    )
  })
})

describe('a provider that is not there', () => {
  test('cannot be read or changed', async ({ hallpass }) => {
    const { iam } = hallpass
    const named = { SAMLProviderArn: unknownArn }
    const gone = notFound(`Manifest not found for arn ${unknownArn}`)
    await expect(get(hallpass, unknownArn)).rejects.toMatchObject(gone)
    await expect(update(hallpass, unknownArn, { SAMLMetadataDocument: metadata })).rejects.toMatchObject(gone)
    await expect(remove(hallpass, unknownArn)).rejects.toMatchObject(gone)
    await expect(iam.send(new TagSAMLProviderCommand({ ...named, Tags: [] }))).rejects.toMatchObject(gone)
    await expect(iam.send(new UntagSAMLProviderCommand({ ...named, TagKeys: ['a'] }))).rejects.toMatchObject(gone)
    await expect(iam.send(new ListSAMLProviderTagsCommand(named))).rejects.toMatchObject(gone)
  })

  test.for([
    'this-is-not-an-arn-at-all',
    `arn:aws:iam::${accountId}:oidc-provider/x.example.com`,
    `arn:aws:iam::${accountId}:saml-provider/`,
  ])('takes %s for no ARN of one', async (arn, { hallpass }) => {
    await expect(get(hallpass, arn)).rejects.toMatchObject(refusal('InvalidInputException', `ARN ${arn} is not valid.`))
  })
})

test('a user may read the providers that his own policies name', async ({ hallpass }) => {
  const [red, blue] = [await createArn(hallpass, { Tags: [{ Key: 'team', Value: 'red' }] }), await createArn(hallpass)]
  const policy = allowing(['iam:GetSAMLProvider', 'iam:CreateSAMLProvider'], '*', { StringEquals: { 'aws:ResourceTag/team': 'red' } })
  const iam = await clientAllowed(hallpass, policy)
  expect(await get({ iam }, red)).toMatchObject({ SAMLMetadataDocument: metadata })
  await expect(get({ iam }, blue)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`iam:GetSAMLProvider on resource: ${blue} because`),
  })
  await expect(create({ iam })).rejects.toMatchObject({ name: 'AccessDenied' })
})
