/** An element of a document, its names resolved. Comments are left out: the text on both sides of one is one text. */
export interface XmlElement {
  /** Empty: in no namespace. */
  readonly namespace: string
  readonly name: string
  /** Without the declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[]
  readonly content: readonly (XmlElement | string)[]
  /** Whether a comment stands directly in it. */
  readonly hasComment: boolean
}

export interface XmlAttribute {
  /** Empty: in no namespace, as all attributes without a prefix are. */
  readonly namespace: string
  readonly name: string
  readonly value: string
}

export function elementsIn(element: XmlElement): readonly XmlElement[] {
  return element.content.filter((part) => typeof part !== 'string')
}

export function isNamed(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespace === namespace && element.name === name
}

export function elementsNamed(element: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return elementsIn(element).filter((child) => isNamed(child, namespace, name))
}

/** The one child of this name; undefined where there is none, or several. */
export function onlyElement(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const [first, ...others] = elementsNamed(element, namespace, name)
  return others.length === 0 ? first : undefined
}

/** The element, and every element below it. */
export function withDescendants(element: XmlElement): readonly XmlElement[] {
  return [element, ...elementsIn(element).flatMap(withDescendants)]
}

/** The value of an attribute without a prefix. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.namespace === '' && attribute.name === name)?.value
}

/** All the text in the element and below it, joined. */
export function textOf(element: XmlElement): string {
  return element.content.map((part) => (typeof part === 'string' ? part : textOf(part))).join('')
}
