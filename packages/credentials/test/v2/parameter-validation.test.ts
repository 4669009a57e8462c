import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParamValidation } from '../../src/v2/config-types.ts'
import type { ApiShape } from '../../src/v2/params/api-shape.ts'
import { original, ours } from './both.ts'
import { type ServiceName, serviceOf } from './exchange.ts'
import { nearParams } from './near-params.ts'

const sdk = await original.load()
const mine = await ours.load()
const services: ServiceName[] = ['CognitoIdentity', 'STS']

describe.each(services)('A4.5 CP-V2-9 parameters of %s', (name) => {
  const { operations } = serviceOf(mine, name).api

  test.each(Object.keys(operations))('of %s: the same types, required and known members as the SDK', (operation) => {
    const own = shapeOf(operations, operation)
    const theirs = shapeOf(serviceOf(sdk, name).api.operations, operation)
    fc.assert(
      fc.property(nearParams(own), (params) => {
        expect(findings(mine, own, params, {})).toEqual(findings(sdk, theirs, params, {}))
      }),
    )
  })

  test.each(Object.keys(operations))('of %s: the same messages for all rules of our model', (operation) => {
    const shape = shapeOf(operations, operation)
    fc.assert(
      fc.property(nearParams(shape), fc.constantFrom({ min: true, max: true, enum: true }, true), (params, rules) => {
        expect(findings(mine, shape, params, rules)).toEqual(findings(sdk, shape, params, rules))
      }),
    )
  })
})

describe.each([
  ['aws-sdk', sdk],
  ['ours', mine],
] as const)('A4.5 ParamValidator of %s', (_, AWS) => {
  const shape: ApiShape = {
    type: 'structure',
    required: ['name'],
    members: {
      name: { type: 'string', min: 2, max: 3, pattern: '^[a-z]' },
      kind: { enum: ['a', 'b'] },
      count: { type: 'integer', min: 1, max: 5 },
      isOpen: { type: 'boolean' },
      parts: { type: 'list', min: 1, max: 2, member: { type: 'structure', required: ['id'], members: { id: {} } } },
      tags: { type: 'map', max: 1, key: { max: 3 }, value: { type: 'integer' } },
    },
  }
  const validate = (params: unknown, rules?: ParamValidation | boolean, context?: string) => findings(AWS, shape, params, rules, context)
  const all = { min: true, max: true, pattern: true, enum: true }

  test('returns true for what fits', () => {
    expect(new AWS.ParamValidator().validate(shape, { name: 'abc', count: '5', parts: [{ id: 'x' }], tags: { a: 1 } })).toBe(true)
  })

  test('takes null and undefined members for absent', () => {
    expect(validate({ name: 'ab', kind: null, count: undefined, tags: null, parts: null, Nope: null, other: undefined })).toBe(true)
    expect(validate({ name: null })).toMatchObject({ code: 'MissingRequiredParameter' })
  })

  test('takes no parameters at all for a structure without members', () => {
    expect(validate(undefined)).toMatchObject({ message: "Missing required key 'name' in params" })
    expect(validate(null)).toMatchObject({ message: "Missing required key 'name' in params" })
  })

  test.each([
    [{}, 'MissingRequiredParameter', "Missing required key 'name' in params"],
    [{ name: 'ab', Nope: 1 }, 'UnexpectedParameter', "Unexpected key 'Nope' found in params"],
    [{ name: 1 }, 'InvalidParameterType', 'Expected params.name to be a string'],
    [{ name: 'ab', count: 'x' }, 'InvalidParameterType', 'Expected params.count to be a number'],
    [{ name: 'ab', count: '05' }, 'InvalidParameterType', 'Expected params.count to be a number'],
    [{ name: 'ab', isOpen: 'true' }, 'InvalidParameterType', 'Expected params.isOpen to be a boolean'],
    [{ name: 'ab', parts: {} }, 'InvalidParameterType', 'Expected params.parts to be an Array'],
    [{ name: 'ab', tags: 'x' }, 'InvalidParameterType', 'Expected params.tags to be a map'],
    [{ name: 'ab', parts: [7] }, 'MultipleValidationErrors', expect.stringContaining('Expected params.parts[0] to be a structure')],
    [{ name: 'ab', parts: [{ id: [] }] }, 'InvalidParameterType', 'Expected params.parts[0].id to be a string'],
    [{ name: 'ab', tags: { a: 'x' } }, 'InvalidParameterType', "Expected params.tags['a'] to be a number"],
    [{ name: 'a' }, 'MinRangeError', 'Expected string length >= 2, but found 1 for params.name'],
    [{ name: 'ab', count: 0 }, 'MinRangeError', 'Expected numeric value >= 1, but found 0 for params.count'],
    [{ name: 'ab', parts: [] }, 'MinRangeError', 'Expected list member count >= 1, but found 0 for params.parts'],
  ])('refuses %j as %s', (params, code, message) => {
    expect(validate(params)).toMatchObject({ code, name: code, message })
  })

  test.each([
    [{ name: 'abcd' }, 'MaxRangeError', 'Expected string length <= 3, but found 4 for params.name'],
    [{ name: 'ab', count: 6 }, 'MaxRangeError', 'Expected numeric value <= 5, but found 6 for params.count'],
    [{ name: 'ab', tags: { a: 1, b: 2 } }, 'MaxRangeError', 'Expected map member count <= 1, but found 2 for params.tags'],
    [{ name: 'ab', tags: { long: 1 } }, 'MaxRangeError', "Expected string length <= 3, but found 4 for params.tags[key='long']"],
    [{ name: 'AB' }, 'PatternMatchError', 'Provided value "AB" does not match regex pattern /^[a-z]/ for params.name'],
    [{ name: 'ab', kind: 'c' }, 'EnumError', 'Found string value of c, but expected a|b for params.kind'],
  ])('lets %j pass unless asked for %s', (params, code, message) => {
    expect(validate(params)).toBe(true)
    expect(validate(params, all)).toMatchObject({ code, message })
  })

  test('checks types and required members whatever it is told', () => {
    expect(validate({ name: '' }, {})).toBe(true)
    expect(validate({ name: 1 }, {})).toMatchObject({ code: 'InvalidParameterType' })
    expect(validate({}, { max: true })).toMatchObject({ code: 'MissingRequiredParameter' })
  })

  test('tells all that is wrong in one error', () => {
    const error = validate({ Nope: 1, count: 'x' })
    expect(error).toMatchObject({
      code: 'MultipleValidationErrors',
      message: [
        'There were 3 validation errors:',
        "* MissingRequiredParameter: Missing required key 'name' in params",
        "* UnexpectedParameter: Unexpected key 'Nope' found in params",
        '* InvalidParameterType: Expected params.count to be a number',
      ].join('\n'),
      errors: ['MissingRequiredParameter', 'UnexpectedParameter', 'InvalidParameterType'].map((code) => expect.objectContaining({ code })),
    })
  })

  test('begins anew with each validation', () => {
    const validator = new AWS.ParamValidator()
    expect(() => validator.validate(shape, { Nope: 1 })).toThrow('There were 2 validation errors')
    expect(() => validator.validate(shape, {})).toThrow("Missing required key 'name' in params")
  })

  test('calls the parameters as told', () => {
    expect(validate({ count: 'x', name: 'ab' }, true, 'input')).toMatchObject({ message: 'Expected input.count to be a number' })
  })
})

