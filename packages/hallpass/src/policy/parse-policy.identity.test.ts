import { describe, expect, test } from 'vitest'
import { parsePolicy } from './parse-policy.ts'

const bucket = 'arn:aws:s3:::example_bucket'
const plain = { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket }

const syntax = 'Syntax errors in policy.'
const version = 'Policy document must be version 2012-10-17 or greater.'
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
const { Effect: _effect, ...effectless } = plain

/** Documents that the real service refused, with its words (2026-02). */
describe('refuses, as CreatePolicy was seen to', () => {
  test.each<[about: string, document: unknown, message: string]>([
    ['no JSON', 'This is not a json document', syntax],
    ['no version', { Statement: plain }, version],
    ['version 2008-10-17', { Version: '2008-10-17', Statement: plain }, version],
    ['an unknown version', { Version: '2013-10-17', Statement: plain }, syntax],
    ['no statement', { Version: '2012-10-17' }, syntax],
    ['a statement that is a text', policy(['afd']), syntax],
    ['an unknown element', { ...policy(plain), 'Extra field': 'value' }, syntax],
    ['an unknown element of a statement', policy({ ...plain, 'Extra field': 'value' }), syntax],
    ['a list as Id', { ...policy(plain), Id: ['cd3a324d2343d942772346-34234234423404-4c2242343242349d1642ee'] }, syntax],
    ['an object as Id', { ...policy(plain), Id: {} }, syntax],
    ['an unknown effect', policy({ ...plain, Effect: 'invalid' }), syntax],
    ['an action without vendor', action('invalid'), noVendor],
    ['an empty NotAction', policy({ Effect: 'Allow', NotAction: '', Resource: bucket }), noVendor],
    ['a vendor with a space', action('a a:ListBucket'), 'Vendor a a is not valid'],
    ['two colons', action('s3:List:Bucket'), colons],
    [
      'two colons in the second statement',
      policy([
        { ...plain, Action: 's3s:ListBucket' },
        { ...plain, Action: 's:3s:ListBucket' },
      ]),
      colons,
    ],
    ['a resource that is no ARN', resource('invalid resource'), noArn('invalid resource')],
    [
      'empty resources',
      policy([
        { ...plain, Sid: 'A', Resource: '' },
        { ...plain, Sid: 'B', Resource: '' },
      ]),
      noArn(''),
    ],
    ['the resource before the action', policy({ Effect: 'Allow', Action: 's:3:ListBucket', Resource: 'sdfsadf' }), noArn('sdfsadf')],
    ['a listed resource that is no ARN', resource(['adf']), noArn('adf')],
    ['an empty resource', resource(''), noArn('')],
    ['a partition without more', resource('a:bsdfdsafsad'), partition('bsdfdsafsad', 'arn:bsdfdsafsad:*:*:*:*')],
    ['a partition in three parts', resource('a:b:cadfsdf'), partition('b', 'arn:b:cadfsdf:*:*:*')],
    ['a partition in eight parts', resource('a:b:c:d:e:f:g:h'), partition('b', 'arn:b:c:d:e:f:g:h')],
    ['an ARN without its prefix', resource('aws:s3:::example_bucket'), partition('s3', 'arn:s3:::example_bucket:*')],
    [
      'a partition before a missing part',
      resource(['arn:error:s3:::example_bucket', 'arn:error:s3::example_bucket']),
      partition('error', 'arn:error:s3:::example_bucket'),
    ],
    ['no statements', policy([]), syntax],
    ['no resource', policy({ Effect: 'Allow', Action: 's3:ListBucket' }), noResources],
    ['an empty list of resources', resource([]), noResources],
    ['the missing resource before the action', policy({ Effect: 'Allow', Action: 'invalid' }), noResources],
    ['no action', policy({ Effect: 'Allow', Resource: bucket }), noActions],
    ['no effect', policy(effectless), syntax],
    ['the missing action before the missing resource', policy({ Effect: 'Allow' }), noActions],
    ['an empty list of actions', action([]), noActions],
    ['a first statement without action', policy([{ Effect: 'Deny' }, plain]), noActions],
    ['an unknown path of IAM', resource('arn:aws:iam:::example_bucket'), iamPath],
    ['an ARN of five parts', resource('arn:aws:s3::example_bucket'), legacy],
    ['the ARN before the missing action', policy({ Effect: 'Allow', Resource: 'arn:aws:s3::example_bucket' }), legacy],
    ['an ARN without service', resource('arn:aws'), service],
    ['an object as Resource', resource({ a: bucket }), syntax],
    ['an object in the list of resources', resource(['adfdf', {}]), syntax],
    ['Resource with an empty NotResource', policy({ ...plain, NotResource: [] }), syntax],
    ['a list in the list of actions', action([[]]), syntax],
    ['NotAction with an empty Action', policy({ Effect: 'Allow', NotAction: 's3s:ListBucket', Action: [], Resource: bucket }), syntax],
    ['an object as Action', action({}), syntax],
    ['a list as Condition', condition([]), syntax],
    ['a text as Condition', condition('a'), syntax],
    ['a text as unknown operator', condition({ a: 'b' }), syntax],
    ['a text as operator', condition({ DateGreaterThan: 'b' }), syntax],
    ['a list as operator', condition({ DateGreaterThan: [] }), syntax],
    ['an object as value', condition({ DateGreaterThan: { a: {} } }), syntax],
    [
      'the syntax before the missing action',
      policy({ Effect: 'Allow', Resource: bucket, Condition: { DateGreaterThan: { a: {} } } }),
      syntax,
    ],
    ['an unknown operator', condition({ x: { a: '1' } }), syntax],
    ['two colons after the set operator', condition({ 'ForAnyValue::StringEqualsIfExists': { a: 'asf' } }), syntax],
    ['a list of conditions', condition([{ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'Department' } }]), syntax],
    [
      'a region in an ARN of IAM',
      resource('arn:aws:iam:us-east-1::example_bucket'),
      'IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.',
    ],
    [
      'a region in an ARN of S3',
      resource('arn:aws:s3:us-east-1::example_bucket'),
      'Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.',
    ],
    ['an object as Sid', policy({ ...plain, Sid: {} }), syntax],
    ['a list as Sid', policy({ ...plain, Sid: [] }), syntax],
    [
      'a Sid twice, before the missing action',
      policy([
        { ...plain, Sid: 'sdf' },
        { Sid: 'sdf', Effect: 'Allow' },
      ]),
      sidTwice,
    ],
    [
      'the version before the Sid',
      {
        Statement: [
          { ...plain, Sid: 'sdf' },
          { Sid: 'sdf', Effect: 'Allow' },
        ],
      },
      version,
    ],
    ['Action and NotAction', policy({ ...plain, NotAction: 's3:ListBucket', Action: 'iam:dsf' }), syntax],
    ['Resource and NotResource', policy({ ...plain, NotResource: '*' }), syntax],
    ['an effect in the wrong case', policy({ ...plain, Effect: 'denY' }), legacy],
    ['a date that is none', condition({ DateGreaterThan: { a: 'sdfdsf' } }), legacy],
    ['the version before the date', { Statement: { ...plain, Condition: { DateGreaterThan: { a: 'sdfdsf' } } } }, version],
    ['the version before the case of the effect', { Statement: { ...plain, Effect: 'denY' } }, version],
    ['the date before the missing action', policy({ Effect: 'Allow', Condition: { DateGreaterThan: { a: 'sdfdsf' } } }), legacy],
    ['an empty service', policy({ Effect: 'Allow', NotAction: 's3:ListBucket', Resource: 'arn:aws::::example_bucket' }), legacy],
    ['the effect before the region', policy({ Effect: 'allow', Resource: 'arn:aws:s3:us-east-1::example_bucket' }), legacy],
    [
      'the effect before the Sid',
      policy([
        { ...plain, Sid: 'sdf', Effect: 'aLLow' },
        { Sid: 'sdf', Effect: 'Allow' },
      ]),
      legacy,
    ],
    ['NotResource of five parts', policy({ Effect: 'Allow', Action: 's3:ListBucket', NotResource: 'arn:aws:s3::example_bucket' }), legacy],
    ['a month that is none', condition({ DateLessThanEquals: { a: '234-13' } }), legacy],
    ['a short offset', condition({ DateLessThanEquals: { a: '2016-12-13t2:00:00.593194+1' } }), legacy],
    ['too fine a second', condition({ DateLessThanEquals: { a: '2016-12-13t2:00:00.1999999999+10:59' } }), legacy],
    ['too late an epoch', condition({ DateLessThan: { a: '9223372036854775808' } }), legacy],
    [
      'the date before the partition',
      policy({ ...plain, Resource: 'arn:error:s3:::example_bucket', Condition: { DateGreaterThan: { a: 'sdfdsf' } } }),
      legacy,
    ],
    ['an empty service in four parts', resource('arn:aws::fdsasf'), legacy],
  ])('%s', (_about, document, message) => {
    expect(refusal(document)).toBe(message)
  })
})

