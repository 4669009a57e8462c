import type { MapShape, Optional, Shape, StringShape, StructureShape } from '../../src/operation/shape.ts'

/** A value, as JSON has it, that meets every constraint of its shape; nothing in it that is not required. */
export function example(shape: Shape): unknown {
  switch (shape.kind) {
    case 'boolean':
      return true
    case 'integer':
      return shape.min ?? 0
    case 'string':
      return exampleText(shape)
    case 'list':
      return Array.from({ length: shape.min ?? 0 }, () => example(shape.member))
    case 'map':
      return {}
    case 'structure':
      return exampleStructure(shape)
  }
}

export function exampleStructure(shape: StructureShape): Record<string, unknown> {
  const required = membersOf(shape).filter(({ isRequired }) => isRequired)
  return Object.fromEntries(required.map(({ name, member }) => [name, example(member)]))
}

/** A text that fits the pattern; of this length, where the pattern leaves a choice. */
export function exampleText({ pattern, values, min = 0 }: StringShape, length = min): string {
  if (values?.[0] !== undefined) return values[0]
  const texts = ['a', 'a:0', '1', 'authenticated'].map((text) => (length === 0 ? '' : text.padEnd(length, text.at(-1))))
  return (
    texts.find((text) => pattern?.whole.test(text) !== false) ??
    (pattern?.whole.test('authenticated') ? 'authenticated' : 'a'.repeat(length))
  )
}

/** A map of this size. */
export function exampleMap({ key, value }: MapShape, size: number): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: size }, (_, n) => [`${exampleText(key)}${n}`, example(value)]))
}

/** Whether the keys are some few words, so that there is no map of any size. */
export function isClosed({ key }: MapShape): boolean {
  return key.pattern !== undefined
}

/** Values that go to the edge of a constraint, and not over it. */
export function edges(shape: Shape): unknown[] {
  switch (shape.kind) {
    case 'boolean':
      return [true, false]
    case 'integer':
    case 'string':
      return [shape.min, shape.max]
        .filter((limit) => limit !== undefined)
        .map((limit) => (shape.kind === 'string' ? exampleText(shape, limit) : limit))
    case 'list':
      return [
        ...sized(shape.max, (length) => Array.from({ length }, () => example(shape.member))),
        ...edges(shape.member).map((value) => [value]),
      ]
    case 'map':
      return [
        ...(isClosed(shape) ? [] : sized(shape.max, (size) => exampleMap(shape, size))),
        ...edges(shape.value).map((value) => ({ [exampleText(shape.key)]: value })),
      ]
    case 'structure':
      return membersOf(shape).flatMap(({ name, member }) => edges(member).map((value) => ({ ...exampleStructure(shape), [name]: value })))
  }
}

export function membersOf(shape: StructureShape): { readonly name: string; readonly member: Shape; readonly isRequired: boolean }[] {
  return Object.entries<Shape | Optional>(shape.members).map(([name, member]) =>
    member.kind === 'optional' ? { name, member: member.shape, isRequired: false } : { name, member, isRequired: true },
  )
}

function sized(max: number | undefined, make: (size: number) => unknown): unknown[] {
  return max === undefined ? [] : [make(max)]
}
