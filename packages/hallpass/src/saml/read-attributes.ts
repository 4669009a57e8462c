import { attributeOf, elementsIn, elementsNamed, isNamed, textOf, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './saml-names.ts'

/**
 * The attributes of an assertion: name → values, in order. Undefined where there is something else among them: an encrypted
 * attribute, or one without a name. Source: SAML core, section 2.7.3.
 */
export function readAttributes(assertion: XmlElement): ReadonlyMap<string, readonly string[]> | undefined {
  const statements = elementsNamed(assertion, namespaces.assertion, 'AttributeStatement')
  const attributes = new Map<string, string[]>()
  for (const attribute of statements.flatMap(elementsIn)) {
    const name = attributeOf(attribute, 'Name')
    if (!isNamed(attribute, namespaces.assertion, 'Attribute') || name === undefined) return undefined
    const values = elementsNamed(attribute, namespaces.assertion, 'AttributeValue').map(textOf)
    const held = attributes.get(name)
    if (held === undefined) attributes.set(name, values)
    else held.push(...values)
  }
  return attributes
}