/** Documents that the real service took (2026-02). */
describe('takes, as CreatePolicy was seen to', () => {
  test.each<[about: string, document: unknown]>([
    ['a list of one resource', resource([bucket])],
    ['spaces in the name of an action', action('iam: asdf safdsf af ')],
    ['an ARN and a star', resource([bucket, '*'])],
    ['the action *', action('*')],
    ['a list of one statement', policy([plain])],
    ['dates', condition({ DateGreaterThan: { a: '2017-07-01T00:00:00Z' }, DateLessThan: { a: '2017-12-31T23:59:59Z' } })],
    ['an unknown vendor and action', action('service-prefix:action-name')],
    ['a path of IAM', resource('arn:aws:iam:::user/example_bucket')],
    ['an unknown service', resource('arn:aws:s33:::example_bucket')],
    ['an ARN of three parts', resource('arn:aws:fdsasf')],
    ['an empty condition', condition({})],
    ['a set operator', condition({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'Department' } })],
    ['a region in an ARN of CloudWatch', resource('arn:aws:cloudwatch:us-east-1::example_bucket')],
    ['a region in an ARN of EC2', resource('arn:aws:ec2:us-east-1::example_bucket')],
    ['a service with a hyphen', resource('arn:aws:invalid-service:::example_bucket')],
    ['a region in an unknown service', resource('arn:aws:invalid-service:us-east-1::example_bucket')],
    ['an operator without keys', condition({ DateGreaterThan: {} })],
    ['a key without values', condition({ DateGreaterThan: { a: [] } })],
    ['an unknown operator without keys', condition({ a: {} })],
    ['two unknown operators without keys', condition({ x: {}, y: {} })],
    ['a Sid', policy({ ...plain, Sid: 'dsfsdfsdfsdfsdfsadfsd' })],
    [
      'two operators',
      condition({
        StringEquals: { 'aws:RequestTag/CostCenter': ['A-123', 'B-456'] },
        'ForAllValues:StringEquals': { 'aws:TagKeys': 'CostCenter' },
      }),
    ],
    ['NotAction', policy({ Effect: 'Allow', NotAction: 's3:ListBucket', Resource: bucket })],
    [
      'Deny with NotResource',
      policy({ Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'] }),
    ],
    ['an Id', { ...policy(plain), Id: 'sdfsdfsdf' }],
    ['a long vendor', action('aaaaaadsfdsafsadfsadfaaaaa:ListBucket')],
    ['a vendor with a hyphen', action('s3-s:ListBucket')],
    ['a vendor with a dot', action('s3.s:ListBucket')],
    ['NotAction with NotResource', policy({ Effect: 'Allow', NotAction: 's3:ListBucket', NotResource: '*' })],
    ['a statement without Sid beside one with', policy([{ ...plain, Sid: 'sdf' }, plain])],
    ['a date of a year alone', condition({ DateGreaterThan: { a: '01T' } })],
    ['IfExists', condition({ StringEqualsIfExists: { a: 'asf' } })],
    ['a set operator with IfExists', condition({ 'ForAnyValue:StringEqualsIfExists': { a: 'asf' } })],
    ['an ISO date', condition({ DateLessThanEquals: { a: '2019-07-01T13:20:15Z' } })],
    ['an ISO date with an offset', condition({ DateLessThanEquals: { a: '2016-12-13T21:20:37.593194+00:00' } })],
    ['an ISO date with an offset of hours', condition({ DateLessThanEquals: { a: '2016-12-13t2:00:00.593194+23' } })],
    ['a negative epoch', condition({ DateLessThan: { a: '-292275054' } })],
    ['BoolIfExists', condition({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
    ['variables of IAM', resource('arn:aws:iam::*:user/${aws:username}')],
    ['variables of web identities', resource('arn:aws:s3:::bucket-name/cognito/application-name/${cognito-identity.amazonaws.com:sub}/*')],
    ['variables in conditions', condition({ StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:userid}/*'] } })],
    ['ArnEquals', condition({ ArnEquals: { 'ec2:SourceInstanceARN': 'arn:aws:ec2:*:*:instance/instance-id' } })],
    ['wildcards for region and account', resource('arn:aws:dynamodb:*:*:table/MyTable')],
    [
      'the empty Sid twice',
      policy([
        { ...plain, Sid: '' },
        { ...plain, Sid: '' },
      ]),
    ],
    [
      'access points',
      resource(['arn:aws:s3:us-west-2:123456789012:accesspoint/my', 'arn:aws:s3:us-west-2:123456789012:accesspoint/my/object/*']),
    ],
  ])('%s', (_about, document) => {
    expect(refusal(document)).toBeUndefined()
  })
})

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
