import { AWS } from '../aws.ts'

/** What an element holds: a text, empty where it is blank, or elements by their names; of several of one name the first. */
export type XmlContent = string | { readonly [name: string]: XmlContent }

/**
 * The elements of a document's root, as far as answers of services need a reader: no namespaces, no attributes, no entities of its own.
 * @throws `XMLParserError`, retryable, where the document is not well-formed
 */
export function readXml(xml: string): Readonly<Record<string, XmlContent | undefined>> {
  const document: Draft = { name: '', children: [], text: '' }
  /** The elements that the reading is inside of, the innermost first. */
  const open = [document]
  const rest = xml.replace(piece, (whole, section?: string, slash?: string, name?: string, empty?: string, text?: string) => {
    const [inner = document] = open
    if (name === undefined) inner.text += section ?? decode(text ?? '')
    else if (!slash) {
      const element = { name, children: [], text: '' }
      inner.children.push(element)
      if (!empty) open.unshift(element)
    } else if (name === inner.name) open.shift()
    // What is left over tells that something was wrong.
    else return whole
    return ''
  })
  if (rest || open.length > 1 || document.text.trim()) throw malformed()
  const content = contentOf(document.children[0] ?? document)
  return typeof content === 'string' ? {} : content
}

interface Draft {
  name: string
  children: Draft[]
  text: string
}

/** A comment or instruction; a CDATA section; a tag, of which the attributes say nothing to us; text. */
const piece = /<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>|<(\/?)([^\s<>/!?]+)(?:\s(?:"[^"]*"|'[^']*'|[^"'<>/]|\/(?!>))*)?(\/?)>|([^<]+)/gs

function decode(text: string): string {
  return text.replace(/&(?:#(x[\da-f]{1,6}|\d{1,7});|(\w+);|)/gi, (_, code?: string, name = '') => {
    // Past the last character there is none, and asking for it would throw.
    const character = code ? String.fromCodePoint(Number(`0${code}`) % 0x110000) : entities.get(name)
    if (character === undefined) throw malformed()
    return character
  })
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function contentOf({ children, text }: Draft): XmlContent {
  if (children.length === 0) return text.trim() && text
  return Object.fromEntries(children.reverse().map((child) => [child.name, contentOf(child)]))
}

function malformed(): Error {
  return AWS.util.error(new Error('The XML document is not well-formed'), { code: 'XMLParserError', retryable: true })
}
