import { expandReferences } from './xml-text.ts'

export interface StartTag {
  /** As written, prefix included. */
  readonly name: string
  /** As written, declarations of namespaces included: name → value, normalized. */
  readonly attributes: ReadonlyMap<string, string>
  readonly isEmpty: boolean
  /** Where the text goes on. */
  readonly end: number
}

// Made once: a document may have very many tags. Each match says where it is to begin.
const opening = /<([\w.:-]{1,512})/y
const closing = /[ \t\n]*(\/?)>/y
const endTag = /<\/([\w.:-]{1,512})[ \t\n]*>/y
const attributeHead = /[ \t\n]+([\w.:-]{1,512})[ \t\n]*=[ \t\n]*(["'])/y

/** More than any document of SAML needs on one element. */
const maxAttributes = 128

/**
 * Reads the start tag at `at`, where a `<` stands. Undefined where it is not well-formed; names are ASCII, as all of SAML's are.
 * Source: XML 1.0, section 3.1; Namespaces in XML 1.0, section 4.
 */
export function readStartTag(text: string, at: number): StartTag | undefined {
  const opened = matchAt(opening, text, at)
  const name = opened?.[1]
  if (opened === undefined || name === undefined || !isQualifiedName(name)) return undefined

  const attributes = new Map<string, string>()
  let position = at + opened[0].length
  for (;;) {
    const closed = matchAt(closing, text, position)
    if (closed !== undefined) return { name, attributes, isEmpty: closed[1] === '/', end: position + closed[0].length }

    const attribute = readAttribute(text, position)
    if (attribute === undefined || attributes.has(attribute.name) || attributes.size === maxAttributes) return undefined
    attributes.set(attribute.name, attribute.value)
    position = attribute.end
  }
}

/** The name of the end tag at `at`, as written, and where the text goes on. */
export function readEndTag(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
  const closed = matchAt(endTag, text, at)
  return closed?.[1] === undefined ? undefined : { name: closed[1], end: at + closed[0].length }
}

function readAttribute(text: string, at: number) {
  const [head, name, quote] = matchAt(attributeHead, text, at) ?? []
  if (head === undefined || name === undefined || quote === undefined || !isQualifiedName(name)) return undefined
  const start = at + head.length
  const end = text.indexOf(quote, start)
  if (end < 0) return undefined
  const raw = text.slice(start, end)
  if (raw.includes('<')) return undefined
  // Source: XML 1.0, section 3.3.3; without a DTD every attribute is CDATA.
  const value = expandReferences(raw.replace(/[\t\n]/g, ' '))
  return value === undefined ? undefined : { name, value, end: end + 1 }
}

function isQualifiedName(name: string): boolean {
  // The DOM parser keeps names in plain objects: one that every object has would be lost or found where it is not.
  return /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/.test(name) && !name.split(':').some((part) => part in Object.prototype)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
