import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseXml } from './parse-xml.ts'
import { attributeOf, textOf, type XmlElement } from './xml-element.ts'

const limits = { depth: 8, nodes: 64, elementNames: 8, comments: 2 }
const read = (text: string) => parseXml(text, limits)

describe('parseXml', () => {
  test('resolves names', () => {
    const root = read('<p:a xmlns:p="urn:p" xmlns="urn:q" p:x="1" x="2"><b xmlns=""/><p:b xmlns:p="urn:r"/><c/></p:a>')
    expect(root).toMatchObject({ namespace: 'urn:p', name: 'a' })
    expect(root?.attributes).toEqual([
      { namespace: 'urn:p', name: 'x', value: '1' },
      { namespace: '', name: 'x', value: '2' },
    ])
    expect(root?.content).toMatchObject([
      { namespace: '', name: 'b' },
      { namespace: 'urn:r', name: 'b' },
      { namespace: 'urn:q', name: 'c' },
    ])
  })

  test('joins texts, whatever parts them', () => {
    const root = read('<a>&lt;<!-- x -->b<![CDATA[&c;]]><d>e</d>&#x66;</a>')
    expect(root && textOf(root)).toBe('<b&c;ef')
    expect(root?.hasComment).toBe(true)
  })

  test('normalizes line ends and white space in attributes', () => {
    const root = read('<a b="1\r\n2\t3&#10;">\r\n\r</a>')
    expect(root && attributeOf(root, 'b')).toBe('1 2 3\n')
    expect(root && textOf(root)).toBe('\n\n')
  })

  test.each([
    '<a/>',
    ' <a/> ',
    '<?xml version="1.0"?><a/>',
    "<?xml version='1.0' encoding='utf-8'?>\n<!-- --><a />",
    '<a></a\n>',
  ])('takes %j', (text) => {
    expect(read(text)).toMatchObject({ name: 'a', content: [] })
  })

  test.each([
    '',
    'a',
    '<a>',
    '<a/><b/>',
    '</a>',
    '<a></b>',
    '< a/>',
    '<a b=c/>',
    '<a b="1"c="2"/>',
    '<a b="<"/>',
    '<a b="&"/>',
    '<a>&b;</a>',
    '<a>&#xD800;</a>',
    '<a>&#1114112;</a>',
    '<a>]]></a>',
    '<a><!-- -- --></a>',
    '<a><?b?></a>',
    '<!DOCTYPE a><a/>',
    ' <?xml version="1.0"?><a/>',
    '<?xml version="1.1"?><a/>',
    '<?xml version="1.0" encoding="latin1"?><a/>',
    '\uFEFF<a/>',
    '<a>\u0001</a>',
    '<a>\uD800</a>',
    '<ä/>',
    '<p:a/>',
    '<a p:b=""/>',
    '<a xmlns:p=""/>',
    '<a xmlns:xml="urn:x"/>',
    '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>',
    '<xmlns:a/>',
    '<a:b:c xmlns:a="urn:a"/>',
    '<__proto__/>',
    '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="" q:b=""/>',
  ])('refuses %j', (text) => expect(read(text)).toBeUndefined())

  test('keeps to its limits', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    const many = (count: number) => `<a>${'<b/>'.repeat(count - 1)}</a>`
    const named = (count: number) => `<a>${Array.from({ length: count - 1 }, (_, i) => `<b${i}/>`).join('')}</a>`
    const commented = (count: number) => `<a>${'<!---->'.repeat(count)}</a>`
    const referring = (count: number) => `<a>${'&lt;'.repeat(count)}</a>`
    expect([nested(8), many(64), named(8), commented(2), referring(62)].filter((text) => read(text) === undefined)).toEqual([])
    expect([nested(9), many(65), named(9), commented(3), referring(63)].filter((text) => read(text) !== undefined)).toEqual([])
  })

  test('comes to an end of long documents, whatever they are full of', () => {
    const fillings = ['<', '&', ' ', '<a ', '<a b="', '<!--', '<![CDATA[', '<a>', 'x', '\r', '<a>]', '&#x', "<a b='&quot;"]
    for (const filling of fillings) {
      const text = filling.repeat(Math.ceil(1_000_000 / filling.length))
      for (const document of [text, `<a>${text}</a>`, `<a ${text}></a>`, `<a b="${text}"/>`, `<a>${text}`]) {
        expect(['object', 'undefined']).toContain(typeof read(document))
      }
    }
  })
})

describe('what parseXml takes', () => {
  const piece = fc.constantFrom(
    ...[
      '<a>',
      '</a>',
      '<b/>',
      '<p:a xmlns:p="urn:p">',
      '</p:a>',
      '<a x="1" y=\'&lt;"\'>',
      '<a xmlns="urn:q">',
      '<a p:x="">',
      'text',
      '&amp;',
      '&#x41;',
    ],
    ...[
      '<!-- c -->',
      '<![CDATA[<x>]]>',
      '\n',
      '\r\n',
      ']]>',
      '<',
      '>',
      '&',
      '"',
      '=',
      ' ',
      '<!DOCTYPE a>',
      '<?x?>',
      '<script>',
      '</script>',
      '</a >',
    ],
  )
  const document = fc.array(piece, { maxLength: 12 }).map((pieces) => `<a xmlns:p="urn:o">${pieces.join('')}</a>`)

  test('the parser behind the library reads in the same way, and has nothing to complain of', () => {
    fc.assert(
      fc.property(document, (text) => {
        const root = read(text)
        fc.pre(root !== undefined)
        const complaints: string[] = []
        const parsed = new DOMParser({ errorHandler: (level, message) => complaints.push(`${level}: ${message}`) }).parseFromString(
          text,
          'text/xml',
        )
        expect(complaints).toEqual([])
        expect(parsed.childNodes).toHaveLength(1)
        expect(Array.from(parsed.childNodes, outlinePart)).toEqual([outlineOf(root)])
      }),
      { numRuns: 500 },
    )
  })
})

type Outline = readonly [string, string, readonly string[], readonly (Outline | string)[]]

function outlineOf({ namespace, name, attributes, content }: XmlElement): Outline {
  const written = attributes.map((attribute) => `{${attribute.namespace}}${attribute.name}=${attribute.value}`)
  return [namespace, name, written.sort(), joined(content.map((part) => (typeof part === 'string' ? part : outlineOf(part))))]
}

function outlinePart(node: ChildNode): Outline | string {
  // An element, by its type.
  if (node.nodeType === node.ELEMENT_NODE) return outline(node as Element)
  return node.nodeType === node.COMMENT_NODE ? '' : (node.nodeValue ?? '')
}

function outline({ namespaceURI, localName, attributes, childNodes }: Element): Outline {
  const own = Array.from(attributes).filter((attribute) => attribute.namespaceURI !== 'http://www.w3.org/2000/xmlns/')
  const written = own.map((attribute) => `{${attribute.namespaceURI ?? ''}}${attribute.localName}=${attribute.value}`)
  return [namespaceURI ?? '', localName, written.sort(), joined(Array.from(childNodes, outlinePart))]
}

function joined(parts: readonly (Outline | string)[]): readonly (Outline | string)[] {
  const all: (Outline | string)[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part
    else if (part !== '') all.push(part)
  }
  return all
}
