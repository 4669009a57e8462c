import { expect, test } from 'vitest'
import { contextKeys } from './context-keys.ts'
import { parsePolicy } from './parse-policy.ts'

test.each<[about: string, statement: object, keys: string[]]>([
  ['none', {}, []],
  [
    'condition keys',
    { Condition: { Bool: { 'aws:SecureTransport': 'true' }, Null: { 'aws:TagKeys': [] } } },
    ['aws:SecureTransport', 'aws:TagKeys'],
  ],
  [
    'variables of resources',
    { Resource: ['*', 'arn:aws:s3:::${aws:username}/${aws:userid}/${aws:username}'] },
    ['aws:username', 'aws:userid'],
  ],
  [
    'variables of conditions, after their keys',
    {
      Condition: {
        StringLike: { 's3:prefix': ['', '${aws:username}/*'] },
        ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::${aws:PrincipalTag/b}' },
      },
    },
    ['s3:prefix', 'aws:username', 'aws:SourceArn', 'aws:PrincipalTag/b'],
  ],
  ['variables with defaults', { Resource: "arn:aws:s3:::${aws:PrincipalTag/team, 'none'}" }, ['aws:PrincipalTag/team']],
  [
    'the first spelling',
    { Condition: { StringEquals: { 'AWS:UserName': '${aws:username}' }, Null: { 'aws:USERNAME': 'false' } } },
    ['AWS:UserName'],
  ],
  ['no plain characters', { Resource: 'arn:aws:s3:::${*}${?}${$}' }, []],
  ['nothing where there are no variables', { Resource: 'arn:aws:s3::${a:b}', Condition: { NumericEquals: { n: '${c}' } } }, ['n']],
])('names %s', (_about, statement, keys) => {
  const shared = { Effect: 'Allow', Action: '*', Resource: '*' }
  expect(keysOf({ Version: '2012-10-17', Statement: { ...shared, ...statement } })).toEqual(keys)
})

test('names keys of all statements in their order', () => {
  const statement = (key: string) => ({ Effect: 'Deny', NotAction: '*', NotResource: `arn:aws:s3:::\${${key}}` })
  expect(keysOf({ Version: '2012-10-17', Statement: [statement('b'), statement('a'), statement('B')] })).toEqual(['b', 'a'])
})

test('finds no variables in documents of 2008', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::${aws:username}', Condition: { StringEquals: { a: '${b}' } } }
  expect(keysOf({ Version: '2008-10-17', Statement: statement })).toEqual(['a'])
})

function keysOf(policy: object): readonly string[] {
  const parsed = parsePolicy(JSON.stringify(policy), 'stored')
  if (parsed.kind === 'malformed') throw new Error(parsed.message)
  return contextKeys(parsed.document)
}
