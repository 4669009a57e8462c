import { describe, expect, test } from 'vitest'
import { parsePolicy } from './parse-policy.ts'

const bucket = 'arn:aws:s3:::example_bucket'
const plain = { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket }

const syntax = 'Syntax errors in policy.'
const legacy = 'The policy failed legacy parsing'
const sidTwice = 'Statement IDs (SID) in a single policy must be unique.'
const sidForm = 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*'
const noActions = 'Policy statement must contain actions.'
const noResources = 'Policy statement must contain resources.'
const noVendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
const colons = 'Actions/Condition can contain only one colon.'
const service = 'Resource vendor must be fully qualified and cannot contain regexes.'
const iamPath =
  'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.'
const principal = 'Policy document should not specify a principal.'
const noArn = (resource: string) => `Resource ${resource} must be in ARN format or "*".`
const partition = (name: string, resource: string) => `Partition "${name}" is not valid for resource "${resource}".`
const resource = (value: unknown) => policy({ ...plain, Resource: value })
const action = (value: unknown) => policy({ ...plain, Action: value })
const condition = (value: unknown) => policy({ ...plain, Condition: value })

describe('refuses by our reading of the grammar', () => {
  test.each<[about: string, document: unknown, message: string]>([
    ['an empty text', '', syntax],
    ['null', 'null', syntax],
    ['a list', [policy(plain)], syntax],
    ['a key twice', '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', syntax],
    [
      'a key twice, once escaped',
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"*","Resource":"*"}}',
      syntax,
    ],
    ['__proto__', '{"__proto__":{},"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}', syntax],
    ['a key in another case', { version: '2012-10-17', Statement: plain }, syntax],
    ['an element in another case', policy({ ...plain, sid: 'a' }), syntax],
    ['a comment', `${JSON.stringify(policy(plain))} // mine`, syntax],
    ['a trailing comma', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},]}', syntax],
    ['a byte order mark', `\ufeff${JSON.stringify(policy(plain))}`, syntax],
    ['nesting of nine', condition({ StringEquals: { a: [[['x']]] } }), syntax],
    ['a version that is a number', { Version: 2012, Statement: plain }, syntax],
    ['a version that is null', { Version: null, Statement: plain }, syntax],
    ['an empty version', { Version: '', Statement: plain }, syntax],
    ['a statement that is null', policy(null), syntax],
    ['a list within the list of statements', policy([[plain]]), syntax],
    ['an empty statement', policy({}), syntax],
    ['an effect that is a list', policy({ ...plain, Effect: ['Allow'] }), syntax],
    ['an empty effect', policy({ ...plain, Effect: '' }), syntax],
    ['an action that is null', action(null), syntax],
    ['an action that is a number', action(5), syntax],
    ['an action that is true', action([true]), syntax],
    ['a resource that is a number', resource(['*', 1]), syntax],
    ['a Sid that is a number', policy({ ...plain, Sid: 1 }), syntax],
    ['a Sid that is null', policy({ ...plain, Sid: null }), syntax],
    ['a condition that is null', condition(null), syntax],
    ['a value that is null', condition({ StringEquals: { a: null } }), syntax],
    ['a null in a list of values', condition({ StringEquals: { a: ['x', null] } }), syntax],
    ['an operator in the wrong case', condition({ stringEquals: { a: 'x' } }), syntax],
    ['NullIfExists', condition({ NullIfExists: { a: 'true' } }), syntax],
    ['IfExists twice', condition({ StringEqualsIfExistsIfExists: { a: 'x' } }), syntax],
    ['IfExists alone', condition({ IfExists: { a: 'x' } }), syntax],
    ['an unknown set operator', condition({ 'ForEachValue:StringEquals': { a: 'x' } }), syntax],
    ['a set operator in the wrong case', condition({ 'forAnyValue:StringEquals': { a: 'x' } }), syntax],
    ['two set operators', condition({ 'ForAnyValue:ForAllValues:StringEquals': { a: 'x' } }), syntax],
    ['a set operator alone', condition({ 'ForAnyValue:': { a: 'x' } }), syntax],
    ['an operator of other objects', condition({ constructor: { a: 'x' } }), syntax],
    ['an operator with a space', condition({ 'StringEquals ': { a: 'x' } }), syntax],
    ['a variable without end', resource('arn:aws:s3:::b/${aws:username'), syntax],
    ['a variable without name', resource('arn:aws:s3:::b/${}'), syntax],
    ['a variable with a blank name', resource('arn:aws:s3:::b/${ }'), syntax],
    ['a variable of a default alone', resource(["arn:aws:s3:::b/${, 'x'}"]), syntax],
    ['a variable without end in NotResource', policy({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::b/${a' }), syntax],
    ['a variable without end in a condition', condition({ StringLike: { a: ['x', '${aws:username'] } }), syntax],
    ['a variable without name in a condition on ARNs', condition({ 'ForAnyValue:ArnLikeIfExists': { a: 'arn:aws:s3:::${}' } }), syntax],
    ['a variable before the effect', policy({ ...plain, Effect: 'allow', Resource: 'arn:aws:s3:::${' }), syntax],
    ['a Sid with a space', policy({ ...plain, Sid: 'a b' }), sidForm],
    ['a Sid with a hyphen', policy({ ...plain, Sid: 'a-b' }), sidForm],
    ['a Sid with a letter beyond ASCII', policy({ ...plain, Sid: 'é' }), sidForm],
    ['a Sid with a line end', policy({ ...plain, Sid: 'a\n' }), sidForm],
    [
      'a repeated Sid before a strange one',
      policy([
        { ...plain, Sid: '-' },
        { ...plain, Sid: 'a' },
        { ...plain, Sid: 'a' },
      ]),
      sidTwice,
    ],
    ['a strange Sid before the missing action', policy({ Effect: 'Allow', Sid: '-' }), sidForm],
    ['an effect of capitals', policy({ ...plain, Effect: 'ALLOW' }), legacy],
    ['a fraction for a date', condition({ DateEquals: { a: 1.5 } }), legacy],
    ['true for a date', condition({ DateEquals: { a: true } }), legacy],
    ['an empty date', condition({ DateEqualsIfExists: { a: '' } }), legacy],
    ['a variable for a date', condition({ 'ForAllValues:DateNotEquals': { a: ['2020', '${aws:CurrentTime}'] } }), legacy],
    ['an empty service of an unknown partition', resource('arn:awss3::example-bucket/*'), legacy],
    ['an empty service before the end', resource('arn:aws:'), legacy],
    ['five parts of another partition', resource('arn:aws-cn:s3::b'), legacy],
    ['an empty NotAction list', policy({ Effect: 'Allow', NotAction: [], Resource: '*' }), noActions],
    ['an empty NotResource list', policy({ Effect: 'Allow', Action: '*', NotResource: [] }), noResources],
    ['a principal', policy({ ...plain, Principal: '*' }), principal],
    ['a principal of an object', policy({ ...plain, Principal: { AWS: '111122223333' } }), principal],
    ['a trust policy', policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }), principal],
    ['NotPrincipal', policy({ ...plain, NotPrincipal: '*' }), 'Has prohibited field NotPrincipal'],
    ['a lone arn', resource('arn'), noArn('arn')],
    ['two stars', resource('**'), noArn('**')],
    ['another prefix', resource('urn:aws:s3:::b'), noArn('urn:aws:s3:::b')],
    ['a prefix in capitals', resource('ARN:aws:s3:::b'), noArn('ARN:aws:s3:::b')],
    ['an empty partition', resource('arn::s3:::b'), partition('', 'arn::s3:::b')],
    ['no partition', resource('s3::example-bucket/*'), partition('', 'arn::example-bucket/*:*:*:*')],
    ['an unknown partition', resource('arn:aws2:s3:::example-bucket/*'), partition('aws2', 'arn:aws2:s3:::example-bucket/*')],
    ['a partition with a wildcard', resource('arn:aws*:s3:::b'), partition('aws*', 'arn:aws*:s3:::b')],
    ['no ARN before the partition', resource(['arn:x:s3:::b', 'y']), noArn('y')],
    ['a star as service', resource('arn:aws:*'), service],
    ['a star as service of six parts', resource('arn:aws:*:*:*:*name*'), service],
    ['a service with a star', resource('arn:aws:s3*:::b'), service],
    ['a service with a question mark', resource('arn:aws:s?:::b'), service],
    [
      'a region in the second resource',
      resource(['*', 'arn:aws:s3:*:*:b']),
      'Resource arn:aws:s3:*:*:b can not contain region information.',
    ],
    ['a region before the path', resource('arn:aws:iam:x::y'), 'IAM resource arn:aws:iam:x::y cannot contain region information.'],
    ['IAM without a path', resource('arn:aws:iam'), iamPath],
    ['a path of IAM with a wildcard', resource('arn:aws:iam::123456789012:ro*'), iamPath],
    ['roots', resource('arn:aws:iam::123456789012:roots'), iamPath],
    ['an empty action', action(''), noVendor],
    ['an action of a star and more', action('a*'), noVendor],
    ['an action without vendor after one with', action(['s3:*', 'x']), noVendor],
    ['no vendor before two colons', action(['a:b:c', 'x']), noVendor],
    ['an empty vendor', action(':GetObject'), 'Vendor  is not valid'],
    ['a vendor with a star', action('s3*:GetObject'), 'Vendor s3* is not valid'],
    ['a vendor with a space at its end', action('iam :Get'), 'Vendor iam  is not valid'],
    ['two colons at the end', action('s3:*:'), colons],
  ])('%s', (_about, document, message) => {
    expect(refusal(document)).toBe(message)
  })
})

