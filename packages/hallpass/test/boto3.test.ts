import { tmpdir } from 'node:os'
import { describe, expect } from 'vitest'
import { accountId } from './hallpass.ts'
import { test as base } from './support/boto3.ts'
import { isSkippedWithout } from './support/needed-program.ts'
import { runProgram } from './support/run-program.ts'

const { exitCode } = await runProgram(['python3', '-c', 'import boto3'], tmpdir())
const test = base.skipIf(isSkippedWithout('python3 with boto3', 'python3-boto3', exitCode === 0))

describe('boto3', () => {
  test('gets policy documents back as it sent them', async ({ python }) => {
    const same = await python(`
text = '100% + %2B %41 a+b c&d <e> "f" \\\\ ü'
policy = allowing('s3:GetObject', ['arn:aws:s3:::' + text, 'arn:aws:s3:::files/\${cognito-identity.amazonaws.com:sub}/*'], Sid='Odd')
further = allowing('s3:GetObject', 'arn:aws:s3:::' + text + ' 漢字 🙂')
trust = trusting({'AWS': '${accountId}'})
trust['Statement'][0]['Condition'] = {'StringEquals': {'sts:ExternalId': text}}
iam.create_role(RoleName='documents', AssumeRolePolicyDocument=json.dumps(trust))
iam.put_role_policy(RoleName='documents', PolicyName='p', PolicyDocument=json.dumps(policy, ensure_ascii=False))
iam.create_user(UserName='documents')
iam.put_user_policy(UserName='documents', PolicyName='p', PolicyDocument=json.dumps(further))
arn = iam.create_policy(PolicyName='documents', PolicyDocument=json.dumps(policy, indent=2, ensure_ascii=False))['Policy']['Arn']
details = iam.get_account_authorization_details(Filter=['Role', 'LocalManagedPolicy'])
role = next(role for role in details['RoleDetailList'] if role['RoleName'] == 'documents')
managed = next(policy for policy in details['Policies'] if policy['Arn'] == arn)
shown_trust = iam.get_role(RoleName='documents')['Role']['AssumeRolePolicyDocument']
result = [
    iam.get_role_policy(RoleName='documents', PolicyName='p')['PolicyDocument'] == policy,
    iam.get_user_policy(UserName='documents', PolicyName='p')['PolicyDocument'] == further,
    iam.get_policy_version(PolicyArn=arn, VersionId='v1')['PolicyVersion']['Document'] == policy,
    role['RolePolicyList'][0]['PolicyDocument'] == policy,
    managed['PolicyVersionList'][0]['Document'] == policy,
    shown_trust['Statement'][0]['Condition'] == trust['Statement'][0]['Condition'],
    role['AssumeRolePolicyDocument'] == shown_trust,
]
`)
    expect(same).toEqual(Array.from({ length: 7 }, () => true))
  })

  test('pages through lists, and goes on where it stopped', async ({ python }) => {
    const pages = await python(`
for number in range(5):
    iam.create_role(RoleName=f'paged-{number}', Path='/paged/', AssumeRolePolicyDocument=json.dumps(trusting({'AWS': '*'})))
    iam.put_role_policy(RoleName='paged-0', PolicyName=f'p{number}', PolicyDocument=json.dumps(allowing('s3:*')))
    cognito.create_identity_pool(IdentityPoolName=f'paged-{number}', AllowUnauthenticatedIdentities=True)
roles = iam.get_paginator('list_roles')
def names(pages):
    return [[role['RoleName'] for role in page['Roles']] for page in pages]
some = roles.paginate(PathPrefix='/paged/', PaginationConfig={'MaxItems': 3, 'PageSize': 2})
first = names(some)
rest = roles.paginate(PathPrefix='/paged/', PaginationConfig={'PageSize': 2, 'StartingToken': some.resume_token})
pools = cognito.get_paginator('list_identity_pools').paginate(PaginationConfig={'PageSize': 2})
policies = iam.get_paginator('list_role_policies').paginate(RoleName='paged-0', PaginationConfig={'PageSize': 3})
simulated = iam.get_paginator('simulate_custom_policy').paginate(
    PolicyInputList=[json.dumps(allowing('s3:Get*'))], ActionNames=['s3:GetObject', 's3:PutObject', 's3:GetBucketAcl'], PaginationConfig={'PageSize': 2})
result = {
    'first': first,
    'rest': sum(names(rest), []),
    'pools': sorted(pool['IdentityPoolName'] for page in pools for pool in page['IdentityPools'] if pool['IdentityPoolName'].startswith('paged')),
    'policies': [page['PolicyNames'] for page in policies],
    'simulated': [evaluated['EvalDecision'] for page in simulated for evaluated in page['EvaluationResults']],
}
`)
    expect(pages).toEqual({
      first: [['paged-0', 'paged-1'], ['paged-2']],
      rest: ['paged-3', 'paged-4'],
      pools: ['paged-0', 'paged-1', 'paged-2', 'paged-3', 'paged-4'],
      policies: [
        ['p0', 'p1', 'p2'],
        ['p3', 'p4'],
      ],
      simulated: ['allowed', 'implicitDeny', 'allowed'],
    })
  })

  test('waits for roles, users and policies to be there', async ({ python }) => {
    const waited = await python(`
iam.create_role(RoleName='awaited', AssumeRolePolicyDocument=json.dumps(trusting({'AWS': '*'})))
iam.create_user(UserName='awaited')
arn = iam.create_policy(PolicyName='awaited', PolicyDocument=json.dumps(allowing('s3:*')))['Policy']['Arn']
once = {'Delay': 0, 'MaxAttempts': 1}
iam.get_waiter('role_exists').wait(RoleName='awaited', WaiterConfig=once)
iam.get_waiter('user_exists').wait(UserName='awaited', WaiterConfig=once)
iam.get_waiter('policy_exists').wait(PolicyArn=arn, WaiterConfig=once)
try:
    iam.get_waiter('role_exists').wait(RoleName='missing', WaiterConfig={'Delay': 0, 'MaxAttempts': 2})
except botocore.exceptions.WaiterError as error:
    result = str(error)
`)
    expect(waited).toContain('Max attempts exceeded')
  })

  test('knows refusals by their classes', async ({ python }) => {
    const refusals = await python(`
trust = json.dumps(trusting({'AWS': '*'}))
iam.create_role(RoleName='refused', AssumeRolePolicyDocument=trust)
iam.put_role_policy(RoleName='refused', PolicyName='p', PolicyDocument=json.dumps(allowing('s3:*')))
result = [
    refusal(iam.get_user, UserName='missing'),
    refusal(iam.create_role, RoleName='REFUSED', AssumeRolePolicyDocument=trust),
    refusal(iam.delete_role, RoleName='refused'),
    refusal(iam.put_role_policy, RoleName='refused', PolicyName='p', PolicyDocument='{}')[:2],
    refusal(iam.list_roles, Marker='made-up')[:2],
    refusal(sts.assume_role, RoleArn='arn:aws:iam::${accountId}:role/refused', RoleSessionName='by-root')[:2],
    refusal(cognito.describe_identity_pool, IdentityPoolId='eu-central-1:00000000-0000-4000-8000-000000000000')[:2],
    refusal(client('sts', {'AccessKeyId': 'AKIAAAAAAAAAAAAAAAAA', 'SecretKey': 'x'}).get_caller_identity)[:2],
]
`)
    expect(refusals).toEqual([
      ['NoSuchEntityException', 404, 'The user with name missing cannot be found.'],
      ['EntityAlreadyExistsException', 409, 'Role with name REFUSED already exists.'],
      ['DeleteConflictException', 409, 'Cannot delete entity, must delete policies first.'],
      ['MalformedPolicyDocumentException', 400],
      ['ClientError', 400],
      ['ClientError', 403],
      ['ResourceNotFoundException', 400],
      ['ClientError', 403],
    ])
  })

  test('presigns a URL that tells whoever fetches it who signed', async ({ python }) => {
    const answers = await python(`
def fetch(url, body=None):
    try:
        with urllib.request.urlopen(url, body) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()

iam.create_user(UserName='presigner')
key = iam.create_access_key(UserName='presigner')['AccessKey']
def presigned(credentials, method):
    return client('sts', credentials).generate_presigned_url('get_caller_identity', ExpiresIn=60, HttpMethod=method)

url = presigned(key, 'GET')
session = client('sts', key).get_session_token()['Credentials']
result = [
    fetch(url),
    fetch(presigned(session, 'GET')),
    fetch(presigned(key, 'POST'), b''),
    fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61')),
    fetch(presigned(key, 'POST')),
]
`)
    const arn = `<Arn>arn:aws:iam::${accountId}:user/presigner</Arn>`
    expect(answers).toEqual([
      [200, expect.stringContaining(arn)],
      [200, expect.stringContaining(arn)],
      [200, expect.stringContaining(arn)],
      [403, expect.stringContaining('<Code>SignatureDoesNotMatch</Code>')],
      [403, expect.stringContaining('<Code>SignatureDoesNotMatch</Code>')],
    ])
  })

  test('goes from a pool to a session, by both flows', async ({ python }) => {
    const callers = await python(`
iam.create_role(RoleName='pool', AssumeRolePolicyDocument=json.dumps(trusting({'Federated': 'cognito-identity.amazonaws.com'}, 'sts:AssumeRoleWithWebIdentity')))
iam.put_role_policy(RoleName='pool', PolicyName='p', PolicyDocument=json.dumps(allowing('cognito-identity:ListIdentityPools')))
role = 'arn:aws:iam::${accountId}:role/pool'
pool = cognito.create_identity_pool(
    IdentityPoolName='flows', AllowUnauthenticatedIdentities=True, AllowClassicFlow=True, DeveloperProviderName='login.boto')['IdentityPoolId']
cognito.set_identity_pool_roles(IdentityPoolId=pool, Roles={'authenticated': role, 'unauthenticated': role})
unsigned = Config(signature_version=botocore.UNSIGNED)
guest, web = client('cognito-identity', config=unsigned), client('sts', config=unsigned)
identity = guest.get_id(IdentityPoolId=pool)['IdentityId']
enhanced = guest.get_credentials_for_identity(IdentityId=identity)['Credentials']
token = guest.get_open_id_token(IdentityId=identity)['Token']
classic = web.assume_role_with_web_identity(RoleArn=role, RoleSessionName='web', WebIdentityToken=token)
developer = cognito.get_open_id_token_for_developer_identity(IdentityPoolId=pool, Logins={'login.boto': 'ann'})
logins = {'cognito-identity.amazonaws.com': developer['Token']}
signed_in = guest.get_credentials_for_identity(IdentityId=developer['IdentityId'], Logins=logins)['Credentials']
sessions = [enhanced, classic['Credentials'], signed_in]
result = {
    'arns': [client('sts', session).get_caller_identity()['Arn'] for session in sessions],
    'lists': len(client('cognito-identity', signed_in).list_identity_pools(MaxResults=1)['IdentityPools']),
    'minutes': [round((session['Expiration'].timestamp() - enhanced['Expiration'].timestamp()) / 60) for session in sessions],
    'subject': classic['SubjectFromWebIdentityToken'] == identity,
    'guest': refusal(client('iam', enhanced).list_users)[:2],
}
`)
    const session = `arn:aws:sts::${accountId}:assumed-role/pool`
    expect(callers).toEqual({
      arns: [`${session}/CognitoIdentityCredentials`, `${session}/web`, `${session}/CognitoIdentityCredentials`],
      lists: 1,
      minutes: [0, 0, 0],
      subject: true,
      guest: ['ClientError', 403],
    })
  })

  test('works with its objects for roles, users and keys', async ({ python }) => {
    const seen = await python(`
objects = boto3.resource('iam', endpoint_url=endpoint)
user = objects.create_user(UserName='object', Path='/objects/', Tags=[{'Key': 'a', 'Value': ''}])
pair = user.create_access_key_pair()
user.create_policy(PolicyName='p', PolicyDocument=json.dumps(allowing('iam:GetUser')))
policy = objects.create_policy(PolicyName='objects', PolicyDocument=json.dumps(allowing('s3:*')))
user.attach_policy(PolicyArn=policy.arn)
policy.reload()
versions = [version.version_id for version in policy.versions.all()]
me = client('iam', {'AccessKeyId': pair.id, 'SecretKey': pair.secret}).get_user()['User']
before = [policy.attachment_count, versions, [p.name for p in user.policies.all()], [p.arn for p in user.attached_policies.all()], me['Arn'], user.tags]
user.update(NewUserName='renamed')
user = objects.User('renamed')
for key in user.access_keys.all(): key.delete()
for own in user.policies.all(): own.delete()
for attached in user.attached_policies.all(): user.detach_policy(PolicyArn=attached.arn)
policy.delete()
user.delete()
result = [before, [user.name for user in objects.users.filter(PathPrefix='/objects/')]]
`)
    const arns = [`arn:aws:iam::${accountId}:policy/objects`, `arn:aws:iam::${accountId}:user/objects/object`]
    expect(seen).toEqual([[1, ['v1'], ['p'], [arns[0]], arns[1], [{ Key: 'a', Value: '' }]], []])
  })
})
