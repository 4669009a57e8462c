import { fitsPattern } from '../../model/fits-pattern.ts'
import type { ParamValidation } from '../config-types.ts'
import type { ApiShape } from './api-shape.ts'

export interface Check {
  readonly rules: ParamValidation
  fail(code: string, message: string): void
}

/** Calls `fail` for whatever does not fit, in the order of the SDK's messages. Null and undefined fit any shape. */
export function checkShape(check: Check, shape: ApiShape, value: unknown, context: string): void {
  if (value === null || value === undefined) return
  switch (shape.type) {
    case 'structure':
      if (typeof value !== 'object') refuseType(check, 'structure', context)
      // A text, though it is no structure, has members too: its characters, of each of which the SDK tells.
      checkMembers(check, shape, Object(value), context)
      break
    case 'list':
      if (Array.isArray(value)) checkList(check, shape, value, context)
      else refuseType(check, 'Array', context)
      break
    case 'map':
      if (typeof value === 'object') checkMap(check, shape, value, context)
      else refuseType(check, 'map', context)
      break
    case 'integer':
      checkNumber(check, shape, value, context)
      break
    case 'boolean':
      if (typeof value !== 'boolean') refuseType(check, 'boolean', context)
      break
    default:
      if (typeof value === 'string') checkText(check, shape, value, context)
      else refuseType(check, 'string', context)
  }
}

function checkMembers(check: Check, { members = {}, required = [] }: ApiShape, value: object, context: string): void {
  for (const name of required) {
    const member: unknown = Reflect.get(value, name)
    if (member === null || member === undefined) check.fail('MissingRequiredParameter', `Missing required key '${name}' in ${context}`)
  }
  for (const [name, member] of Object.entries(value)) {
    const shape = Object.hasOwn(members, name) && members[name]
    if (shape) checkShape(check, shape, member, `${context}.${name}`)
    else if (member !== null && member !== undefined) check.fail('UnexpectedParameter', `Unexpected key '${name}' found in ${context}`)
  }
}

function checkList(check: Check, shape: ApiShape, values: readonly unknown[], context: string): void {
  checkRange(check, shape, values.length, 'list member count', context)
  values.forEach((value, index) => {
    checkShape(check, shape.member ?? {}, value, `${context}[${index}]`)
  })
}

function checkMap(check: Check, shape: ApiShape, map: object, context: string): void {
  const entries = Object.entries(map)
  for (const [key, value] of entries) {
    checkShape(check, shape.key ?? {}, key, `${context}[key='${key}']`)
    checkShape(check, shape.value ?? {}, value, `${context}['${key}']`)
  }
  checkRange(check, shape, entries.length, 'map member count', context)
}

/** A text will do that is exactly what its number is written as. */
function checkNumber(check: Check, shape: ApiShape, value: unknown, context: string): void {
  const read = Number.parseFloat(String(value))
  const number = String(read) === value ? read : value
  if (typeof number === 'number') checkRange(check, shape, number, 'numeric value', context)
  else refuseType(check, 'number', context)
}

function checkText(check: Check, shape: ApiShape, text: string, context: string): void {
  const { enum: values, pattern, kind } = shape
  const { rules, fail } = check
  if (rules.enum && values && !values.includes(text)) {
    fail('EnumError', `Found string value of ${text}, but expected ${values.join('|')} for ${context}`)
  }
  checkRange(check, shape, text.length, 'string length', context)
  if (rules.pattern && pattern !== undefined && !(kind ? fitsPattern(pattern, text) : new RegExp(pattern).test(text))) {
    fail('PatternMatchError', `Provided value "${text}" does not match regex pattern /${pattern}/ for ${context}`)
  }
}

function checkRange({ rules, fail }: Check, { min, max }: ApiShape, size: number, what: string, context: string): void {
  const found = `but found ${size} for ${context}`
  if (rules.min && min !== undefined && size < min) fail('MinRangeError', `Expected ${what} >= ${min}, ${found}`)
  if (rules.max && max !== undefined && size > max) fail('MaxRangeError', `Expected ${what} <= ${max}, ${found}`)
}

function refuseType({ fail }: Check, type: string, context: string): void {
  fail('InvalidParameterType', `Expected ${context} to be a${type === 'Array' ? 'n' : ''} ${type}`)
}
