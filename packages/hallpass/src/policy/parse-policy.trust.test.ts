import { describe, expect, test } from 'vitest'
import { parsePolicy } from './parse-policy.ts'

const plain = { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }

const syntax = 'Syntax errors in policy.'
const stsOnly = 'AssumeRole policy may only specify STS AssumeRole actions.'
const star = 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'
const federated = 'Federated principals must be valid domain names or SAML metadata ARNs'
const invalid = (value: string, kind = 'AWS') => `Invalid principal in policy: "${kind}":"${value}"`
const principal = (value: unknown) => policy({ ...plain, Principal: value })
const action = (value: unknown) => policy({ ...plain, Action: value })

describe('refuses', () => {
  test.each<[about: string, document: unknown, message: string]>([
    // STS and IAM, 6.2: what holds for every grammar.
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['an empty text', '', 'This policy contains invalid Json'],
    ['a key twice', '{"Statement":[],"Statement":[]}', syntax],
    ['nesting of nine', '[[[[[[[[[1]]]]]]]]]', syntax],
    ['a list', '[]', syntax],
    ['no statement', {}, syntax],
    ['no statements', policy([]), syntax],
    ['an unknown version', { Version: '2013-10-17', Statement: plain }, syntax],
    ['an unknown element', policy({ ...plain, Principals: {} }), syntax],
    ['Action with NotAction', policy({ ...plain, NotAction: 'sts:AssumeRole' }), syntax],
    ['an unknown effect', policy({ ...plain, Effect: 'Maybe' }), syntax],
    ['an unknown operator', policy({ ...plain, Condition: { StringEqual: { a: 'b' } } }), syntax],
    ['a variable without end', policy({ ...plain, Condition: { StringEquals: { 'sts:RoleSessionName': '${aws:username' } } }), syntax],
    ['an effect in the wrong case', policy({ ...plain, Effect: 'allow' }), 'The policy failed legacy parsing'],
    [
      'a date that is none',
      policy({ ...plain, Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } }),
      'The policy failed legacy parsing',
    ],
    [
      'a Sid twice',
      policy([
        { ...plain, Sid: 'a' },
        { ...plain, Sid: 'a' },
      ]),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    ['no action', policy({ Effect: 'Allow', Principal: { AWS: '*' } }), 'Policy statement must contain actions.'],
    ['an empty list of actions', action([]), 'Policy statement must contain actions.'],
    ['an action without vendor', action('AssumeRole'), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    ['an action with two colons', action('sts:Assume:Role'), 'Actions/Condition can contain only one colon.'],
    // Elements of trust policies.
    ['a resource', policy({ ...plain, Resource: '*' }), 'Has prohibited field Resource'],
    ['an empty list of resources', policy({ ...plain, Resource: [] }), 'Has prohibited field Resource'],
    ['a resource that is no ARN', policy({ ...plain, Resource: 'x' }), 'Has prohibited field Resource'],
    ['NotResource', policy({ ...plain, NotResource: '*' }), 'Has prohibited field NotResource'],
    ['an action of S3', action('s3:GetObject'), stsOnly],
    ['an action of S3 among others', action(['sts:AssumeRole', 's3:GetObject']), stsOnly],
    ['all actions', action('*'), stsOnly],
    ['all actions of all vendors', action('*:*'), stsOnly],
    ['all actions but one of S3', policy({ Effect: 'Allow', Principal: { AWS: '*' }, NotAction: 's3:GetObject' }), stsOnly],
    ['an action of a vendor like STS', action('sts2:AssumeRole'), stsOnly],
    ['an action of STS that assumes nothing', action('sts:GetCallerIdentity'), stsOnly],
    ['an action that STS does not have', action(['sts:AssumeRole', 'sts:InvalidAction']), stsOnly],
    ['no principal', policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
    [
      'no principal in the second statement',
      policy([plain, { Effect: 'Deny', Action: 'sts:AssumeRole' }]),
      'Missing required field Principal',
    ],
    ['NotPrincipal', policy({ Effect: 'Deny', NotPrincipal: { AWS: '*' }, Action: 'sts:AssumeRole' }), 'Has prohibited field NotPrincipal'],
    ['NotPrincipal with Principal', policy({ ...plain, NotPrincipal: '*' }), 'Has prohibited field NotPrincipal'],
    ['*', principal('*'), star],
    ['* in the second statement', policy([plain, { ...plain, Principal: '*' }]), star],
    ['another text', principal('arn:aws:iam::111122223333:root'), syntax],
    ['a list of principals', principal([{ AWS: '*' }]), syntax],
    ['an empty principal', principal({}), syntax],
    ['a principal that is null', principal(null), syntax],
    ['an unknown kind of principal', principal({ Aws: '111122223333' }), syntax],
    ['an unknown kind beside a known one', principal({ AWS: '111122223333', Everyone: '*' }), syntax],
    ['an empty list of a kind', principal({ AWS: [] }), syntax],
    ['an object in a kind', principal({ AWS: { a: 'b' } }), syntax],
    ['a number as account', principal({ AWS: 111122223333 }), syntax],
    // Values of principals.
    ['an account of eleven digits', principal({ AWS: '11112222333' }), invalid('11112222333')],
    ['an empty account', principal({ AWS: '' }), invalid('')],
    ['a name', principal({ AWS: 'alice' }), invalid('alice')],
    ['an account with a wildcard', principal({ AWS: '1111*' }), invalid('1111*')],
    ['a user with a wildcard', principal({ AWS: 'arn:aws:iam::111122223333:user/*' }), invalid('arn:aws:iam::111122223333:user/*')],
    [
      'a role with a question mark',
      principal({ AWS: 'arn:aws:iam::111122223333:role/a?c' }),
      invalid('arn:aws:iam::111122223333:role/a?c'),
    ],
    ['a path with a wildcard', principal({ AWS: 'arn:aws:iam::111122223333:role/*/a' }), invalid('arn:aws:iam::111122223333:role/*/a')],
    ['any account', principal({ AWS: 'arn:aws:iam::*:root' }), invalid('arn:aws:iam::*:root')],
    ['a user of no account', principal({ AWS: 'arn:aws:iam:::user/a' }), invalid('arn:aws:iam:::user/a')],
    ['a path alone', principal({ AWS: 'arn:aws:iam::111122223333:role/a/' }), invalid('arn:aws:iam::111122223333:role/a/')],
    ['a group', principal({ AWS: 'arn:aws:iam::111122223333:group/a' }), invalid('arn:aws:iam::111122223333:group/a')],
    ['a bucket', principal({ AWS: 'arn:aws:s3:::b' }), invalid('arn:aws:s3:::b')],
    ['an unknown partition', principal({ AWS: 'arn:b:iam::111122223333:root' }), invalid('arn:b:iam::111122223333:root')],
    [
      'any session of a role',
      principal({ AWS: 'arn:aws:sts::111122223333:assumed-role/R/*' }),
      invalid('arn:aws:sts::111122223333:assumed-role/R/*'),
    ],
    [
      'a session without name',
      principal({ AWS: 'arn:aws:sts::111122223333:assumed-role/R' }),
      invalid('arn:aws:sts::111122223333:assumed-role/R'),
    ],
    ['an id of a policy', principal({ AWS: 'ANPAJ2UCCR6DPCEXAMPLE' }), invalid('ANPAJ2UCCR6DPCEXAMPLE')],
    ['a line end', principal({ AWS: '111122223333\n' }), invalid('111122223333\n')],
    ['a valid account before an invalid one', principal({ AWS: ['111122223333', 'x'] }), invalid('x')],
    ['a URL', principal({ Federated: 'https://accounts.google.com' }), federated],
    ['any provider', principal({ Federated: '*' }), federated],
    ['a word', principal({ Federated: 'google' }), federated],
    ['an empty host', principal({ Federated: '' }), federated],
    ['a host with a wildcard', principal({ Federated: '*.google.com' }), federated],
    ['a host with a port', principal({ Federated: 'auth.example.com:8443' }), federated],
    ['a host with a label that begins with a hyphen', principal({ Federated: '-a.example.com' }), federated],
    ['a role as provider', principal({ Federated: 'arn:aws:iam::111122223333:role/a' }), federated],
    ['any OpenID Connect provider', principal({ Federated: 'arn:aws:iam::111122223333:oidc-provider/*' }), federated],
    ['a provider of any account', principal({ Federated: 'arn:aws:iam::*:saml-provider/corp' }), federated],
    ['a provider without name', principal({ Federated: 'arn:aws:iam::111122223333:saml-provider/' }), federated],
    ['any service', principal({ Service: '*' }), invalid('*', 'SERVICE')],
    ['a service without domain', principal({ Service: 'ec2' }), invalid('ec2', 'SERVICE')],
    ['any canonical user', principal({ CanonicalUser: '*' }), invalid('*', 'CANONICALUSER')],
    // Which wins.
    ['the effect before the resource', policy({ ...plain, Effect: 'deny', Resource: '*' }), 'The policy failed legacy parsing'],
    ['the missing action before the resource', policy({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    ['the resource before the action', policy({ ...plain, Resource: '*', Action: 's3:*' }), 'Has prohibited field Resource'],
    ['the action before the principal', policy({ ...plain, Principal: '*', Action: 's3:*' }), stsOnly],
    ['the principal before NotPrincipal', policy({ ...plain, Principal: '*', NotPrincipal: '*' }), star],
  ])('%s', (_about, document, message) => {
    expect(refusal(document)).toBe(message)
  })
})

describe('takes', () => {
  test.each<[about: string, document: unknown]>([
    ['no version', { Statement: plain }],
    ['version 2008-10-17', { Version: '2008-10-17', Id: 'x', Statement: [plain] }],
    ['an open brace in version 2008-10-17', { Statement: { ...plain, Condition: { StringEquals: { a: '${' } } } }],
    ['version 2012-10-17', policy([plain])],
    [
      'Sids',
      policy([
        { ...plain, Sid: 'a' },
        { ...plain, Sid: '' },
        { ...plain, Sid: '' },
      ]),
    ],
    ['all actions of STS', action('sts:*')],
    ['a pattern of its actions, in any case', action('STS:assumerolewith*')],
    ['actions of STS', action(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:AssumeRoleWithSAML'])],
    ['actions in another case', action('STS:assumerole')],
    ['all actions of STS but one', policy({ Effect: 'Allow', Principal: { AWS: '*' }, NotAction: 'sts:TagSession' })],
    ['Deny', policy({ ...plain, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': false } } })],
    ['anyone of AWS', principal({ AWS: '*' })],
    ['an account', principal({ AWS: '111122223333' })],
    ['the root of an account', principal({ AWS: 'arn:aws:iam::111122223333:root' })],
    ['users and roles', principal({ AWS: ['arn:aws:iam::111122223333:user/a', 'arn:aws:iam::111122223333:role/p/q/a+=,.@-_b'] })],
    ['other partitions', principal({ AWS: ['arn:aws-cn:iam::111122223333:root', 'arn:aws-us-gov:iam::111122223333:root'] })],
    ['unique ids', principal({ AWS: ['AROAJ2UCCR6DPCEXAMPLE', 'AIDAJ2UCCR6DPCEXAMPLE'] })],
    ['a session', principal({ AWS: 'arn:aws:sts::111122223333:assumed-role/R/s@example.com' })],
    ['a federated user', principal({ AWS: 'arn:aws:sts::111122223333:federated-user/Bob' })],
    ['hosts', principal({ Federated: ['www.amazon.com', 'graph.facebook.com', 'accounts.google.com'] })],
    ['an OpenID Connect provider', principal({ Federated: 'arn:aws:iam::111122223333:oidc-provider/auth.example.com/realms/x' })],
    ['an OpenID Connect provider with a port', principal({ Federated: 'arn:aws:iam::000000000000:oidc-provider/127.0.0.1:3000' })],
    ['a SAML provider', principal({ Federated: 'arn:aws:iam::111122223333:saml-provider/corp' })],
    ['services', principal({ Service: ['ec2.amazonaws.com', 's3.us-east-1.amazonaws.com'] })],
    ['a canonical user', principal({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' })],
    ['several kinds', principal({ AWS: '*', Federated: 'accounts.google.com', Service: 'ec2.amazonaws.com' })],
  ])('%s', (_about, document) => {
    expect(refusal(document)).toBeUndefined()
  })
})

describe('says where', () => {
  test.each<[document: string, line: number, column: number]>([
    ['{"Statement":\n{"Effect":"Allow","Action":"sts:AssumeRole"}}', 2, 1],
    ['{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\n "Principal": "*"}}', 2, 2],
    ['{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal": {"AWS": ["*",\n    "x"]}}}', 2, 5],
    ['{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal": {"AWS": "*",\n  "Any": "x"}}}', 2, 3],
    ['{"Statement":{"Effect":"Allow","Action":["sts:AssumeRole",\n "s3:*"],"Principal": {"AWS": "*"}}}', 2, 2],
    ['{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"},\n"Resource": "*"}}', 2, 1],
  ])('%j offends', (document, line, column) => {
    expect(parsePolicy(document, 'trust')).toMatchObject({ kind: 'malformed', position: { line, column } })
  })
})

function policy(statement: unknown): { Version: string; Statement: unknown } {
  return { Version: '2012-10-17', Statement: statement }
}

function refusal(document: unknown): string | undefined {
  const parsed = parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), 'trust')
  return parsed.kind === 'malformed' ? parsed.message : undefined
}
