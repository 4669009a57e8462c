import { withDescendants, type XmlAttribute, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './saml-names.ts'

/**
 * Whether every ID of the document is there once, and is one by whoever's reading: `ID`, without a prefix. Attributes that others
 * take for an ID (`Id`, `id`, `xml:id`) may stand in signatures only, where `Id` is the name of theirs, and are held to be unique too.
 */
export function hasUniqueIds(root: XmlElement): boolean {
  const seen = new Set<string>()
  for (const element of withDescendants(root)) {
    const ids = element.attributes.filter(({ name }) => name.toLowerCase() === 'id')
    if (ids.length > 1) return false
    for (const id of ids) {
      if (!isOwnId(element, id) || seen.has(id.value)) return false
      seen.add(id.value)
    }
  }
  return true
}

function isOwnId(element: XmlElement, { namespace, name }: XmlAttribute): boolean {
  return namespace === '' && name === (element.namespace === namespaces.signature ? 'Id' : 'ID')
}
