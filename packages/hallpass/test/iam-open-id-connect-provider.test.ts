import {
  AddClientIDToOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from './hallpass.ts'
import { createProvider, freshName, getProvider } from './open-id-connect-providers.ts'
import { postForm, withOwnServer } from './sts-calls.ts'

const unknownArn = `arn:aws:iam::${accountId}:oidc-provider/nobody.example.com`
const notFound = {
  name: 'NoSuchEntityException',
  message: `OpenIDConnect Provider not found for arn ${unknownArn}`,
  $metadata: { httpStatusCode: 404 },
}

describe('CreateOpenIDConnectProvider', () => {
  test('keeps what it was given', async ({ hallpass }) => {
    const name = freshName()
    const created = await createProvider(hallpass, {
      Url: `https://${name.toUpperCase()}/Realms/X`,
      ClientIDList: ['b & <c>', 'a', 'b & <c>'],
      ThumbprintList: ['c'.repeat(40)],
      Tags: [{ Key: 'team', Value: 'blue green' }],
    })
    const arn = `arn:aws:iam::${accountId}:oidc-provider/${name}/Realms/X`
    expect(created).toMatchObject({ OpenIDConnectProviderArn: arn, Tags: [{ Key: 'team', Value: 'blue green' }] })
    const provider = await getProvider(hallpass, arn)
    expect(provider).toMatchObject({
      Url: `${name}/Realms/X`,
      ClientIDList: ['b & <c>', 'a'],
      ThumbprintList: ['c'.repeat(40)],
      Tags: [{ Key: 'team', Value: 'blue green' }],
    })
    expect(Math.abs((provider.CreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  test('needs nothing but a URL, and calls nobody', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass, { Url: 'http://127.0.0.1:1/none' })
    expect(arn).toBe(`arn:aws:iam::${accountId}:oidc-provider/127.0.0.1:1/none`)
    expect(await getProvider(hallpass, arn)).toMatchObject({ Url: '127.0.0.1:1/none', ClientIDList: [], ThumbprintList: [], Tags: [] })
  })

  test('refuses a second one of the same URL, with or without a trailing slash', async ({ hallpass }) => {
    const url = `https://${freshName()}`
    await createProvider(hallpass, { Url: url })
    for (const again of [url, `${url}/`]) {
      await expect(createProvider(hallpass, { Url: again })).rejects.toMatchObject({
        name: 'EntityAlreadyExistsException',
        message: `Provider with url ${again} already exists.`,
        $metadata: { httpStatusCode: 409 },
      })
    }
  })

  test('lets one of many who create the same one at a time win', async ({ hallpass }) => {
    const Url = `https://${freshName()}`
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => createProvider(hallpass, { Url })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.for([
    'http://example.com',
    'https://example.com:8443',
    'https://example.com/?x',
    'https://u@example.com',
    'example.com',
  ])('refuses the URL %s', async (Url, { hallpass }) => {
    await expect(createProvider(hallpass, { Url })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Invalid Open ID Connect Provider URL',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('refuses a URL over 255 characters without repeating it', async ({ hallpass }) => {
    await expect(createProvider(hallpass, { Url: `https://${'x'.repeat(248)}` })).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value at 'url' failed to satisfy constraint: Member must have length less than or equal to 255",
    })
  })

  test('takes five thumbprints and refuses six', async ({ hallpass }) => {
    const ThumbprintList = Array.from({ length: 6 }, (_, index) => `${index}`.repeat(40))
    await createProvider(hallpass, { Url: `https://${freshName()}`, ThumbprintList: ThumbprintList.slice(1) })
    await expect(createProvider(hallpass, { Url: `https://${freshName()}`, ThumbprintList })).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Thumbprint list must contain fewer than 5 entries.',
    })
  })

  test('refuses tag keys that differ only in case', async ({ hallpass }) => {
    const Tags = ['Team', 'team'].map((Key) => ({ Key, Value: 'x' }))
    await expect(createProvider(hallpass, { Url: `https://${freshName()}`, Tags })).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    })
  })

  test('refuses more than fifty tags', async ({ hallpass }) => {
    const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }))
    await expect(createProvider(hallpass, { Url: `https://${freshName()}`, Tags })).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    })
  })

  test('refuses the hundred and first provider', async () => {
    await withOwnServer(async (hallpass) => {
      for (let index = 0; index < 100; index += 1) await createProvider(hallpass, { Url: `https://p${index}.example.com` })
      await expect(createProvider(hallpass, { Url: 'https://p100.example.com' })).rejects.toMatchObject({ name: 'LimitExceededException' })
      const { OpenIDConnectProviderList } = await hallpass.iam.send(new ListOpenIDConnectProvidersCommand({}))
      expect(OpenIDConnectProviderList).toHaveLength(100)
    })
  })

  test('is not for callers without a key', async ({ hallpass }) => {
    const answer = await postForm(hallpass, { Version: '2010-05-08', Action: 'CreateOpenIDConnectProvider', Url: 'https://example.com' })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('<Code>MissingAuthenticationToken</Code>')
  })
})

