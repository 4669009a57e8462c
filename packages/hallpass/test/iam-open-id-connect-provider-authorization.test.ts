import {
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProviderTagsCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam'
import { expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import { allowing, clientAllowed } from './iam-entities.ts'
import { createProvider, freshName } from './open-id-connect-providers.ts'

const refused = { name: 'AccessDenied' }

test('a policy may ask for the tags of a provider', async ({ hallpass }) => {
  const iam = await clientAllowed(hallpass, allowing('iam:*', '*', { StringEquals: { 'aws:ResourceTag/team': 'blue' } }))
  const [blue, red] = [await createTagged('blue'), await createTagged('red')]
  await iam.send(new GetOpenIDConnectProviderCommand(blue))
  await iam.send(new ListOpenIDConnectProviderTagsCommand(blue))
  await expect(iam.send(new GetOpenIDConnectProviderCommand(red))).rejects.toMatchObject(refused)

  async function createTagged(team: string) {
    const request = { Url: `https://${freshName()}`, Tags: [{ Key: 'team', Value: team }] }
    return { OpenIDConnectProviderArn: (await createProvider(hallpass, request)).OpenIDConnectProviderArn }
  }
})

test('a policy on one provider holds however its host is spelled', async ({ hallpass }) => {
  const name = freshName()
  const iam = await clientAllowed(hallpass, allowing('iam:*', `arn:aws:iam::${accountId}:oidc-provider/${name.toUpperCase()}`))
  const create = (Url: string) => createProvider({ ...hallpass, iam }, { Url })
  await expect(create(`https://${name.toUpperCase()}`)).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining(`on resource: arn:aws:iam::${accountId}:oidc-provider/${name} because`),
  })
  await expect(create('gopher://x')).rejects.toMatchObject({ message: 'Invalid Open ID Connect Provider URL' })
})

test('a policy may ask for the tags of a request', async ({ hallpass }) => {
  const condition = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] }, Null: { 'aws:TagKeys': 'false' } }
  const iam = await clientAllowed(hallpass, allowing('iam:*', '*', condition))
  const create = (...keys: string[]) =>
    createProvider({ ...hallpass, iam }, { Url: `https://${freshName()}`, Tags: keys.map((Key) => ({ Key, Value: '' })) })
  const { OpenIDConnectProviderArn } = await create('team')
  await expect(create('team', 'other')).rejects.toMatchObject(refused)
  await expect(create()).rejects.toMatchObject(refused)
  const tag = (Key: string) => iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags: [{ Key, Value: '' }] }))
  const untag = (key: string) => iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: [key] }))
  await tag('team')
  await untag('team')
  await expect(tag('other')).rejects.toMatchObject(refused)
  await expect(untag('other')).rejects.toMatchObject(refused)
})
