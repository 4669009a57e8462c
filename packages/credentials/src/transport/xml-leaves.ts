const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * The texts of the elements that hold a text only, by the name of the element; of several of one name the last. It reads what STS answers
 * and nothing else: false for any other document.
 */
export function xmlLeaves(xml: string): Readonly<Record<string, string>> | false {
  if (!/<\w+Response/.test(xml)) return false
  return Object.fromEntries(Array.from(xml.matchAll(/<(\w+)>([^<]*)<\//g), ([, name = '', text = '']) => [name, decode(text)]))
}

function decode(text: string): string {
  return text.replace(
    /&(?:#([xX][\da-fA-F]{1,6}|\d{1,7})|(lt|gt|amp|quot|apos));/g,
    // Past the last character there is none, and asking for it would throw.
    (_, code, name) => entities[name] ?? String.fromCodePoint(Number(`0${code}`) % 0x110000),
  )
}
