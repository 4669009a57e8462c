import { parseXml, type XmlLimits } from '../xml/parse-xml.ts'
import { elementsIn, textOf, type XmlElement } from '../xml/xml-element.ts'

/** Bytes: what is read whole before it is decided. */
export const longestDocument = 2 * 1024 * 1024

/** Namespace of S3's documents; they are taken without one as well. */
export const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'

/**
 * A document of S3's: elements of its namespace or of none, without attributes, without document types and processing instructions.
 * @returns undefined where it is none, or has another root
 */
export function parseDocument(bytes: Uint8Array, root: string): XmlElement | undefined {
  const text = decode(bytes)
  const element = text === undefined ? undefined : parseXml(text, limits)
  return element !== undefined && element.name === root && isPlain(element) ? element : undefined
}

/**
 * The members of an element by name; a text is allowed only where it is blank.
 * @param known name → whether it may come more than once
 * @returns undefined where another element is there, or one too often
 */
export function membersOf(
  element: XmlElement,
  known: Readonly<Record<string, 'once' | 'many'>>,
): ReadonlyMap<string, readonly XmlElement[]> | undefined {
  const members = new Map<string, XmlElement[]>()
  for (const part of element.content) {
    if (typeof part === 'string') {
      if (part.trim() !== '') return undefined
      continue
    }
    const allowed = Object.hasOwn(known, part.name) ? known[part.name] : undefined
    const before = members.get(part.name)
    if (allowed === undefined || (allowed === 'once' && before !== undefined)) return undefined
    if (before === undefined) members.set(part.name, [part])
    else before.push(part)
  }
  return members
}

/** The text of a member; undefined where it is missing, or is no mere text. */
export function memberText(members: ReadonlyMap<string, readonly XmlElement[]>, name: string): string | undefined {
  const [member] = members.get(name) ?? []
  return member === undefined || elementsIn(member).length > 0 ? undefined : textOf(member)
}

const limits: XmlLimits = { depth: 8, nodes: 500_000, elementNames: 50, comments: 1_000 }

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isPlain(element: XmlElement): boolean {
  const isOurs = element.namespace === '' || element.namespace === namespace
  return isOurs && element.attributes.length === 0 && elementsIn(element).every(isPlain)
}
