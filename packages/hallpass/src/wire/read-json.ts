import type { Optional, Shape, Value } from '../operation/shape.ts'
import { JsonError } from './json-errors.ts'

/** How deep lists and objects may be nested. */
const maxDepth = 32

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Decodes a body of the JSON 1.1 wire by the shape of its operation's input. Members that the shape does not have are ignored,
 * null ones are absent, and nothing is converted. The constraints of the shape are not looked at here.
 * @param body UTF-8; empty means `{}`
 * @throws JsonError `SerializationException`
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function readJson<S extends Shape>(shape: S, body: Uint8Array): Value<S> {
  const document = body.length === 0 ? {} : parse(body)
  checkDepth(document, 0)
  // `read` checks the JSON types by the very shape that `Value` is made of.
  return read(shape, document) as Value<S>
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    // The parser's own words may repeat the body.
    throw new JsonError('SerializationException', 'The request body is not a JSON document in UTF-8.')
  }
}

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth >= maxDepth) throw new JsonError('SerializationException', `The request body is nested deeper than ${maxDepth}.`)
  for (const member of Object.values(value)) checkDepth(member, depth + 1)
}

function read(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') throw unexpected(value, 'String')
      if (!value.isWellFormed()) throw new JsonError('SerializationException', 'A string is not well-formed Unicode.')
      return value
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw unexpected(value, 'Integer')
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw unexpected(value, 'Boolean')
      return value
    case 'list':
      if (!Array.isArray(value)) throw unexpected(value, 'list')
      return value.filter((member) => member !== null).map((member) => read(shape.member, member))
    case 'map':
      return new Map(
        Object.entries(objectOf(value))
          .filter(([, member]) => member !== null)
          .map(([key, member]) => [String(read(shape.key, key)), read(shape.value, member)]),
      )
    case 'structure':
      return readStructure(shape.members, objectOf(value))
  }
}

function readStructure(members: Readonly<Record<string, Shape | Optional>>, object: object): Record<string, unknown> {
  const structure: Record<string, unknown> = {}
  // What was parsed from JSON has the members that were sent as its own.
  const given = object as Readonly<Record<string, unknown>>
  for (const [name, member] of Object.entries(members)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined && value !== null) structure[name] = read(member.kind === 'optional' ? member.shape : member, value)
  }
  return structure
}

function objectOf(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(value, 'structure')
  return value
}

/** In the words of AWS's own parser. */
function unexpected(value: unknown, wanted: 'String' | 'Integer' | 'Boolean' | 'list' | 'structure'): JsonError {
  if (Array.isArray(value)) return new JsonError('SerializationException', 'Start of list found where not expected')
  if (typeof value === 'object' && value !== null) {
    return new JsonError('SerializationException', 'Start of structure or map found where not expected')
  }
  if (wanted === 'list' || wanted === 'structure') {
    return new JsonError('SerializationException', `Expected ${wanted === 'list' ? 'list' : 'structure or map'} or null`)
  }
  const found = typeof value === 'string' ? 'STRING_VALUE' : typeof value === 'number' ? 'NUMBER_VALUE' : `${value}`.toUpperCase()
  return new JsonError('SerializationException', `${found} can not be converted to ${wanted === 'Integer' ? 'an' : 'a'} ${wanted}`)
}
