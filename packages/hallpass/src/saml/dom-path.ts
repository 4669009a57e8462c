import { DOMParser, type DomNode } from '@xmldom/xmldom/lib/dom-parser.js'

export interface ElementName {
  readonly namespace: string
  readonly name: string
}

/**
 * The document as xml-crypto's own parser reads it. The library parses the text again, itself, and would put what it complains of
 * on the console: where there is anything, this throws.
 */
export function parseDom(xml: string): DomNode {
  const parser = new DOMParser({
    errorHandler(level) {
      throw new Error(`The XML parser has a complaint of level ${level}.`)
    },
  })
  return parser.parseFromString(xml, 'text/xml')
}

/** The element at the end of a path, the root first; undefined where one of the path is not there, or there several times. */
export function followPath(document: DomNode, path: readonly ElementName[]): DomNode | undefined {
  return path.reduce((node: DomNode | undefined, { namespace, name }) => {
    const children = Array.from(node?.childNodes ?? [])
    const [found, ...others] = children.filter((child) => child.namespaceURI === namespace && child.localName === name)
    return others.length === 0 ? found : undefined
  }, document)
}
