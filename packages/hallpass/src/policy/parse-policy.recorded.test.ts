import { describe, expect, test } from 'vitest'
import { parsePolicy } from './parse-policy.ts'

const bucket = 'arn:aws:s3:::example_bucket'
const plain = { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket }

const syntax = 'Syntax errors in policy.'
const version = 'Policy document must be version 2012-10-17 or greater.'
const legacy = 'The policy failed legacy parsing'
const sidTwice = 'Statement IDs (SID) in a single policy must be unique.'
const noActions = 'Policy statement must contain actions.'
const noResources = 'Policy statement must contain resources.'
const noVendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
const colons = 'Actions/Condition can contain only one colon.'
const service = 'Resource vendor must be fully qualified and cannot contain regexes.'
const iamPath =
  'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.'
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

function policy(statement: unknown): { Version: string; Statement: unknown } {
  return { Version: '2012-10-17', Statement: statement }
}

function refusal(document: unknown): string | undefined {
  const parsed = parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), 'identity')
  return parsed.kind === 'malformed' ? parsed.message : undefined
}
