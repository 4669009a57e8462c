import type { XmlAttribute } from './xml-element.ts'

/** The namespaces that are declared on one element; those of the elements around it are in `outer`. */
export interface NamespaceScope {
  /** Prefix (empty: the default namespace) → namespace. */
  readonly declared: ReadonlyMap<string, string>
  readonly outer: NamespaceScope | undefined
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
const xhtmlNamespace = 'http://www.w3.org/1999/xhtml'

/** The scope before any element. */
export const outermostScope: NamespaceScope = { declared: new Map([['xml', xmlNamespace]]), outer: undefined }

/** The scope of an element with these attributes, as written; undefined where it declares what may not be declared. */
export function openScope(outer: NamespaceScope, attributes: ReadonlyMap<string, string>): NamespaceScope | undefined {
  const declared = new Map<string, string>()
  for (const [name, namespace] of attributes) {
    const prefix = declaredPrefix(name)
    if (prefix === undefined) continue
    if (!isDeclarable(prefix, namespace)) return undefined
    declared.set(prefix, namespace)
  }
  return declared.size === 0 ? outer : { declared, outer }
}

/** The namespace and the local part of an element's name; undefined where its prefix is not declared. */
export function resolveElementName(name: string, scope: NamespaceScope) {
  const { prefix, local } = splitName(name)
  const namespace = prefix === 'xmlns' ? undefined : lookUp(prefix, scope)
  if (namespace === undefined) return prefix === '' ? { namespace: '', name: local } : undefined
  return { namespace, name: local }
}

/**
 * The attributes that declare nothing. Undefined where a prefix is not declared, or where two have the same name once their
 * prefixes are resolved. Source: Namespaces in XML 1.0, section 6.3.
 */
export function resolveAttributes(attributes: ReadonlyMap<string, string>, scope: NamespaceScope): readonly XmlAttribute[] | undefined {
  const resolved: XmlAttribute[] = []
  const seen = new Set<string>()
  for (const [written, value] of attributes) {
    if (declaredPrefix(written) !== undefined) continue
    const { prefix, local } = splitName(written)
    const namespace = prefix === '' ? '' : lookUp(prefix, scope)
    if (namespace === undefined || seen.has(`${namespace} ${local}`)) return undefined
    seen.add(`${namespace} ${local}`)
    resolved.push({ namespace, name: local, value })
  }
  return resolved
}

/** The prefix that an attribute declares; undefined where it is none that declares. */
function declaredPrefix(name: string): string | undefined {
  if (name === 'xmlns') return ''
  return name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined
}

function isDeclarable(prefix: string, namespace: string): boolean {
  if (prefix === 'xml' || prefix === 'xmlns' || namespace === xmlNamespace || namespace === xmlnsNamespace) return false
  // The DOM parser reads this one by the rules of HTML.
  if (namespace === xhtmlNamespace) return false
  if (prefix !== '' && namespace === '') return false
  // The canonical form is written without escaping these, where they would end the declaration.
  return !/[\s"'<>&]/.test(namespace)
}

function lookUp(prefix: string, scope: NamespaceScope): string | undefined {
  for (let at: NamespaceScope | undefined = scope; at !== undefined; at = at.outer) {
    const namespace = at.declared.get(prefix)
    if (namespace !== undefined) return namespace
  }
  return undefined
}

function splitName(name: string) {
  const colon = name.indexOf(':')
  return { prefix: colon < 0 ? '' : name.slice(0, colon), local: name.slice(colon + 1) }
}
