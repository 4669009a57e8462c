import type { ApiShape } from '../params/api-shape.ts'
import { readScalar } from './read-scalar.ts'

/** Parameters as they are sent. What the shape does not know, and what is null or undefined, is left out. */
export function toWire(shape: ApiShape, params: unknown): unknown {
  return translate(shape, params, { namesOf: (_, value) => Object.keys(value), scalar: writeScalar, gap: undefined })
}

/** An answer as the shape has it. What the shape does not know is left out, and what is null where there should be parts. */
export function fromWire(shape: ApiShape, answer: unknown): unknown {
  return translate(shape, answer, { namesOf: Object.keys, scalar: readScalar, gap: null })
}

interface Direction {
  /** In the order that counts; those that the other side lacks are left out. */
  namesOf(members: object, value: object): string[]
  scalar(type: string | undefined, value: unknown): unknown
  /** What a list or a map has in place of what is left out; undefined: nothing. */
  readonly gap: null | undefined
}

/** Undefined for what is left out. A value of another type is read as if it were of the shape's. */
function translate(shape: ApiShape, value: unknown, direction: Direction): unknown {
  if (value === undefined) return undefined
  const { type, members, member, value: mapped } = shape
  const inside = members ?? member ?? mapped
  if (!inside) return direction.scalar(type, value)
  if (value === null) return undefined

  const object: object = Object(value)
  const part = (of: ApiShape | undefined, name: string) => translate(of ?? {}, Reflect.get(object, name), direction)
  const present = (parts: [string, unknown][]) => parts.filter(([, translated]) => translated !== undefined)
  if (members) {
    const names = direction.namesOf(members, object).filter((name) => Object.hasOwn(members, name) && Object.hasOwn(object, name))
    return Object.fromEntries(present(names.map((name) => [name, part(members[name], name)])))
  }
  const parts = present(Object.keys(object).map((name) => [name, part(inside, name) ?? direction.gap]))
  return member ? parts.map(([, translated]) => translated) : Object.fromEntries(parts)
}

function writeScalar(type: string | undefined, value: unknown): unknown {
  if (value === null) return undefined
  return type === 'integer' ? Number.parseInt(String(value), 10) : value
}
