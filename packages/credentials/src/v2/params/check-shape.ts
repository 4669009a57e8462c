import { fitsPattern } from '../../model/fits-pattern.ts'
import type { ParamValidation } from '../classes.ts'
import type { ApiShape } from './api-shape.ts'

export interface Check {
  readonly rules: ParamValidation
  fail(code: string, message: string): void
}

/** Calls `fail` for whatever does not fit, in the order of the SDK's messages. Null and undefined fit any shape. */
export function checkShape(check: Check, shape: ApiShape, value: unknown, context: string): void {
  if (value === null || value === undefined) return
  const checkType = checks.get(shape.type ?? 'string')
  if (checkType) checkType(check, shape, value, context)
  // The SDK spells the code so.
  else check.fail('UnkownType', `Unhandled type ${shape.type} for ${context}`)
}

type CheckType = (check: Check, shape: ApiShape, value: unknown, context: string) => void

const checks: ReadonlyMap<string, CheckType> = new Map([
  ['structure', checkStructure],
  ['list', checkList],
  ['map', checkMap],
  ['string', checkText],
  ['integer', checkNumber],
  ['float', checkNumber],
  ['boolean', checkBoolean],
  ['timestamp', checkTime],
])

/** A text, though it is no structure, has members too: its characters, of each of which the SDK tells. */
function checkStructure(check: Check, { members = {}, required = [] }: ApiShape, value: unknown, context: string): void {
  expectType(check, value, isObject, 'a structure', context)
  for (const name of required) {
    const member: unknown = Reflect.get(Object(value), name)
    if (member === null || member === undefined) check.fail('MissingRequiredParameter', `Missing required key '${name}' in ${context}`)
  }
  for (const [name, member] of Object.entries(Object(value))) {
    const shape = Object.hasOwn(members, name) && members[name]
    if (shape) checkShape(check, shape, member, `${context}.${name}`)
    else if (member !== null && member !== undefined) check.fail('UnexpectedParameter', `Unexpected key '${name}' found in ${context}`)
  }
}

function checkList(check: Check, shape: ApiShape, value: unknown, context: string): void {
  if (!expectType(check, value, Array.isArray, 'an Array', context)) return
  checkRange(check, shape, value.length, 'list member count', context)
  value.forEach((part, index) => {
    checkShape(check, shape.member ?? {}, part, `${context}[${index}]`)
  })
}

function checkMap(check: Check, shape: ApiShape, value: unknown, context: string): void {
  if (!expectType(check, value, isObject, 'a map', context)) return
  const entries = Object.entries(value)
  for (const [key, part] of entries) {
    checkShape(check, shape.key ?? {}, key, `${context}[key='${key}']`)
    checkShape(check, shape.value ?? {}, part, `${context}['${key}']`)
  }
  checkRange(check, shape, entries.length, 'map member count', context)
}

function checkText(check: Check, shape: ApiShape, value: unknown, context: string): void {
  if (!expectType(check, value, isText, 'a string', context)) return
  const { enum: values, pattern, kind } = shape
  const { rules, fail } = check
  if (rules.enum && values && !values.includes(value)) {
    fail('EnumError', `Found string value of ${value}, but expected ${values.join('|')} for ${context}`)
  }
  checkRange(check, shape, value.length, 'string length', context)
  if (rules.pattern && pattern !== undefined && !(kind ? fitsPattern(pattern, value) : new RegExp(pattern).test(value))) {
    fail('PatternMatchError', `Provided value "${value}" does not match regex pattern /${pattern}/ for ${context}`)
  }
}

/** A text will do that is exactly what its number is written as. */
function checkNumber(check: Check, shape: ApiShape, value: unknown, context: string): void {
  const read = Number.parseFloat(String(value))
  const number = String(read) === value ? read : value
  if (expectType(check, number, isNumber, 'a number', context)) checkRange(check, shape, number, 'numeric value', context)
}

function checkBoolean(check: Check, _: ApiShape, value: unknown, context: string): void {
  expectType(check, value, isBoolean, 'a boolean', context)
}

function checkTime(check: Check, _: ApiShape, value: unknown, context: string): void {
  expectType(check, value, isTime, 'a Date object, ISO-8601 string, or a UNIX timestamp', context)
}

function checkRange({ rules, fail }: Check, { min, max }: ApiShape, value: number, what: string, context: string): void {
  if (rules.min && min !== undefined && value < min) fail('MinRangeError', `Expected ${what} >= ${min}, but found ${value} for ${context}`)
  if (rules.max && max !== undefined && value > max) fail('MaxRangeError', `Expected ${what} <= ${max}, but found ${value} for ${context}`)
}

function expectType<T>(check: Check, value: unknown, isOfType: (value: unknown) => value is T, type: string, context: string): value is T {
  const fits = isOfType(value)
  if (!fits) check.fail('InvalidParameterType', `Expected ${context} to be ${type}`)
  return fits
}

const isObject = (value: unknown): value is object => typeof value === 'object'
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isTime = (value: unknown): value is Date | string | number =>
  isNumber(value) || value instanceof Date || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(String(value))
