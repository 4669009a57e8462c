/** Whether a document holds only what XML allows. Source: XML 1.0 (fifth edition), section 2.2. */
export function isXmlText(text: string): boolean {
  return !/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)
}

/** Ends every line with a line feed. Source: XML 1.0, section 2.11. */
export function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/**
 * The text with its character references, and those to the five entities that need no declaration, replaced. Undefined where
 * it refers to anything else. Source: XML 1.0, sections 4.1 and 4.6.
 */
export function expandReferences(text: string): string | undefined {
  if (!text.includes('&')) return text
  if (bareAmpersand.test(text)) return undefined
  let isWellFormed = true
  const expanded = text.replace(reference, (_, hexadecimal?: string, decimal?: string, entity?: string) => {
    const character = referredTo(hexadecimal, decimal, entity)
    if (character === undefined) isWellFormed = false
    return character ?? ''
  })
  return isWellFormed ? expanded : undefined
}

const bareAmpersand = /&(?!(?:#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);)/
const reference = /&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g
const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function referredTo(hexadecimal: string | undefined, decimal: string | undefined, entity: string | undefined): string | undefined {
  if (entity !== undefined) return entities.get(entity)
  const code = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : Number.parseInt(decimal ?? '', 10)
  if (code > 0x10ffff) return undefined
  const character = String.fromCodePoint(code)
  return isXmlText(character) ? character : undefined
}
