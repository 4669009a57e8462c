import type { Shape, StructureShape } from './shape.ts'

/**
 * The output of an operation as its shape has it: times are dates, and what the shape does not name, or what has another type than it
 * says, is left out.
 * @param answer parsed JSON; anything but an object counts as one without members
 */
export function readOutput(shape: StructureShape, answer: unknown): Record<string, unknown> {
  const members = new Map(Object.entries(objectOf(answer)))
  return present(Object.entries(shape.members).map(([name, member]) => [name, read(member, members.get(name))]))
}

/** Undefined where the value does not fit. */
function read(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'integer':
      return typeof value === 'number' ? value : undefined
    case 'timestamp':
      // The wire has seconds with a fraction, which is not exact in binary.
      return typeof value === 'number' ? new Date(Math.round(value * 1000)) : undefined
    case 'list':
      return Array.isArray(value) ? value.map((member) => read(shape.member, member)).filter((member) => member !== undefined) : undefined
    case 'map':
      return isObject(value) ? present(Object.entries(value).map(([key, member]) => [key, read(shape.value, member)])) : undefined
    case 'structure':
      return isObject(value) ? readOutput(shape, value) : undefined
  }
}

/** `fromEntries` defines members, so that one called `__proto__` is a member like any other. */
function present(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

function objectOf(value: unknown): object {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
