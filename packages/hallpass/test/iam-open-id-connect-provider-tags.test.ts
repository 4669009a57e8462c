import {
  ListOpenIDConnectProviderTagsCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { type Hallpass, test } from './hallpass.ts'
import { createProvider, getProvider } from './open-id-connect-providers.ts'

describe('the tags of a provider', () => {
  test('are added, changed and removed', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    await tag(hallpass, arn, { b: '1', a: '2' })
    await tag(hallpass, arn, { b: '3', c: '' })
    await hallpass.iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, TagKeys: ['a', 'x'] }))
    expect((await getProvider(hallpass, arn)).Tags).toEqual([
      { Key: 'b', Value: '3' },
      { Key: 'c', Value: '' },
    ])
  })

  test('are fifty at most, and a refusal changes none', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    await tag(hallpass, arn, Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, ''])))
    await expect(tag(hallpass, arn, { k0: 'changed', one: 'more' })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'The number of tags has reached the maximum limit.',
    })
    expect((await getProvider(hallpass, arn)).Tags).toContainEqual({ Key: 'k0', Value: '' })
  })

  test('are removed by no keys without harm', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    await tag(hallpass, arn, { a: '1' })
    await hallpass.iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, TagKeys: [] }))
    expect((await getProvider(hallpass, arn)).Tags).toEqual([{ Key: 'a', Value: '1' }])
  })

  test('are listed in pages, in the order of the keys', async ({ hallpass }) => {
    const { OpenIDConnectProviderArn: arn } = await createProvider(hallpass)
    const longest = '東'.repeat(128)
    await tag(hallpass, arn, { [longest]: 'x', b: '1', a: '2', é: '3' })
    const list = (Marker?: string) =>
      hallpass.iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: arn, MaxItems: 1, Marker }))
    const keys: (string | undefined)[] = []
    let page = await list()
    while (page.IsTruncated) {
      keys.push(page.Tags?.[0]?.Key)
      page = await list(page.Marker)
    }
    expect([...keys, page.Tags?.[0]?.Key]).toEqual(['a', 'b', 'é', longest])
    expect(page.Marker).toBeUndefined()
  })

  test('are not listed from a marker of another provider', async ({ hallpass }) => {
    const [one, other] = [await createProvider(hallpass), await createProvider(hallpass)]
    await tag(hallpass, one.OpenIDConnectProviderArn, { a: '', b: '' })
    const list = (arn: string | undefined, more: object) =>
      hallpass.iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: arn, ...more }))
    const { Marker } = await list(one.OpenIDConnectProviderArn, { MaxItems: 1 })
    for (const marker of [Marker, 'made up']) {
      await expect(list(other.OpenIDConnectProviderArn, { Marker: marker })).rejects.toMatchObject({
        name: 'ValidationError',
        message: 'Invalid Marker.',
      })
    }
  })
})

function tag({ iam }: Hallpass, arn: string | undefined, tags: Record<string, string>) {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, Tags }))
}
