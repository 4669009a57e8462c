import { CreateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, region, test } from '../hallpass.ts'
import { callAsRoot, poolArn, refusal, refused, unknownId } from '../support/json-wire.ts'
import { newPool } from './new-pool.ts'

describe('tags', () => {
  test('are added, overwritten and listed', async ({ hallpass }) => {
    const ResourceArn = poolArn(await newPool(hallpass, { IdentityPoolTags: { team: 'red', stage: 'test' } }))
    const answer = await callAsRoot(hallpass, 'TagResource', { ResourceArn, Tags: { stage: 'live', Stage: 'other', empty: '' } })
    expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: {} })
    expect(await listed(hallpass, ResourceArn)).toEqual({ Tags: { team: 'red', stage: 'live', Stage: 'other', empty: '' } })
  })

  test('are taken off; unknown keys do not matter', async ({ hallpass }) => {
    const ResourceArn = poolArn(await newPool(hallpass, { IdentityPoolTags: { team: 'red', stage: 'test' } }))
    const answer = await callAsRoot(hallpass, 'UntagResource', { ResourceArn, TagKeys: ['stage', 'Team', 'none'] })
    expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: {} })
    expect(await listed(hallpass, ResourceArn)).toEqual({ Tags: { team: 'red' } })
  })

  test('are an empty map where there are none', async ({ hallpass }) => {
    expect(await listed(hallpass, poolArn(await newPool(hallpass)))).toEqual({ Tags: {} })
  })

  test('are the same that DescribeIdentityPool shows', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    await callAsRoot(hallpass, 'TagResource', { ResourceArn: poolArn(IdentityPoolId), Tags: { team: 'red' } })
    const { json } = await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId })
    expect(json).toMatchObject({ IdentityPoolTags: { team: 'red' } })
  })

  test('are up to 50, counted after the merge', async ({ hallpass }) => {
    const ResourceArn = poolArn(await newPool(hallpass, { IdentityPoolTags: tags(49) }))
    const tag = (Tags: object) => callAsRoot(hallpass, 'TagResource', { ResourceArn, Tags })
    expect((await tag({ k0: 'again', fiftieth: '' })).status).toBe(200)
    expect(await tag({ one: '', more: '' })).toMatchObject(refused('InvalidParameterException'))
    expect(await listed(hallpass, ResourceArn)).toEqual({ Tags: { ...tags(49), k0: 'again', fiftieth: '' } })
  })

  test.for<[string, Record<string, string>]>([
    ['letters of any script', { Ärger: '日本語', 'a b_.:/=+-@': 'a b_.:/=+-@' }],
    ['a key of 128 and a value of 256 characters', { ['k'.repeat(128)]: 'v'.repeat(256) }],
    ['a key that reads aws further on', { 'my-aws:x': 'aws:' }],
    ['names that JavaScript knows', { constructor: 'x', toString: 'y' }],
  ])('may be %s', async ([, Tags], { hallpass }) => {
    const ResourceArn = poolArn(await newPool(hallpass, { IdentityPoolTags: Tags }))
    expect(await listed(hallpass, ResourceArn)).toEqual({ Tags })
  })

  test.for<[string, Record<string, string>]>([
    ['reserved keys', { 'aws:x': '' }],
    ['reserved keys in capitals', { 'AWS:x': '' }],
    ['other characters in a key', { 'a#b': '' }],
    ['other characters in a value', { a: 'x\ny' }],
  ])('refuse %s', async ([, Tags], { hallpass }) => {
    const ResourceArn = poolArn(await newPool(hallpass))
    expect(await callAsRoot(hallpass, 'TagResource', { ResourceArn, Tags })).toMatchObject(refused('InvalidParameterException'))
    expect(await listed(hallpass, ResourceArn)).toEqual({ Tags: {} })
    const input = { IdentityPoolName: 'x', AllowUnauthenticatedIdentities: true, IdentityPoolTags: Tags }
    const creating = hallpass.cognito.send(new CreateIdentityPoolCommand(input))
    await expect(creating).rejects.toMatchObject(refusal('InvalidParameterException'))
  })
})

const operations = [
  ['TagResource', { Tags: { a: 'b' } }],
  ['UntagResource', { TagKeys: ['a'] }],
  ['ListTagsForResource', {}],
] as const

describe.for(operations)('%s', ([operation, rest]) => {
  test('does not find an unknown pool', async ({ hallpass }) => {
    const answer = await callAsRoot(hallpass, operation, { ResourceArn: poolArn(unknownId), ...rest })
    expect(answer).toMatchObject(refused('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`))
  })

  test('refuses a pool of another account', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    const ResourceArn = poolArn(pool).replace(accountId, '999999999999')
    const answer = await callAsRoot(hallpass, operation, { ResourceArn, ...rest })
    expect(answer).toMatchObject(refused('NotAuthorizedException', `Access to IdentityPool '${pool}' is forbidden.`))
  })

  test.for([
    ['of another service', `arn:aws:s3:${region}:${accountId}:identitypool/${unknownId}`],
    ['of another kind', `arn:aws:cognito-identity:${region}:${accountId}:identity/${unknownId}`],
    ['of two regions', `arn:aws:cognito-identity:us-east-1:${accountId}:identitypool/${unknownId}`],
    ['of another partition', `arn:aws-cn:cognito-identity:${region}:${accountId}:identitypool/${unknownId}`],
    ['without an id', `arn:aws:cognito-identity:${region}:${accountId}:identitypool/`],
    ['that is none', 'identitypool/eu-central-1:x'],
  ])('refuses an ARN %s', async ([, ResourceArn], { hallpass }) => {
    expect(await callAsRoot(hallpass, operation, { ResourceArn, ...rest })).toMatchObject(refused('InvalidParameterException'))
  })
})

function tags(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']))
}

async function listed(hallpass: Hallpass, ResourceArn: string): Promise<unknown> {
  return (await callAsRoot(hallpass, 'ListTagsForResource', { ResourceArn })).json
}
