/**
 * The texts of an XML document's elements that hold a text only, by the name of the element, the first one of each name. It is no parser:
 * it reads what STS answers.
 */
export function xmlLeaves(xml: string): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  for (const [, name = '', text = ''] of xml.matchAll(/<(\w+)(?:\s[^>]*)?>([^<]*)<\/\1>/g)) {
    if (!leaves.has(name)) leaves.set(name, text.replace(/&(#x[\da-f]{1,5}|#\d{1,6}|\w+);/gi, decoded))
  }
  return leaves
}

const named: readonly string[] = ['lt<', 'gt>', 'amp&', 'quot"', "apos'"]

function decoded(reference: string, name: string): string {
  if (name.startsWith('#')) return String.fromCodePoint(Number(name.replace('#x', '0x').replace('#X', '0x').replace('#', '')))
  return named.find((entity) => entity.slice(0, -1) === name)?.slice(-1) ?? reference
}
