import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { createSamlIdentityProvider } from './counterparts/saml-identity-provider.ts'
import { accountId } from './hallpass.ts'
import { allowing, trusting } from './iam-entities.ts'
import { type AwsCli, test as base } from './support/aws-cli.ts'
import { isSkippedWithout } from './support/needed-program.ts'
import { runProgram } from './support/run-program.ts'
import { poolTrust } from './trusted-roles.ts'

const { exitCode } = await runProgram(['aws', '--version'], tmpdir())
const test = base.skipIf(isSkippedWithout('aws', 'awscli', exitCode === 0))
/** Each command is a program that takes a second to start. */
const timeout = 240_000

const iamArn = `arn:aws:iam::${accountId}`
const anyoneOfUs = trusting({ AWS: accountId })

describe('the command line', () => {
  test('leads a role through its life', { timeout }, async ({ aws }) => {
    const described = ['--description', 'Guests & others <all>', '--assume-role-policy-document', anyoneOfUs]
    const created = await aws.run(
      'iam create-role --role-name life --path /app/ --max-session-duration 7200 --tags Key=a,Value=b',
      ...described,
    )
    expect(created).toMatchObject({ Role: { Arn: `${iamArn}:role/app/life`, AssumeRolePolicyDocument: JSON.parse(anyoneOfUs) } })
    expect(await aws.run('iam wait role-exists --role-name life')).toBeUndefined()

    const inline = allowing('s3:GetObject', 'arn:aws:s3:::files/${cognito-identity.amazonaws.com:sub}/100%+1/ü')
    await aws.run('iam put-role-policy --role-name life --policy-name inline', '--policy-document', inline)
    expect(await aws.run('iam get-role-policy --role-name life --policy-name inline')).toEqual({
      RoleName: 'life',
      PolicyName: 'inline',
      PolicyDocument: JSON.parse(inline),
    })
    const readOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'
    await aws.run(`iam attach-role-policy --role-name life --policy-arn ${readOnly}`)
    expect(await aws.run('iam list-attached-role-policies --role-name life')).toEqual({
      AttachedPolicies: [{ PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn: readOnly }],
    })
    await aws.run(`iam put-role-permissions-boundary --role-name life --permissions-boundary ${readOnly}`)
    await aws.run('iam update-role --role-name life --max-session-duration 3600', '--description', 'Other')
    await aws.run('iam update-assume-role-policy --role-name life', '--policy-document', poolTrust())
    await aws.run('iam tag-role --role-name life --tags Key=c,Value=d')
    await aws.run('iam untag-role --role-name life --tag-keys a')
    expect(await aws.run('iam get-role --role-name life')).toMatchObject({
      Role: {
        Description: 'Other',
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: JSON.parse(poolTrust()),
        PermissionsBoundary: { PermissionsBoundaryArn: readOnly },
        Tags: [{ Key: 'c', Value: 'd' }],
      },
    })

    expect(await aws.refusal('iam delete-role --role-name life')).toContain('(DeleteConflict) when calling the DeleteRole operation')
    await aws.run(`iam detach-role-policy --role-name life --policy-arn ${readOnly}`)
    await aws.run('iam delete-role-policy --role-name life --policy-name inline')
    await aws.run('iam delete-role --role-name life')
    expect(await aws.refusal('iam get-role --role-name life')).toMatch(/\(NoSuchEntity\).*The role with name life cannot be found\.$/)
  })

  test('leads a managed policy through its versions', { timeout }, async ({ aws, folder }) => {
    await writeFile(join(folder, 'first.json'), allowing('s3:GetObject'))
    await writeFile(join(folder, 'second.json'), allowing('s3:*'))
    const arn = `${iamArn}:policy/versions`
    const created = await aws.run('iam create-policy --policy-name versions --policy-document file://first.json')
    expect(created).toMatchObject({ Policy: { Arn: arn, DefaultVersionId: 'v1', AttachmentCount: 0 } })
    await aws.run(`iam wait policy-exists --policy-arn ${arn}`)
    await aws.run(`iam create-policy-version --policy-arn ${arn} --policy-document file://second.json`)
    await aws.run(`iam set-default-policy-version --policy-arn ${arn} --version-id v2`)
    expect(await aws.run(`iam get-policy-version --policy-arn ${arn} --version-id v2`)).toMatchObject({
      PolicyVersion: { Document: JSON.parse(allowing('s3:*')), IsDefaultVersion: true },
    })
    const refused = await aws.refusal(`iam delete-policy --policy-arn ${arn}`)
    expect(refused).toContain('(DeleteConflict)')
    await aws.run(`iam delete-policy-version --policy-arn ${arn} --version-id v1`)
    expect(await aws.run('iam list-policies --scope Local --query', 'Policies[].DefaultVersionId')).toContain('v2')
    await aws.run(`iam delete-policy --policy-arn ${arn}`)
    expect(await aws.refusal(`iam get-policy --policy-arn ${arn}`)).toContain('(NoSuchEntity)')
  })

  test('works with the keys and the sessions of a user', { timeout }, async ({ aws }) => {
    await aws.run('iam create-user --user-name worker --path /jobs/')
    await aws.run('iam wait user-exists --user-name worker')
    await aws.run('iam create-role --role-name job', '--assume-role-policy-document', trusting({ AWS: `${iamArn}:user/jobs/worker` }))
    const policy = allowing(['sts:AssumeRole', 'iam:GetUser'])
    await aws.run('iam put-user-policy --user-name worker --policy-name work', '--policy-document', policy)
    const { AccessKey } = (await aws.run('iam create-access-key --user-name worker')) as { AccessKey: { AccessKeyId: string } }
    const user = aws.as(AccessKey)
    expect(await user.run('sts get-caller-identity')).toMatchObject({ Account: accountId, Arn: `${iamArn}:user/jobs/worker` })
    expect(await user.run('iam get-user')).toMatchObject({ User: { UserName: 'worker' } })
    expect(await user.refusal('iam list-users')).toContain('(AccessDenied)')

    const assume = `sts assume-role --role-arn ${iamArn}:role/job --role-session-name night --duration-seconds 900`
    expect(await callerOf(user, await user.run(assume))).toBe(`arn:aws:sts::${accountId}:assumed-role/job/night`)
    const session = aws.as(credentialsOf(await user.run('sts get-session-token --duration-seconds 900')))
    expect(await session.run('sts get-caller-identity')).toMatchObject({ Arn: `${iamArn}:user/jobs/worker` })
    const federated = await user.refusal('sts get-federation-token --name fed')
    expect(federated).toContain('(AccessDenied)')
    expect(await aws.refusal(assume)).toContain('Roles may not be assumed by root accounts.')
    expect(await aws.run(`sts get-access-key-info --access-key-id ${AccessKey.AccessKeyId}`)).toEqual({ Account: accountId })

    await aws.run(`iam update-access-key --user-name worker --access-key-id ${AccessKey.AccessKeyId} --status Inactive`)
    expect(await user.refusal('sts get-caller-identity')).toContain('(InvalidClientTokenId)')
    expect(await aws.refusal('iam delete-user --user-name worker')).toContain('(DeleteConflict)')
    await aws.run(`iam delete-access-key --user-name worker --access-key-id ${AccessKey.AccessKeyId}`)
    await aws.run('iam delete-user-policy --user-name worker --policy-name work')
    await aws.run('iam delete-user --user-name worker')
  })

  test('pages through lists', { timeout }, async ({ aws }) => {
    const names = ['p1', 'p2', 'p3', 'p4', 'p5']
    await Promise.all(names.map((name) => aws.run(`iam create-user --user-name ${name} --path /paged/`)))
    const list = 'iam list-users --path-prefix /paged/'
    expect(userNames(await aws.run(`${list} --page-size 2`))).toEqual(names)
    const first = (await aws.run(`${list} --max-items 3 --page-size 2`)) as { NextToken: string }
    expect(userNames(first)).toEqual(names.slice(0, 3))
    expect(userNames(await aws.run(`${list} --starting-token ${first.NextToken}`))).toEqual(names.slice(3))
    expect(await aws.refusal(`${list} --starting-token made-up`)).toContain('Invalid Marker.')
  })

  test('registers a SAML provider, and assumes a role with its assertion', { timeout }, async ({ aws, folder }) => {
    const idp = createSamlIdentityProvider()
    await writeFile(join(folder, 'metadata.xml'), idp.metadata)
    const arn = `${iamArn}:saml-provider/corp`
    const created = await aws.run('iam create-saml-provider --name corp --saml-metadata-document file://metadata.xml')
    expect(created).toMatchObject({ SAMLProviderArn: arn })
    expect(await aws.run(`iam get-saml-provider --saml-provider-arn ${arn}`)).toMatchObject({ SAMLMetadataDocument: idp.metadata })
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Federated: arn }, Action: 'sts:AssumeRoleWithSAML' },
    })
    await aws.run('iam create-role --role-name staff', '--assume-role-policy-document', trust)
    const attributes = {
      'https://aws.amazon.com/SAML/Attributes/Role': `${iamArn}:role/staff,${arn}`,
      'https://aws.amazon.com/SAML/Attributes/RoleSessionName': 'ann',
    }
    await writeFile(join(folder, 'assertion'), idp.respond({ attributes }))
    const assume = `sts assume-role-with-saml --role-arn ${iamArn}:role/staff --principal-arn ${arn} --saml-assertion file://assertion`
    const answer = await aws.as(undefined).run(assume)
    expect(await callerOf(aws, answer)).toBe(`arn:aws:sts::${accountId}:assumed-role/staff/ann`)

    await writeFile(join(folder, 'metadata.xml'), createSamlIdentityProvider().metadata)
    await aws.run(`iam update-saml-provider --saml-provider-arn ${arn} --saml-metadata-document file://metadata.xml`)
    expect(await aws.run('iam list-saml-providers')).toMatchObject({ SAMLProviderList: [{ Arn: arn }] })
    await aws.run(`iam delete-saml-provider --saml-provider-arn ${arn}`)
    expect(await aws.refusal(assume)).toContain('(InvalidIdentityToken)')
  })

  test('registers an OpenID Connect provider', { timeout }, async ({ aws }) => {
    const arn = `${iamArn}:oidc-provider/auth.example.com/realms/cli`
    const create = 'iam create-open-id-connect-provider --url https://auth.example.com/realms/cli'
    const thumbprint = 'cf23df2207d99a74fbe169e3eba035e633b65d94'
    expect(await aws.run(`${create} --client-id-list one two --thumbprint-list ${thumbprint}`)).toMatchObject({
      OpenIDConnectProviderArn: arn,
    })
    const provider = `--open-id-connect-provider-arn ${arn}`
    await aws.run(`iam add-client-id-to-open-id-connect-provider ${provider} --client-id three`)
    await aws.run(`iam remove-client-id-from-open-id-connect-provider ${provider} --client-id one`)
    expect(await aws.run(`iam get-open-id-connect-provider ${provider}`)).toMatchObject({
      Url: 'auth.example.com/realms/cli',
      ClientIDList: ['two', 'three'],
      ThumbprintList: [thumbprint],
    })
    await aws.run(`iam delete-open-id-connect-provider ${provider}`)
    expect(await aws.run('iam list-open-id-connect-providers')).toEqual({ OpenIDConnectProviderList: [] })
  })

  test('gets credentials of a pool in both flows', { timeout }, async ({ aws }) => {
    await aws.run('iam create-role --role-name visitor', '--assume-role-policy-document', poolTrust())
    const settings = '--allow-unauthenticated-identities --allow-classic-flow --developer-provider-name login.cli --identity-pool-tags a=b'
    const created = await aws.run(`cognito-identity create-identity-pool --identity-pool-name visits ${settings}`)
    const { IdentityPoolId: pool } = created as { IdentityPoolId: string }
    const role = `${iamArn}:role/visitor`
    const roles = `unauthenticated=${role},authenticated=${role}`
    await aws.run(`cognito-identity set-identity-pool-roles --identity-pool-id ${pool} --roles ${roles}`)
    expect(await aws.run(`cognito-identity get-identity-pool-roles --identity-pool-id ${pool}`)).toMatchObject({
      Roles: { unauthenticated: role, authenticated: role },
    })

    const guest = aws.as(undefined)
    const { IdentityId } = (await guest.run(`cognito-identity get-id --identity-pool-id ${pool}`)) as { IdentityId: string }
    const enhanced = await guest.run(`cognito-identity get-credentials-for-identity --identity-id ${IdentityId}`)
    expect(await callerOf(aws, enhanced)).toBe(`arn:aws:sts::${accountId}:assumed-role/visitor/CognitoIdentityCredentials`)

    const asDeveloper = `cognito-identity get-open-id-token-for-developer-identity --identity-pool-id ${pool} --logins login.cli=ann`
    const { Token } = (await aws.run(asDeveloper)) as { Token: string }
    const assume = `sts assume-role-with-web-identity --role-arn ${role} --role-session-name web`
    expect(await callerOf(aws, await guest.run(assume, '--web-identity-token', Token))).toBe(
      `arn:aws:sts::${accountId}:assumed-role/visitor/web`,
    )
    const identities = `cognito-identity list-identities --identity-pool-id ${pool} --max-results 10`
    expect(await aws.run(`${identities} --query`, 'length(Identities)')).toBe(2)
    expect(await aws.run('cognito-identity list-identity-pools --max-results 10 --query', 'IdentityPools[].IdentityPoolId')).toEqual([pool])
    expect(await aws.run(`cognito-identity describe-identity-pool --identity-pool-id ${pool}`)).toMatchObject({
      IdentityPoolTags: { a: 'b' },
    })
    await aws.run(`cognito-identity delete-identity-pool --identity-pool-id ${pool}`)
    const refused = await guest.refusal(`cognito-identity get-id --identity-pool-id ${pool}`)
    expect(refused).toMatch(/\(ResourceNotFoundException\).*not found\.$/)
  })

  test('simulates policies', { timeout }, async ({ aws }) => {
    const policy = allowing('s3:GetObject', 'arn:aws:s3:::files/${aws:username}/*')
    const asked = 'iam simulate-custom-policy --action-names s3:GetObject s3:PutObject --resource-arns arn:aws:s3:::files/ann/a'
    const ann = '--context-entries ContextKeyName=aws:username,ContextKeyValues=ann,ContextKeyType=string'
    const decisions = 'EvaluationResults[].EvalDecision'
    expect(await aws.run(`${asked} ${ann} --query`, decisions, '--policy-input-list', policy)).toEqual(['allowed', 'implicitDeny'])
    expect(await aws.run(`${asked} --query`, 'EvaluationResults[0].MissingContextValues', '--policy-input-list', policy)).toEqual([
      'aws:username',
    ])
    expect(await aws.run('iam get-context-keys-for-custom-policy --policy-input-list', policy)).toEqual({
      ContextKeyNames: ['aws:username'],
    })
    await aws.run('iam create-user --user-name simulated')
    await aws.run('iam put-user-policy --user-name simulated --policy-name p', '--policy-document', policy)
    const principal = `iam simulate-principal-policy --policy-source-arn ${iamArn}:user/simulated --action-names s3:GetObject`
    const own = 'arn:aws:s3:::files/simulated/a'
    expect(await aws.run(`${principal} --resource-arns ${own} --query`, decisions)).toEqual(['allowed'])
  })

  test('reads the summary and the details of the account', { timeout }, async ({ aws }) => {
    await aws.run('iam create-user --user-name detailed')
    await aws.run('iam put-user-policy --user-name detailed --policy-name p', '--policy-document', allowing('s3:*'))
    const asked = 'iam get-account-authorization-details --filter User --query'
    const policies = await aws.run(asked, "UserDetailList[?UserName=='detailed'].UserPolicyList[].PolicyDocument")
    expect(policies).toEqual([JSON.parse(allowing('s3:*'))])
    expect(await aws.run('iam get-account-summary')).toMatchObject({ SummaryMap: { Users: expect.any(Number) } })
  })
})

function credentialsOf(answer: unknown): unknown {
  return (answer as { Credentials: unknown }).Credentials
}

/** The ARN that the credentials of this answer speak for. */
async function callerOf(aws: AwsCli, answer: unknown): Promise<unknown> {
  return ((await aws.as(credentialsOf(answer)).run('sts get-caller-identity')) as { Arn: unknown }).Arn
}

function userNames(answer: unknown): readonly string[] {
  return (answer as { Users: readonly { UserName: string }[] }).Users.map(({ UserName }) => UserName)
}
