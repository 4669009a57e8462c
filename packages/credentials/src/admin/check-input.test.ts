import { describe, expect, test } from 'vitest'
import { operations } from '../model/generated/operations.ts'
import type { OperationName } from '../model/generated/types.ts'
import { checkInput } from './check-input.ts'
import { InvalidInputError } from './invalid-input-error.ts'

const pool = 'eu-central-1:0a'
const secret = 'eyJ-very-secret'

describe('an input', () => {
  test('is copied, without what is undefined or null', () => {
    const Logins = { 'login.shop': secret }
    const checked = check('GetId', { IdentityPoolId: pool, AccountId: undefined, Logins, ...JSON.parse('{"AccountId":null}') })
    expect(checked).toEqual({ IdentityPoolId: pool, Logins })
    expect(checked['Logins']).not.toBe(Logins)
  })

  test('may be left out where nothing is required', () => {
    expect(checkInput('Nothing', { kind: 'structure', members: {} }, undefined)).toEqual({})
  })

  test('CP-SEC-5 has a key called __proto__ as any other', () => {
    const input = {
      ResourceArn: `arn:aws:cognito-identity:eu-central-1:123456789012:identitypool/${pool}`,
      Tags: JSON.parse('{"__proto__":"x"}'),
    }
    expect(JSON.stringify(check('TagResource', input)['Tags'])).toBe('{"__proto__":"x"}')
  })

  test.for<[OperationName, object, string, string]>([
    ['GetId', {}, 'IdentityPoolId', 'is missing: it is required'],
    ['GetId', { IdentityPoolId: null }, 'IdentityPoolId', 'is missing: it is required'],
    ['GetId', { IdentityPoolId: 1 }, 'IdentityPoolId', 'must be a text, not number'],
    ['GetId', { IdentityPoolId: '' }, 'IdentityPoolId', 'has 0 characters: it must have 1 to 55'],
    ['GetId', { IdentityPoolId: `x:${'0'.repeat(54)}` }, 'IdentityPoolId', 'has 56 characters: it must have 1 to 55'],
    ['GetId', { IdentityPoolId: 'nonsense' }, 'IdentityPoolId', 'must match [\\w-]+:[0-9a-f-]+'],
    ['GetId', { identityPoolId: pool, IdentityPoolId: pool }, 'identityPoolId', 'is unknown: write IdentityPoolId'],
    ['GetId', { IdentityPoolId: pool, Pool: 1 }, 'Pool', 'is unknown: the members are AccountId, IdentityPoolId, Logins'],
    ['GetId', { IdentityPoolId: pool, Logins: [] }, 'Logins', 'must be an object, not an array'],
    ['GetId', { IdentityPoolId: pool, Logins: new Map([['login.shop', secret]]) }, 'Logins', 'must be an object, not object'],
    ['GetId', { IdentityPoolId: pool, Logins: { 'login.shop': undefined } }, 'Logins["login.shop"]', 'must be a text, not undefined'],
    ['GetId', { IdentityPoolId: pool, Logins: { 'login.shop': '' } }, 'Logins["login.shop"]', 'has 0 characters: it must have 1 to 50000'],
    ['ListIdentityPools', { MaxResults: '10' }, 'MaxResults', 'must be a whole number, not string'],
    ['ListIdentityPools', { MaxResults: 1.5 }, 'MaxResults', 'must be a whole number, not number'],
    ['ListIdentityPools', { MaxResults: 61 }, 'MaxResults', 'is 61: it must be 1 to 60'],
    ['DeleteIdentities', { IdentityIdsToDelete: pool }, 'IdentityIdsToDelete', 'must be an array, not string'],
    ['DeleteIdentities', { IdentityIdsToDelete: [] }, 'IdentityIdsToDelete', 'has 0 elements: it must have 1 to 60'],
    ['DeleteIdentities', { IdentityIdsToDelete: [pool, 'x'] }, 'IdentityIdsToDelete[1]', 'must match [\\w-]+:[0-9a-f-]+'],
    ['ListIdentities', { IdentityPoolId: pool, MaxResults: 1, HideDisabled: 1 }, 'HideDisabled', 'must be true or false, not number'],
    [
      'SetIdentityPoolRoles',
      { IdentityPoolId: pool, Roles: {}, RoleMappings: { 'login.shop': { Type: 'rules' } } },
      'RoleMappings["login.shop"].Type',
      'must be one of Token, Rules',
    ],
    [
      'SetIdentityPoolRoles',
      { IdentityPoolId: pool, Roles: { admin: 'a'.repeat(20) } },
      'Roles',
      'has a key that must match (un)?authenticated',
    ],
  ])('of %s like %j is not taken: %s %s', ([operation, input, member, problem]) => {
    expect(problemsOf(operation, input)).toEqual([{ member, problem }])
  })

  test('is told all that is wrong with it at once', () => {
    const error = refusalOf('CreateIdentityPool', { IdentityPoolName: '!', CognitoIdentityProviders: [{ ClientId: '' }], Tags: {} })
    expect(error.problems.map(({ member }) => member)).toEqual([
      'AllowUnauthenticatedIdentities',
      'IdentityPoolName',
      'CognitoIdentityProviders[0].ClientId',
      'Tags',
    ])
    expect(error.message).toMatch(/^CreateIdentityPool was not sent: AllowUnauthenticatedIdentities is missing: it is required; .*\.$/)
    expect(error).toMatchObject({ name: 'InvalidInputError' })
  })

  test.for([null, undefined])('that is %s is one without members', (input) => {
    expect(problemsOf('ListIdentityPools', input)).toEqual([{ member: 'MaxResults', problem: 'is missing: it is required' }])
  })

  test.for(['text', 1, [], new Map(), () => undefined])('that is no object is not taken', (input) => {
    expect(problemsOf('ListIdentityPools', input)).toMatchObject([
      { member: 'the input', problem: expect.stringMatching(/^must be an object/) },
    ])
  })

  test.for([
    { IdentityPoolId: pool, Logins: { [secret.repeat(10)]: 1 } },
    { IdentityPoolId: pool, Logins: { 'login.shop': secret.repeat(4000) } },
    { IdentityPoolId: pool, Logins: secret },
    { IdentityPoolId: secret },
    { IdentityPoolId: pool, [secret.repeat(10)]: 1 },
  ])('CP-ERR-5 is not repeated: %#', (input) => {
    const error = refusalOf('GetId', input)
    expect(error.message).not.toContain(secret)
    expect(JSON.stringify(error.problems)).not.toContain(secret)
  })
})

function check(operation: OperationName, input: unknown): Record<string, unknown> {
  return checkInput(operation, operations[operation].input, input)
}

function problemsOf(operation: OperationName, input: unknown) {
  return refusalOf(operation, input).problems
}

function refusalOf(operation: OperationName, input: unknown): InvalidInputError {
  try {
    check(operation, input)
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('The input was taken.')
}