describe('takes by our reading of the grammar', () => {
  test.each<[about: string, document: unknown]>([
    ['white space', `\r\n\t ${JSON.stringify(policy(plain), undefined, 4)}\n`],
    ['numbers and booleans as values', condition({ NumericEquals: { a: [1, -2.5, 1e5] }, Bool: { b: true, c: [false] } })],
    [
      'every operator with a prefix',
      condition({ 'ForAnyValue:Null': { a: 'true' }, 'ForAllValues:NotIpAddressIfExists': { b: '10.0.0.0/8' } }),
    ],
    ['keys of any name', condition({ StringEquals: { '': 'x', 'a b': 'y', __proto__x: 'z' } })],
    ['keys that differ in case', condition({ StringEquals: { 'aws:x': 'x', 'AWS:X': 'y' } })],
    ['other partitions', resource(['arn:aws-cn:s3:::b', 'arn:aws-us-gov:s3:::b', 'arn:aws-iso:s3:::b', 'arn:aws-iso-b:s3:::b'])],
    ['a wildcard as partition', resource('arn:*:s3:::b')],
    ['root', resource('arn:aws:iam::123456789012:root')],
    ['all of IAM', resource('arn:aws:iam::123456789012:*')],
    ['short ARNs', resource(['arn:aws:s3', 'arn:aws:sqs:q'])],
    ['colons in the resource', resource('arn:aws:logs:*:*:log-group:x:log-stream:y')],
    ['variables with defaults', resource("arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}/*")],
    ['plain characters as variables', resource('arn:aws:s3:::b/${*}${?}${$}')],
    ['an open brace in an action', action('s3:${')],
    ['an open brace before the resource part', resource('arn:aws:s3::${:x')],
    ['an open brace in a number', condition({ NumericEquals: { a: '${' } })],
    ['an open brace in a short ARN', resource('arn:aws:sqs:${')],
    ['epochs as numbers', condition({ DateEquals: { a: [1767225600, -1] } })],
    ['all actions of all vendors', action('*:*')],
    ['an action without name', action('s3:')],
  ])('%s', (_about, document) => {
    expect(refusal(document)).toBeUndefined()
  })
})

