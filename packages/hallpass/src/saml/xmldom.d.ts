// The parser's own types bring a browser's globals into the whole service: this is the part that is used here.
declare module '@xmldom/xmldom/lib/dom-parser.js' {
  export interface DomNode {
    readonly localName?: string | null
    readonly namespaceURI?: string | null
    readonly textContent: string | null
    readonly childNodes: ArrayLike<DomNode>
    cloneNode(deep: boolean): DomNode
  }
  export class DOMParser {
    /** Without a locator, nodes do not keep where they stood. */
    constructor(options: { readonly errorHandler: (level: string, message: string) => void })
    /** A document has no name, and its root among its children. */
    parseFromString(text: string, mimeType: string): DomNode
  }
}
