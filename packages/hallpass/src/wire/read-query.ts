import type { ListShape, MapShape, Optional, Shape, StructureShape } from '../operation/shape.ts'
import { QueryError } from './query-errors.ts'
import type { QueryParameters } from './query-parameters.ts'

const maxIndex = 10_000

/** What is said of one member: its own value, and the parameters whose names go on below it. */
interface Said {
  own: string | undefined
  readonly below: [name: string, value: string][]
}

/**
 * The input that these parameters say, decoded by its shape; what the shape does not name is ignored. Constraints are not looked at here.
 * @throws QueryError `MalformedInput` where the parameters do not have the types of the shape
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function readQuery(shape: StructureShape, parameters: QueryParameters): Record<string, unknown> {
  return readStructure(shape, { own: undefined, below: [...parameters] })
}

function readStructure(shape: StructureShape, said: Said): Record<string, unknown> {
  if (said.own !== undefined) throw malformed('Unexpected value where a structure is expected')
  const branches = branch(said)
  const value: Record<string, unknown> = {}
  for (const [name, member] of Object.entries<Shape | Optional>(shape.members)) {
    const found = branches.get(name)
    if (found !== undefined) value[name] = read(member.kind === 'optional' ? member.shape : member, found)
  }
  return value
}

function read(shape: Shape, said: Said): unknown {
  switch (shape.kind) {
    case 'string':
      return scalar(said)
    case 'integer':
      return integer(scalar(said))
    case 'boolean':
      return boolean(scalar(said))
    case 'list':
      return readList(shape, said)
    case 'map':
      return readMap(shape, said)
    case 'structure':
      return readStructure(shape, said)
  }
}

function scalar({ own, below }: Said): string {
  if (own === undefined || below.length > 0) throw malformed('Start of structure or map found where not expected')
  return own
}

function integer(text: string): number {
  const value = Number(text)
  if (!/^-?[0-9]+$/.test(text) || !Number.isSafeInteger(value)) throw malformed('Expected an integer')
  return value
}

function boolean(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw malformed('Expected true or false')
  return text === 'true'
}

function readList(shape: ListShape, said: Said): unknown[] {
  return numbered(said, 'member').map((element) => read(shape.member, element))
}

function readMap(shape: MapShape, said: Said): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const entry of numbered(said, 'entry')) {
    const branches = branch(entry)
    const [key, value] = [branches.get('key'), branches.get('value')]
    if (entry.own !== undefined || key === undefined || value === undefined) throw malformed('A map entry is a key and a value')
    const name = scalar(key)
    if (map.has(name)) throw malformed('A map key is given twice')
    map.set(name, read(shape.value, value))
  }
  return map
}

/** What is said of `NAME.member.1`, `NAME.member.2`, … in the order of the numbers, gaps closed up; `NAME=` says that there are none. */
function numbered(said: Said, infix: 'member' | 'entry'): Said[] {
  if (said.own === '' && said.below.length === 0) return []
  const branches = branch(said)
  const list = branches.get(infix)
  if (said.own !== undefined || list === undefined || list.own !== undefined || branches.size > 1) {
    throw malformed('Start of list found where not expected')
  }
  return [...branch(list)]
    .map(([text, element]) => ({ index: index(text), element }))
    .sort((a, b) => a.index - b.index)
    .map(({ element }) => element)
}

function index(text: string): number {
  // One spelling for each number, so that none is given twice.
  if (!/^[1-9][0-9]{0,4}$/.test(text) || Number(text) > maxIndex) throw malformed(`A list index is a number from 1 to ${maxIndex}`)
  return Number(text)
}

/** Sorts what is said by the first part of the name. */
function branch({ below }: Said): Map<string, Said> {
  const branches = new Map<string, Said>()
  for (const [name, value] of below) {
    const dot = name.indexOf('.')
    const head = dot < 0 ? name : name.slice(0, dot)
    const said = branches.get(head) ?? { own: undefined, below: [] }
    if (dot < 0) said.own = value
    else said.below.push([name.slice(dot + 1), value])
    branches.set(head, said)
  }
  return branches
}

function malformed(message: string): QueryError {
  return new QueryError('MalformedInput', message)
}
