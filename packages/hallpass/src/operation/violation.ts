import type { ListShape, MapShape, Optional, Pattern, Shape, StringShape, StructureShape } from './shape.ts'

/** One constraint of the model that a value does not meet. The wires put it into words. */
export interface Violation {
  /** Members with a lower-case first letter: `roleMappings.KEY.member.rulesConfiguration.rules.1.member.claim`. */
  readonly path: string
  /** The value as a message may show it; undefined when it is sensitive, null when it is missing. */
  readonly shown: string | null | undefined
  /** `Member must not be null`, `Map keys must satisfy constraint: […]`, … */
  readonly constraint: string
}

/** A request can break more constraints than an answer should name: each may cost it three bytes, and the answer two hundred. */
const maxViolations = 100

/**
 * The constraints that `value`, which has the JSON types of `shape`, does not meet: the first hundred.
 * Source: botocore service models; the phrases are AWS's own.
 */
export function findViolations(shape: Shape, value: unknown): Violation[] {
  const found: Violation[] = []
  visit(shape, value, '', found)
  return found.slice(0, maxViolations)
}

function visit(shape: Shape, value: unknown, path: string, found: Violation[]): void {
  if (found.length >= maxViolations) return
  switch (shape.kind) {
    case 'boolean':
      return
    case 'integer':
    case 'string':
      for (const constraint of brokenConstraints(shape, value)) found.push({ path, shown: show(shape, value), constraint })
      return
    // A cast below is true because the wire decoded `value` by this very shape.
    case 'list':
      visitList(shape, value as unknown[], path, found)
      return
    case 'map':
      visitMap(shape, value as Map<string, unknown>, path, found)
      return
    case 'structure':
      visitStructure(shape, value as Record<string, unknown>, path, found)
      return
  }
}

function visitList(shape: ListShape, values: unknown[], path: string, found: Violation[]): void {
  const complain = (constraint: string) => found.push({ path, shown: show(shape, values), constraint })
  brokenSize(shape, values.length).forEach(complain)
  if (!isScalar(shape.member)) {
    values.forEach((value, index) => {
      visit(shape.member, value, `${path}.${index + 1}.member`, found)
    })
  } else if (values.some((value) => brokenConstraints(shape.member, value).length > 0)) {
    const constraints = [...allConstraints(shape.member), ...(shape.saysNotNull ? [notNull] : [])]
    complain(`Member must satisfy constraint: [${constraints.join(', ')}]`)
  }
}

function visitMap(shape: MapShape, values: Map<string, unknown>, path: string, found: Violation[]): void {
  const complain = (constraint: string) => found.push({ path, shown: show(shape, values), constraint })
  brokenSize(shape, values.size).forEach(complain)
  if ([...values.keys()].some((key) => brokenConstraints(shape.key, key).length > 0)) {
    complain(`Map keys must satisfy constraint: [${allConstraints(shape.key).join(', ')}]`)
  }
  if (!isScalar(shape.value)) {
    for (const [key, value] of values) {
      // A key of any length would be part of each path below it.
      if (brokenConstraints(shape.key, key).length === 0) visit(shape.value, value, `${path}.${key}.member`, found)
    }
  } else if ([...values.values()].some((value) => brokenConstraints(shape.value, value).length > 0)) {
    complain(`Map value must satisfy constraint: [${allConstraints(shape.value).join(', ')}]`)
  }
}

function visitStructure(shape: StructureShape, values: Record<string, unknown>, path: string, found: Violation[]): void {
  for (const [name, member] of Object.entries<Shape | Optional>(shape.members)) {
    const at = `${path === '' ? '' : `${path}.`}${name.charAt(0).toLowerCase()}${name.slice(1)}`
    const value = values[name]
    if (value !== undefined) visit(member.kind === 'optional' ? member.shape : member, value, at, found)
    else if (member.kind !== 'optional') found.push({ path: at, shown: null, constraint: notNull })
  }
}

function brokenConstraints(shape: Shape, value: unknown): string[] {
  if (shape.kind === 'integer' && typeof value === 'number') {
    return [
      ...(shape.max !== undefined && value > shape.max ? [atMost('value', shape.max)] : []),
      ...(shape.min !== undefined && value < shape.min ? [atLeast('value', shape.min)] : []),
    ]
  }
  if (shape.kind !== 'string' || typeof value !== 'string') return []
  return [
    ...brokenSize(shape, value.length),
    ...(shape.pattern !== undefined && !shape.pattern.whole.test(value) ? [fits(shape.pattern)] : []),
    ...(shape.values !== undefined && !shape.values.includes(value) ? [isOneOf(shape.values)] : []),
  ]
}

function brokenSize({ min, max }: { min?: number; max?: number }, size: number): string[] {
  return [
    ...(max !== undefined && size > max ? [atMost('length', max)] : []),
    ...(min !== undefined && size < min ? [atLeast('length', min)] : []),
  ]
}

function allConstraints(shape: Shape): string[] {
  if (shape.kind !== 'string') return []
  return [
    ...(shape.max === undefined ? [] : [atMost('length', shape.max)]),
    ...(shape.min === undefined ? [] : [atLeast('length', shape.min)]),
    ...(shape.pattern === undefined ? [] : [fits(shape.pattern)]),
    ...(shape.values === undefined ? [] : [isOneOf(shape.values)]),
  ]
}

const notNull = 'Member must not be null'
const atMost = (what: 'length' | 'value', limit: number) => `Member must have ${what} less than or equal to ${limit}`
const atLeast = (what: 'length' | 'value', limit: number) => `Member must have ${what} greater than or equal to ${limit}`
const fits = ({ text }: Pattern) => `Member must satisfy regular expression pattern: ${text}`
const isOneOf = (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(', ')}]`

function isScalar(shape: Shape): shape is StringShape {
  return shape.kind === 'string' || shape.kind === 'integer' || shape.kind === 'boolean'
}

function show(shape: Shape, value: unknown): string | undefined {
  return isSensitive(shape) ? undefined : spellOut(value)
}

function spellOut(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spellOut).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = value instanceof Map ? [...value] : Object.entries(value)
  return `{${members.map(([name, member]) => `${name}=${spellOut(member)}`).join(', ')}}`
}

function isSensitive(shape: Shape): boolean {
  switch (shape.kind) {
    case 'string':
      return shape.sensitive === true
    case 'list':
      return isSensitive(shape.member)
    case 'map':
      return isSensitive(shape.value)
    case 'structure':
      return Object.values<Shape | Optional>(shape.members).some((member) =>
        isSensitive(member.kind === 'optional' ? member.shape : member),
      )
    default:
      return false
  }
}
