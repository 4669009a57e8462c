import {
  CreatePolicyCommand,
  type CreatePolicyRequest,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  GetPolicyCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from './hallpass.ts'
import {
  allowing,
  clientAllowed,
  createPolicy,
  createRole,
  createUser,
  families,
  freshName,
  notFound,
  postAsRoot,
  refusal,
  unknownPolicy,
  whole,
} from './iam-entities.ts'

const document = allowing('s3:GetObject')
const awsArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'

async function create({ iam }: Hallpass, request: Partial<CreatePolicyRequest> = {}) {
  const answer = await iam.send(new CreatePolicyCommand({ PolicyName: freshName(), PolicyDocument: document, ...request }))
  return whole(answer.Policy)
}

async function get({ iam }: Hallpass, PolicyArn: string | undefined) {
  return whole((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy)
}

describe('CreatePolicy', () => {
  test('answers with all but the description, and with tags if there are any', async ({ hallpass }) => {
    const name = freshName()
    const policy = await create(hallpass, { PolicyName: name, Path: '/a/b/', Description: 'for tests', Tags: [{ Key: 'k', Value: 'v' }] })
    expect(policy).toEqual({
      PolicyName: name,
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${accountId}:policy/a/b/${name}`,
      Path: '/a/b/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date),
      UpdateDate: policy.CreateDate,
      Tags: [{ Key: 'k', Value: 'v' }],
    })
    expect(Math.abs((policy.CreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(await create(hallpass)).not.toHaveProperty('Tags')
  })

  test('has the members of the model on the wire', async ({ hallpass }) => {
    const answer = await postAsRoot(hallpass, { Action: 'CreatePolicy', PolicyName: 'on-the-wire', PolicyDocument: document })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatch(
      new RegExp(
        '^<CreatePolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreatePolicyResult><Policy>' +
          '<PolicyName>on-the-wire</PolicyName><PolicyId>ANPA\\w{17}</PolicyId>' +
          `<Arn>arn:aws:iam::${accountId}:policy/on-the-wire</Arn><Path>/</Path><DefaultVersionId>v1</DefaultVersionId>` +
          '<AttachmentCount>0</AttachmentCount><PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount><IsAttachable>true</IsAttachable>' +
          '<CreateDate>[\\d-]{10}T[\\d:]{8}Z</CreateDate><UpdateDate>[\\d-]{10}T[\\d:]{8}Z</UpdateDate></Policy></CreatePolicyResult>' +
          '<ResponseMetadata><RequestId>[\\w-]{36}</RequestId></ResponseMetadata></CreatePolicyResponse>$',
      ),
    )
  })

  test('refuses a second one of the name, whatever its case and path', async ({ hallpass }) => {
    const { PolicyName = '' } = await create(hallpass, { PolicyName: `P-${freshName()}` })
    for (const [name, path] of [
      [PolicyName, '/'],
      [PolicyName.toUpperCase(), '/'],
      [PolicyName, '/other/'],
    ] as const) {
      await expect(create(hallpass, { PolicyName: name, Path: path })).rejects.toMatchObject(
        refusal('EntityAlreadyExistsException', `A policy called ${name} already exists. Duplicate names are not allowed.`, 409),
      )
    }
  })

  test('lets one of many who create the same one at a time win', async ({ hallpass }) => {
    const PolicyName = freshName()
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => create(hallpass, { PolicyName })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.for([
    ['Syntax errors in policy.', '{'],
    ['Syntax errors in policy.', '{"Version":"2012-10-17","Statement":[]}'],
    ['Policy document must be version 2012-10-17 or greater.', document.replace('2012', '2008')],
    ['Policy statement must contain actions.', '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}'],
    ['Policy statement must contain resources.', '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*"}}'],
    ['Resource x must be in ARN format or "*".', allowing('s3:*', 'x')],
  ] as const)('refuses a malformed document: %s %s', async ([message, text], { hallpass }) => {
    await expect(create(hallpass, { PolicyDocument: text })).rejects.toMatchObject(refusal('MalformedPolicyDocumentException', message))
  })

  test('takes 6,144 characters, white space not counted, and refuses more', async ({ hallpass }) => {
    const filled = (length: number) =>
      allowing('s3:GetObject', `arn:aws:s3:::${'b'.repeat(length - allowing('s3:GetObject', 'arn:aws:s3:::').length)}`)
    await create(hallpass, { PolicyDocument: filled(6144).replaceAll(',', ',\n\t\r  ') })
    await expect(create(hallpass, { PolicyDocument: filled(6145) })).rejects.toMatchObject(
      refusal('LimitExceededException', 'Cannot exceed quota for PolicySize: 6144', 409),
    )
  })

  test('refuses tag keys that differ only in case, in the words for policies', async ({ hallpass }) => {
    const Tags = ['Team', 'team'].map((Key) => ({ Key, Value: 'x' }))
    await expect(create(hallpass, { Tags })).rejects.toMatchObject(refusal('InvalidInputException', 'Duplicate tag keys found.'))
  })

  test.for([
    ['policyName', { PolicyName: 'a b' }, '[\\w+=,.@-]+'],
    ['path', { Path: 'a/' }, '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/'],
    ['policyDocument', { PolicyDocument: '\u0100' }, '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'],
  ] as const)('holds %s against its pattern', async ([path, request, pattern], { hallpass }) => {
    const message = `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`
    await expect(create(hallpass, request)).rejects.toMatchObject(refusal('ValidationError', message))
  })

  test('refuses a description that no answer could give back', async ({ hallpass }) => {
    await expect(create(hallpass, { Description: 'a\u0001' })).rejects.toMatchObject({ name: 'InvalidInputException' })
    const { Arn } = await create(hallpass, { Description: 'a\tb\nc\rd é €' })
    expect((await get(hallpass, Arn)).Description).toBe('a\tb\nc\rd é €')
  })
})

describe('GetPolicy', () => {
  test('has the description if there is one, and tags even if there are none', async ({ hallpass }) => {
    const { Arn } = await create(hallpass, { Description: 'a & b' })
    expect(await get(hallpass, Arn)).toMatchObject({ Arn, Description: 'a & b', Tags: [], AttachmentCount: 0, IsAttachable: true })
    const { Arn: other } = await create(hallpass)
    expect(await get(hallpass, other)).not.toHaveProperty('Description')
    expect((await postAsRoot(hallpass, { Action: 'GetPolicy', PolicyArn: whole(other) })).body).toContain('<Tags/></Policy>')
  })

  test('knows policies of AWS', async ({ hallpass }) => {
    expect(await get(hallpass, awsArn)).toMatchObject({
      Arn: awsArn,
      PolicyName: 'AmazonS3ReadOnlyAccess',
      PolicyId: expect.stringMatching(/^ANPA[A-Z0-9]{17}$/),
      Path: '/',
      DefaultVersionId: expect.stringMatching(/^v\d+$/),
      IsAttachable: true,
      Description: expect.any(String),
      Tags: [],
    })
    const role = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
    expect(await get(hallpass, role)).toMatchObject({ Path: '/service-role/', PolicyName: 'AWSLambdaBasicExecutionRole' })
  })

  test('counts where it is attached, and where it is the boundary', async ({ hallpass }) => {
    const PolicyArn = await createPolicy(hallpass)
    await createUser(hallpass, { PermissionsBoundary: PolicyArn })
    const { RoleName = '' } = await createRole(hallpass, { PermissionsBoundary: PolicyArn })
    const { UserName = '' } = await createUser(hallpass)
    for (const { kind, attach } of families) await attach(hallpass, kind === 'role' ? RoleName : UserName, PolicyArn)
    expect(await get(hallpass, PolicyArn)).toMatchObject({ AttachmentCount: 2, PermissionsBoundaryUsageCount: 2 })
    for (const { kind, detach } of families) await detach(hallpass, kind === 'role' ? RoleName : UserName, PolicyArn)
    expect(await get(hallpass, PolicyArn)).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 2 })
  })

  test.for([
    unknownPolicy,
    'arn:aws:iam::aws:policy/NoSuchPolicyOfAws',
    'arn:aws:iam::999999999999:policy/foreign',
  ])('does not find %s', async (PolicyArn, { hallpass }) => {
    await expect(get(hallpass, PolicyArn)).rejects.toMatchObject(notFound(`Policy ${PolicyArn} was not found.`))
  })

  test.for([
    'this-is-not-an-arn-at-all',
    `arn:aws:iam::${accountId}:role/some-role`,
    `arn:aws:iam:eu-west-1:${accountId}:policy/p`,
  ])('takes %s for no ARN of a policy', async (PolicyArn, { hallpass }) => {
    await expect(get(hallpass, PolicyArn)).rejects.toMatchObject(refusal('InvalidInputException', `ARN ${PolicyArn} is not valid.`))
  })
})

describe('DeletePolicy', () => {
  const remove = ({ iam }: Hallpass, PolicyArn: string) => iam.send(new DeletePolicyCommand({ PolicyArn }))

  test('deletes it once', async ({ hallpass }) => {
    const arn = await createPolicy(hallpass)
    await remove(hallpass, arn)
    await expect(get(hallpass, arn)).rejects.toMatchObject(notFound(`Policy ${arn} was not found.`))
    await expect(remove(hallpass, arn)).rejects.toMatchObject(notFound(`Policy ${arn} was not found.`))
  })

  test('frees the name for a policy with another id', async ({ hallpass }) => {
    const first = await create(hallpass)
    await remove(hallpass, whole(first.Arn))
    const second = await create(hallpass, { PolicyName: whole(first.PolicyName) })
    expect(second.Arn).toBe(first.Arn)
    expect(second.PolicyId).not.toBe(first.PolicyId)
  })

  test.for(families)('refuses while a $kind has it attached', async (family, { hallpass }) => {
    const arn = await createPolicy(hallpass)
    const name = await family.create(hallpass)
    await family.attach(hallpass, name, arn)
    const conflict = refusal('DeleteConflictException', 'Cannot delete a policy attached to entities.', 409)
    await expect(remove(hallpass, arn)).rejects.toMatchObject(conflict)
    await family.detach(hallpass, name, arn)
    await family.putBoundary(hallpass, name, arn)
    await expect(remove(hallpass, arn)).rejects.toMatchObject(conflict)
    await family.deleteBoundary(hallpass, name)
    await remove(hallpass, arn)
  })

  test('refuses while there are other versions', async ({ hallpass }) => {
    const arn = await createPolicy(hallpass)
    await hallpass.iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: document }))
    await expect(remove(hallpass, arn)).rejects.toMatchObject(
      refusal(
        'DeleteConflictException',
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
          'The default version is deleted with the policy.',
        409,
      ),
    )
  })

  test("does not delete AWS's policies, nor another account's", async ({ hallpass }) => {
    for (const arn of [awsArn, 'arn:aws:iam::999999999999:policy/foreign']) {
      await expect(remove(hallpass, arn)).rejects.toMatchObject(
        refusal('AccessDenied', 'Cannot delete policies outside your own account.', 403),
      )
    }
    expect(await get(hallpass, awsArn)).toMatchObject({ Arn: awsArn })
  })
})

describe('who may', () => {
  test('a user may read the policies that his own policies name, by their ARNs and tags', async ({ hallpass }) => {
    const red = whole((await create(hallpass, { Path: '/team/', Tags: [{ Key: 'team', Value: 'red' }] })).Arn)
    const blue = await createPolicy(hallpass, { Tags: [{ Key: 'team', Value: 'blue' }] })
    const iam = await clientAllowed(hallpass, allowing('iam:GetPolicy', '*', { StringEquals: { 'aws:ResourceTag/team': 'red' } }))
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: red }))).Policy).toMatchObject({ Arn: red })
    await expect(iam.send(new GetPolicyCommand({ PolicyArn: blue }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`is not authorized to perform: iam:GetPolicy on resource: ${blue} because no identity-based policy`),
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('a user may create policies of the paths and tags that his own policies name', async ({ hallpass }) => {
    const resource = `arn:aws:iam::${accountId}:policy/team/*`
    const iam = await clientAllowed(hallpass, allowing('iam:CreatePolicy', resource, { StringEquals: { 'aws:RequestTag/team': 'red' } }))
    const send = (request: Partial<CreatePolicyRequest>) =>
      iam.send(new CreatePolicyCommand({ PolicyName: freshName(), PolicyDocument: document, ...request }))
    const Tags = [{ Key: 'team', Value: 'red' }]
    expect((await send({ Path: '/team/', Tags })).Policy).toMatchObject({ Path: '/team/', Tags })
    for (const request of [{ Path: '/', Tags }, { Path: '/team/' }, { Path: '/team/', Tags: [{ Key: 'team', Value: 'blue' }] }]) {
      await expect(send(request)).rejects.toMatchObject({ name: 'AccessDenied' })
    }
  })
})
