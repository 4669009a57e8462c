import { AWS } from '../aws.ts'

export interface XmlElement {
  readonly name: string
  readonly children: readonly XmlElement[]
  /** Its own; empty where it is blank. */
  readonly text: string
}

/**
 * The root element of a document, as far as answers of services need one: no namespaces, no entities of the document's own. A blank
 * document is an element without anything.
 * @throws `XMLParserError`, retryable, where the document is not well-formed
 */
export function readXml(xml: string): XmlElement {
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
  return withoutBlanks(document.children[0] ?? document)
}

export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name)
}

interface Draft {
  name: string
  children: Draft[]
  text: string
}

/** A comment, instruction or document type; a CDATA section; a tag, of which the attributes say nothing to us; text. */
const piece =
  /<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^[>]*>|<!\[CDATA\[(.*?)\]\]>|<(\/?)([^\s<>/!?]+)(?:\s(?:"[^"]*"|'[^']*'|[^"'<>/]|\/(?!>))*)?(\/?)>|([^<]+)/gs

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function decode(text: string): string {
  return text.replace(/&(?:#(x[\da-f]{1,6}|\d{1,7});|(\w+);|)/gi, (_, code?: string, name = '') => {
    // Past the last character there is none, and asking for it would throw.
    const character = code ? String.fromCodePoint(Number(`0${code}`) % 0x110000) : entities.get(name)
    if (character === undefined) throw malformed()
    return character
  })
}

function malformed(): Error {
  return AWS.util.error(new Error('The XML document is not well-formed'), { code: 'XMLParserError', retryable: true })
}

function withoutBlanks({ name, children, text }: Draft): XmlElement {
  return { name, children: children.map(withoutBlanks), text: text.trim() && text }
}
