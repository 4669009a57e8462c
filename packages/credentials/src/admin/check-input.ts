import { fitsPattern } from '../model/fits-pattern.ts'
import type { IntegerShape, ListShape, MapShape, Shape, StringShape, StructureShape } from '../model/shape.ts'
import { type InputProblem, InvalidInputError } from './invalid-input-error.ts'

/**
 * The input as it is sent: a copy, without the members of structures that are undefined or null, which count as absent.
 * @throws {InvalidInputError} the input does not meet the rules of the model
 */
export function checkInput(operation: string, shape: StructureShape, input: unknown): Record<string, unknown> {
  const problems: InputProblem[] = []
  const checked = copy(shape, input ?? {}, '', problems)
  if (problems.length > 0) throw new InvalidInputError(operation, problems)
  // Without a problem, the copy of a structure is an object.
  return checked as Record<string, unknown>
}

function copy(shape: Shape, value: unknown, path: string, problems: InputProblem[]): unknown {
  const complain = (problem: string) => void problems.push({ member: path || 'the input', problem })
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' ? copyText(shape, value, complain) : complain(`must be a text, not ${typeName(value)}`)
    case 'integer':
      return Number.isSafeInteger(value)
        ? copyInteger(shape, Number(value), complain)
        : complain(`must be a whole number, not ${typeName(value)}`)
    case 'boolean':
      return typeof value === 'boolean' ? value : complain(`must be true or false, not ${typeName(value)}`)
    case 'timestamp':
      return value instanceof Date ? value.getTime() / 1000 : complain(`must be a Date, not ${typeName(value)}`)
    case 'list':
      return Array.isArray(value) ? copyList(shape, value, path, problems, complain) : complain(`must be an array, not ${typeName(value)}`)
    case 'map':
      return isRecord(value) ? copyMap(shape, value, path, problems, complain) : complain(`must be an object, not ${typeName(value)}`)
    case 'structure':
      return isRecord(value) ? copyStructure(shape, value, path, problems) : complain(`must be an object, not ${typeName(value)}`)
  }
}

type Complain = (problem: string) => void

function copyText(shape: StringShape, text: string, complain: Complain): string {
  checkRange(shape, text.length, 'characters', complain)
  if (shape.values && !shape.values.includes(text)) complain(`must be one of ${shape.values.join(', ')}`)
  if (shape.pattern && text !== '' && !fitsPattern(shape.pattern, text)) complain(`must match ${shape.pattern}`)
  return text
}

function copyInteger({ min = -Infinity, max = Infinity }: IntegerShape, value: number, complain: Complain): number {
  if (value < min || value > max) complain(`is ${value}: it must be ${min} to ${max}`)
  return value
}

function copyList(shape: ListShape, values: readonly unknown[], path: string, problems: InputProblem[], complain: Complain): unknown[] {
  checkRange(shape, values.length, 'elements', complain)
  return Array.from(values, (value, index) => copy(shape.member, value, `${path}[${index}]`, problems))
}

function copyMap(shape: MapShape, values: object, path: string, problems: InputProblem[], complain: Complain): object {
  const entries = Object.entries(values)
  checkRange(shape, entries.length, 'entries', complain)
  return Object.fromEntries(
    entries.map(([key, value]) => {
      let at = `${path}[${JSON.stringify(key)}]`
      copyText(shape.key, key, (problem) => {
        // What is no key may be a token that went into the wrong place: it is not repeated.
        at = `${path}[…]`
        complain(`has a key that ${problem}`)
      })
      return [key, copy(shape.value, value, at, problems)]
    }),
  )
}

function copyStructure({ members, required = [] }: StructureShape, value: object, path: string, problems: InputProblem[]): object {
  const given = new Map(Object.entries(value).filter(([, member]) => member !== undefined && member !== null))
  const at = (name: string) => (path ? `${path}.${name}` : name)
  for (const name of required) if (!given.has(name)) problems.push({ member: at(name), problem: 'is missing: it is required' })
  const shapes = new Map(Object.entries(members))
  return Object.fromEntries(
    [...given].map(([name, member]) => {
      const shape = shapes.get(name)
      if (!shape) problems.push({ member: at(name.length > 64 ? '…' : name), problem: `is unknown: ${advice(name, [...shapes.keys()])}` })
      return [name, shape && copy(shape, member, at(name), problems)]
    }),
  )
}

function advice(name: string, known: readonly string[]): string {
  const meant = known.find((other) => other.toLowerCase() === name.toLowerCase())
  return meant ? `write ${meant}` : known.length > 0 ? `the members are ${known.join(', ')}` : 'there are no members'
}

function checkRange(
  { min = 0, max = Infinity }: { readonly min?: number; readonly max?: number },
  size: number,
  unit: string,
  complain: Complain,
): void {
  if (size < min || size > max) complain(`has ${size} ${unit}: it must have ${max === Infinity ? `at least ${min}` : `${min} to ${max}`}`)
}

/** A plain object, of any realm; a `Map` would seem to be empty. */
function isRecord(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]'
}

function typeName(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value
}