describe('says where', () => {
  test.each<[document: string, line: number, column: number]>([
    ['{"Version": "2012-10-17",\n "Statement": x}', 2, 15],
    ['{"Version": "2012-10-17",\n "Statement": {},\n "Statement": {}}', 3, 2],
    ['{"Statement": {"Effect":"Allow"}}', 1, 1],
    ['{\n  "Version": "2008-10-17", "Statement": {"Effect":"Allow"}}', 2, 14],
    ['{"Version":"2012-10-17","Statement":[\n  {"Effect": "allow"}]}', 2, 14],
    ['{"Version":"2012-10-17","Statement":[\n  {"Effect": "Allow", "Extra": 1}]}', 2, 23],
    ['{"Version":"2012-10-17","Statement":[\n  {"Effect": "Allow",\n   "Action": []}]}', 3, 4],
    ['{"Version":"2012-10-17","Statement":[\n  {"Effect": "Allow"}]}', 2, 3],
    ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:a",\n"b"],"Resource":"*"}}', 2, 1],
    ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":["*",\n  "arn:aws"]}}', 2, 3],
    ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{\n"Equals":{"a":"b"}}}}', 2, 1],
  ])('%j offends', (document, line, column) => {
    expect(parsePolicy(document, 'identity')).toMatchObject({ kind: 'malformed', position: { line, column } })
  })
})

function policy(statement: unknown): { Version: string; Statement: unknown } {
  return { Version: '2012-10-17', Statement: statement }
}

function refusal(document: unknown): string | undefined {
  const parsed = parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), 'identity')
  return parsed.kind === 'malformed' ? parsed.message : undefined
}
