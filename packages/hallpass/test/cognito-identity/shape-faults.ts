import type { IntegerShape, ListShape, MapShape, Shape, StringShape, StructureShape } from '../../src/operation/shape.ts'
import { example, exampleMap, exampleStructure, exampleText, isClosed, membersOf } from './shape-examples.ts'

/** A value that breaks one constraint of its shape, and what the answer says of it. */
export interface Fault {
  readonly value: unknown
  readonly clause: string
}

type Scalar = StringShape | IntegerShape
type Sized = { readonly min?: number; readonly max?: number }

/** Every constraint of a shape, and of what is in it, broken once. */
export function faults(shape: Shape, path = ''): Fault[] {
  switch (shape.kind) {
    case 'boolean':
      return []
    case 'integer':
    case 'string':
      return brokenScalars(shape).map(({ value, constraint }) => ({ value, clause: clause(shape, String(value), path, constraint) }))
    case 'list':
      return listFaults(shape, path)
    case 'map':
      return mapFaults(shape, path)
    case 'structure':
      return structureFaults(shape, path)
  }
}

function listFaults({ member, ...size }: ListShape, path: string): Fault[] {
  const ofSize = brokenSizes(size).map(({ length, constraint }) => {
    const values = Array.from({ length }, () => example(member))
    return { value: values, clause: clause(member, isScalar(member) ? `[${values.join(', ')}]` : undefined, path, constraint) }
  })
  if (!isScalar(member)) return [...ofSize, ...inside(faults(member, `${path}.1.member`), (value) => [value])]
  const constraint = `Member must satisfy constraint: [${constraints(member).join(', ')}]`
  const ofMembers = brokenScalars(member).map(({ value }) => ({ value: [value], clause: clause(member, `[${value}]`, path, constraint) }))
  return [...ofSize, ...ofMembers]
}

function mapFaults(shape: MapShape, path: string): Fault[] {
  const { key, value: member } = shape
  const name = exampleText(key)
  const ofSize = (isClosed(shape) ? [] : brokenSizes(shape)).map(({ length, constraint }) => ({
    value: exampleMap(shape, length),
    clause: clause(member, undefined, path, constraint),
  }))
  const ofKeys = brokenScalars(key).map(({ value }) => ({
    value: { [value]: example(member) },
    clause: clause(member, undefined, path, `Map keys must satisfy constraint: [${constraints(key).join(', ')}]`),
  }))
  if (!isScalar(member)) return [...ofSize, ...ofKeys, ...inside(faults(member, `${path}.${name}.member`), (value) => ({ [name]: value }))]
  const constraint = `Map value must satisfy constraint: [${constraints(member).join(', ')}]`
  const ofValues = brokenScalars(member).map(({ value }) => ({
    value: { [name]: value },
    clause: clause(member, `{${name}=${value}}`, path, constraint),
  }))
  return [...ofSize, ...ofKeys, ...ofValues]
}

function structureFaults(shape: StructureShape, path: string): Fault[] {
  const whole = exampleStructure(shape)
  return membersOf(shape).flatMap(({ name, member, isRequired }) => {
    const at = `${path === '' ? '' : `${path}.`}${name.charAt(0).toLowerCase()}${name.slice(1)}`
    const missing = isRequired
      ? [{ value: null, clause: `Value null at '${at}' failed to satisfy constraint: Member must not be null` }]
      : []
    return inside([...missing, ...faults(member, at)], (value) => ({ ...whole, [name]: value }))
  })
}

function inside(found: Fault[], wrap: (value: unknown) => unknown): Fault[] {
  return found.map((fault) => ({ ...fault, value: wrap(fault.value) }))
}

/** @param shown undefined where the test does not spell the value out */
function clause(shape: Shape, shown: string | undefined, path: string, constraint: string): string {
  const isSensitive = shape.kind === 'string' && shape.sensitive === true
  const value = isSensitive ? 'Value' : shown === undefined ? "'" : `Value '${shown}'`
  return `${value} at '${path}' failed to satisfy constraint: ${constraint}`
}

function isScalar(shape: Shape): shape is Scalar {
  return shape.kind === 'string' || shape.kind === 'integer'
}

function brokenScalars(shape: Scalar): { value: string | number; constraint: string }[] {
  if (shape.kind === 'integer') {
    const { min = 0, max = 0 } = shape
    return [
      { value: min - 1, constraint: `Member must have value greater than or equal to ${min}` },
      { value: max + 1, constraint: `Member must have value less than or equal to ${max}` },
    ]
  }
  const { pattern, values } = shape
  const unfit = ['!', ' '].find((text) => pattern?.whole.test(text) === false)
  return [
    ...brokenSizes(shape).map(({ length, constraint }) => ({ value: 'a'.repeat(length), constraint })),
    ...(pattern === undefined || unfit === undefined ? [] : [{ value: unfit, constraint: fits(pattern.text) }]),
    ...(values === undefined ? [] : [{ value: 'none', constraint: isOneOf(values) }]),
  ]
}

function brokenSizes({ min = 0, max }: Sized): { length: number; constraint: string }[] {
  return [
    ...(max === undefined ? [] : [{ length: max + 1, constraint: `Member must have length less than or equal to ${max}` }]),
    ...(min === 0 ? [] : [{ length: min - 1, constraint: `Member must have length greater than or equal to ${min}` }]),
  ]
}

function constraints(shape: Scalar): string[] {
  if (shape.kind === 'integer') return []
  const { min, max, pattern, values } = shape
  return [
    ...(max === undefined ? [] : [`Member must have length less than or equal to ${max}`]),
    ...(min === undefined ? [] : [`Member must have length greater than or equal to ${min}`]),
    ...(pattern === undefined ? [] : [fits(pattern.text)]),
    ...(values === undefined ? [] : [isOneOf(values)]),
  ]
}

function fits(pattern: string): string {
  return `Member must satisfy regular expression pattern: ${pattern}`
}

function isOneOf(values: readonly string[]): string {
  return `Member must satisfy enum value set: [${values.join(', ')}]`
}