describe('A4.5 parameters of ours', () => {
  const { operations } = serviceOf(mine, 'CognitoIdentity').api

  test.each([
    ['getId', { IdentityPoolId: '' }, {}, 'MinRangeError', 'Expected string length >= 1, but found 0 for params.IdentityPoolId'],
    ['listIdentityPools', { MaxResults: 0 }, {}, 'MinRangeError', 'Expected numeric value >= 1, but found 0 for params.MaxResults'],
    [
      'deleteIdentities',
      { IdentityIdsToDelete: [] },
      {},
      'MinRangeError',
      'Expected list member count >= 1, but found 0 for params.IdentityIdsToDelete',
    ],
    [
      'listIdentityPools',
      { MaxResults: 61 },
      { max: true },
      'MaxRangeError',
      'Expected numeric value <= 60, but found 61 for params.MaxResults',
    ],
    [
      'getId',
      { IdentityPoolId: 'a b:0' },
      { pattern: true },
      'PatternMatchError',
      'Provided value "a b:0" does not match regex pattern /[\\w-]+:[0-9a-f-]+/ for params.IdentityPoolId',
    ],
    [
      'setIdentityPoolRoles',
      { IdentityPoolId: 'a:0', Roles: {}, RoleMappings: { p: { Type: 'None' } } },
      { enum: true },
      'EnumError',
      "Found string value of None, but expected Token|Rules for params.RoleMappings['p'].Type",
    ],
  ] as const)('%s(%j) with %j: %s', (operation, params, rules, code, message) => {
    const isDefault = Object.keys(rules).length === 0
    expect(findings(mine, shapeOf(operations, operation), params, isDefault ? undefined : rules)).toMatchObject({ code, message })
  })

  test('a structure that is null counts as absent, where the SDK fails by accident', () => {
    const params = { IdentityPoolId: 'a:0', Roles: {}, RoleMappings: { p: null } }
    expect(findings(mine, shapeOf(operations, 'setIdentityPoolRoles'), params)).toBe(true)
  })

  test('a key that objects inherit is a key like any other', () => {
    const params = JSON.parse('{"IdentityPoolId":"a:0","toString":"x","__proto__":"y"}')
    expect(findings(mine, shapeOf(operations, 'getId'), params)).toMatchObject({
      message: expect.stringMatching(/Unexpected key 'toString' found in params\n.*Unexpected key '__proto__' found in params/),
    })
  })
})

function shapeOf(operations: Readonly<Record<string, { input: ApiShape }>>, operation: string): ApiShape {
  return operations[operation]?.input ?? {}
}

/** True, or what the validator threw. */
function findings(AWS: typeof mine, shape: ApiShape, params: unknown, rules?: ParamValidation | boolean, context?: string): unknown {
  try {
    return new AWS.ParamValidator(rules).validate(shape, params, context)
  } catch (error) {
    const { code, name, message, errors } = error as ReturnType<typeof mine.util.error>
    return { code, name, message, errors: errors?.map(({ code, name, message }) => ({ code, name, message })) }
  }
}
