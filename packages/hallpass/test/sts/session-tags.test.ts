import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { type Hallpass, test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { assumeAs, clientsWith, listingWhen, mayList, newRole } from './new-role.ts'

const anybody = { Principal: { AWS: '*' }, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] }

const tagged = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

/** A role whose sessions may list pools where their tag `key` is `value`. */
function roleFor(hallpass: Hallpass, key: string, value: string, tags: Readonly<Record<string, string>> = {}) {
  const statements = [listingWhen({ StringEquals: { [`aws:PrincipalTag/${key}`]: value } })]
  return newRole(hallpass, anybody, { statements, Tags: tagged(tags) })
}

describe('session tags', () => {
  test('are tags of the principal, and are weighed', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await roleFor(hallpass, 'dept', 'hr')
    const answer = await assumeAs(sts, role.arn, { Tags: tagged({ dept: 'hr', 'e-mail': 'ann@example.com', empty: '' }) })
    expect(answer.PackedPolicySize).toBeGreaterThan(0)
    expect(await mayList(hallpass, answer.Credentials)).toBe(true)
    expect(await mayList(hallpass, (await assumeAs(sts, role.arn, { Tags: tagged({ dept: 'it' }) })).Credentials)).toBe(false)
    expect(await mayList(hallpass, (await assumeAs(sts, role.arn)).Credentials)).toBe(false)
  })

  test('take the place of the role’s, whatever the case of their keys', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await roleFor(hallpass, 'dept', 'hr', { dept: 'hr' })
    expect(await mayList(hallpass, (await assumeAs(sts, role.arn)).Credentials)).toBe(true)
    expect(await mayList(hallpass, (await assumeAs(sts, role.arn, { Tags: tagged({ DEPT: 'it' }) })).Credentials)).toBe(false)
  })

  test.for([
    [
      'a key twice',
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'keys that differ in case only',
      tagged({ Dept: '1', dept: '1' }),
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    ['keys of AWS', tagged({ 'aws:cloudformation': 'x' }), 'Tag keys that start with aws: are reserved.'],
    ['keys of AWS in capitals', tagged({ 'AWS:x': 'x' }), 'Tag keys that start with aws: are reserved.'],
  ] as const)('are refused with %s', async ([, Tags, message], { hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    await expect(assumeAs(sts, role.arn, { Tags: [...Tags] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message,
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('need a permission of their own in the trust policy', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass)
    const role = await newRole(hallpass, { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' })
    await expect(assumeAs(sts, role.arn, { Tags: tagged({ a: '1' }) })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${arn} is not authorized to perform: sts:TagSession on resource: ${role.arn}`,
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('are asked about in the trust policy, key by key', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const condition = { StringEquals: { 'aws:RequestTag/dept': 'hr' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['dept', 'project'] } }
    const role = await newRole(hallpass, { ...anybody, Condition: condition })
    expect(await assumeAs(sts, role.arn, { Tags: tagged({ dept: 'hr', project: 'x' }) })).toHaveProperty('Credentials')
    for (const tags of [{}, { dept: 'it' }, { dept: 'hr', other: 'x' }]) {
      await expect(assumeAs(sts, role.arn, { Tags: tagged(tags) })).rejects.toMatchObject({ name: 'AccessDenied' })
    }
  })

  test('that do not fit are told how much too large they are', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    const noise = (length: number) =>
      Array.from({ length: Math.ceil(length / 36) }, () => crypto.randomUUID())
        .join('')
        .slice(0, length)
    const Tags = Array.from({ length: 20 }, (_, index) => ({ Key: `k${index}`, Value: noise(256) }))
    await expect(assumeAs(sts, role.arn, { Tags })).rejects.toMatchObject({
      name: 'PackedPolicyTooLargeException',
      message: expect.stringMatching(/^Packed size of session tags consumes [1-9]\d\d% of allotted space\.$/),
      $metadata: { httpStatusCode: 400 },
    })
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
    await expect(assumeAs(sts, role.arn, { Tags, Policy })).rejects.toMatchObject({
      message: expect.stringMatching(/^Packed size of session policies and tags consumes \d+% of allotted space\.$/),
    })
  })
})

describe('transitive tags', () => {
  test('go on to the next role and the one after, others do not', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const first = await newRole(hallpass, anybody)
    const [byDept, byTeam] = [await roleFor(hallpass, 'dept', 'hr'), await roleFor(hallpass, 'team', 'blue')]
    const Tags = tagged({ dept: 'hr', team: 'blue' })
    const start = await assumeAs(sts, first.arn, { Tags, TransitiveTagKeys: ['dept'] })
    const second = await assumeAs(clientsWith(hallpass, start.Credentials).sts, byDept.arn)
    expect(second.PackedPolicySize).toBeGreaterThan(0)
    expect(await mayList(hallpass, second.Credentials)).toBe(true)
    const third = await assumeAs(clientsWith(hallpass, second.Credentials).sts, byDept.arn)
    expect(await mayList(hallpass, third.Credentials)).toBe(true)
    expect(await mayList(hallpass, (await assumeAs(clientsWith(hallpass, start.Credentials).sts, byTeam.arn)).Credentials)).toBe(false)
  })

  test('win over the tags of the role that is assumed', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const start = await assumeAs(sts, (await newRole(hallpass, anybody)).arn, {
      Tags: tagged({ dept: 'hr' }),
      TransitiveTagKeys: ['dept'],
    })
    const role = await roleFor(hallpass, 'dept', 'hr', { Dept: 'it' })
    expect(await mayList(hallpass, (await assumeAs(clientsWith(hallpass, start.Credentials).sts, role.arn)).Credentials)).toBe(true)
  })

  test('are joined by those of the next session', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const first = await newRole(hallpass, anybody)
    const statements = [listingWhen({ StringEquals: { 'aws:PrincipalTag/a': '1', 'aws:PrincipalTag/b': '2' } })]
    const last = await newRole(hallpass, anybody, { statements })
    const one = await assumeAs(sts, first.arn, { Tags: tagged({ a: '1' }), TransitiveTagKeys: ['a'] })
    const two = await assumeAs(clientsWith(hallpass, one.Credentials).sts, first.arn, {
      Tags: tagged({ b: '2' }),
      TransitiveTagKeys: ['b'],
    })
    const three = await assumeAs(clientsWith(hallpass, two.Credentials).sts, last.arn)
    expect(await mayList(hallpass, three.Credentials)).toBe(true)
  })

  test.for(['dept', 'DEPT'])('cannot be overridden by the key %s', async (key, { hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    const start = await assumeAs(sts, role.arn, { Tags: tagged({ dept: 'hr' }), TransitiveTagKeys: ['Dept'] })
    const chained = clientsWith(hallpass, start.Credentials).sts
    for (const TransitiveTagKeys of [[], [key]]) {
      await expect(assumeAs(chained, role.arn, { Tags: tagged({ [key]: 'it' }), TransitiveTagKeys })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message:
          "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
        $metadata: { httpStatusCode: 400 },
      })
    }
  })

  test('are tags of the request', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    for (const Tags of [[], tagged({ team: 'blue' })]) {
      await expect(assumeAs(sts, role.arn, { Tags, TransitiveTagKeys: ['dept'] })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: 'The specified transitive tag key must be included in the requested tags.',
        $metadata: { httpStatusCode: 400 },
      })
    }
    expect(await assumeAs(sts, role.arn, { Tags: tagged({ Dept: 'hr' }), TransitiveTagKeys: ['dEPT'] })).toHaveProperty('Credentials')
  })

  test('need sts:TagSession of every role that they go on to', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const start = await assumeAs(sts, (await newRole(hallpass, anybody)).arn, { Tags: tagged({ a: '1' }), TransitiveTagKeys: ['a'] })
    const chained = clientsWith(hallpass, start.Credentials).sts
    const strict = await newRole(hallpass, { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' })
    await expect(assumeAs(chained, strict.arn)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: sts:TagSession on resource'),
    })
  })

  test('are asked about in the trust policy', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const condition = { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['dept'] } }
    const role = await newRole(hallpass, { ...anybody, Condition: condition })
    const Tags = tagged({ dept: 'hr', team: 'blue' })
    expect(await assumeAs(sts, role.arn, { Tags, TransitiveTagKeys: ['dept'] })).toHaveProperty('Credentials')
    await expect(assumeAs(sts, role.arn, { Tags, TransitiveTagKeys: ['dept', 'team'] })).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('the source identity', () => {
  test('is told, and goes on through every role', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const statements = [listingWhen({ StringEquals: { 'aws:SourceIdentity': 'ann' } })]
    const role = await newRole(hallpass, anybody, { statements })
    const first = await assumeAs(sts, role.arn, { SourceIdentity: 'ann' })
    expect(first.SourceIdentity).toBe('ann')
    const second = await assumeAs(clientsWith(hallpass, first.Credentials).sts, role.arn)
    expect(second.SourceIdentity).toBe('ann')
    const third = await assumeAs(clientsWith(hallpass, second.Credentials).sts, role.arn, { SourceIdentity: 'ann' })
    expect(await mayList(hallpass, third.Credentials)).toBe(true)
    expect(await mayList(hallpass, (await assumeAs(sts, role.arn)).Credentials)).toBe(false)
  })

  test('cannot be changed once it is set', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    const { Credentials } = await assumeAs(sts, role.arn, { SourceIdentity: 'ann' })
    for (const SourceIdentity of ['bob', 'Ann']) {
      await expect(assumeAs(clientsWith(hallpass, Credentials).sts, role.arn, { SourceIdentity })).rejects.toMatchObject({
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      })
    }
  })

  test('may be set by a later session where none is', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    const { Credentials } = await assumeAs(sts, role.arn)
    const second = await assumeAs(clientsWith(hallpass, Credentials).sts, role.arn, { SourceIdentity: 'ann' })
    expect(second.SourceIdentity).toBe('ann')
    expect(await clientsWith(hallpass, second.Credentials).sts.send(new GetCallerIdentityCommand({}))).toHaveProperty('Arn')
  })

  test('needs sts:SetSourceIdentity, given or inherited', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass)
    const [open, strict] = [
      await newRole(hallpass, anybody),
      await newRole(hallpass, { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }),
    ]
    await expect(assumeAs(sts, strict.arn, { SourceIdentity: 'ann' })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${strict.arn}`,
    })
    const { Credentials } = await assumeAs(sts, open.arn, { SourceIdentity: 'ann' })
    await expect(assumeAs(clientsWith(hallpass, Credentials).sts, strict.arn)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: sts:SetSourceIdentity on resource'),
    })
  })

  test('is asked about in the trust policy', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, { ...anybody, Condition: { StringLike: { 'sts:SourceIdentity': 'a*' } } })
    expect(await assumeAs(sts, role.arn, { SourceIdentity: 'ann' })).toMatchObject({ SourceIdentity: 'ann' })
    for (const SourceIdentity of ['bob', undefined]) {
      await expect(assumeAs(sts, role.arn, { SourceIdentity })).rejects.toMatchObject({ name: 'AccessDenied' })
    }
  })
})