describe('DeleteOpenIDConnectProvider', () => {
  test('deletes it once', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    const remove = () => hallpass.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))
    await remove()
    await expect(getProvider(hallpass, arn)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    await expect(remove()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `OpenId connect Provider ${arn} cannot be found.`,
      $metadata: { httpStatusCode: 404 },
    })
  })
})

describe('ListOpenIDConnectProviders', () => {
  test('lists those that were created', async () => {
    await withOwnServer(async (hallpass) => {
      const list = () => hallpass.iam.send(new ListOpenIDConnectProvidersCommand({}))
      expect((await list()).OpenIDConnectProviderList).toEqual([])
      await createProvider(hallpass, { Url: 'https://b.example.com' })
      await createProvider(hallpass, { Url: 'https://a.example.com' })
      expect((await list()).OpenIDConnectProviderList).toEqual(
        ['a', 'b'].map((each) => ({ Arn: `arn:aws:iam::${accountId}:oidc-provider/${each}.example.com` })),
      )
    })
  })
})

describe('client ids and thumbprints', () => {
  test('a client id is added at the end, once', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass, { Url: `https://${freshName()}`, ClientIDList: ['b'] })
    for (const ClientID of ['a', 'b', 'a']) await addClientId(hallpass, arn, ClientID)
    expect((await getProvider(hallpass, arn)).ClientIDList).toEqual(['b', 'a'])
  })

  test('a hundred client ids are the most', async ({ hallpass }) => {
    const ClientIDList = Array.from({ length: 100 }, (_, index) => `client ${index}`)
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass, { Url: `https://${freshName()}`, ClientIDList })
    await addClientId(hallpass, arn, 'client 99')
    await expect(addClientId(hallpass, arn, 'client 100')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
      $metadata: { httpStatusCode: 409 },
    })
    expect((await getProvider(hallpass, arn)).ClientIDList).toEqual(ClientIDList)
  })

  test('client ids that are added at the same time are all kept', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    const clientIds = Array.from({ length: 20 }, (_, index) => `client-${index}`)
    await Promise.all(clientIds.map((clientId) => addClientId(hallpass, arn, clientId)))
    expect(new Set((await getProvider(hallpass, arn)).ClientIDList)).toEqual(new Set(clientIds))
  })

  test('a client id with a control character is refused', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    await expect(addClientId(hallpass, arn, 'a\u0000b')).rejects.toMatchObject({ name: 'InvalidInputException' })
    expect((await getProvider(hallpass, arn)).ClientIDList).toEqual([])
  })

  test('a client id is removed; one that is not there changes nothing', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass, {
      Url: `https://${freshName()}`,
      ClientIDList: ['a', 'b', 'c'],
    })
    for (const ClientID of ['b', 'x']) {
      await hallpass.iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID }))
    }
    expect((await getProvider(hallpass, arn)).ClientIDList).toEqual(['a', 'c'])
  })

  test('thumbprints are replaced as a whole, by none as well', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass, {
      Url: `https://${freshName()}`,
      ThumbprintList: ['a'.repeat(40)],
    })
    for (const ThumbprintList of [['b'.repeat(40), 'c'.repeat(40)], []]) {
      await hallpass.iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ OpenIDConnectProviderArn: arn, ThumbprintList }))
      expect((await getProvider(hallpass, arn)).ThumbprintList).toEqual(ThumbprintList)
    }
  })

  test('a thumbprint has forty characters', async ({ hallpass }) => {
    await expect(createProvider(hallpass, { Url: `https://${freshName()}`, ThumbprintList: ['abc'] })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: ["),
    })
  })
})

describe('a provider that is not there', () => {
  const named = { OpenIDConnectProviderArn: unknownArn }

  test('cannot be read or changed', async ({ hallpass: { iam } }) => {
    await expect(iam.send(new GetOpenIDConnectProviderCommand(named))).rejects.toMatchObject(notFound)
    await expect(iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...named, ClientID: 'a' }))).rejects.toMatchObject(notFound)
    await expect(iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...named, ClientID: 'a' }))).rejects.toMatchObject(notFound)
    await expect(iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...named, ThumbprintList: [] }))).rejects.toMatchObject(
      notFound,
    )
    await expect(iam.send(new TagOpenIDConnectProviderCommand({ ...named, Tags: [] }))).rejects.toMatchObject(notFound)
    await expect(iam.send(new UntagOpenIDConnectProviderCommand({ ...named, TagKeys: ['a'] }))).rejects.toMatchObject(notFound)
    await expect(iam.send(new ListOpenIDConnectProviderTagsCommand(named))).rejects.toMatchObject(notFound)
  })

  test.for([
    'this is not an ARN at all',
    `arn:aws:iam::${accountId}:role/oidc-provider/x`,
    `arn:aws:s3::${accountId}:oidc-provider/x`,
  ])('is told apart from %s, which names no provider', async (arn, { hallpass }) => {
    await expect(getProvider(hallpass, arn)).rejects.toMatchObject({ name: 'InvalidInputException', message: `ARN ${arn} is not valid.` })
  })
})

function addClientId({ iam }: Hallpass, arn: string | undefined, ClientID: string) {
  return iam.send(new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID }))
}
