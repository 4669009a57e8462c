import { describe, expect, test } from 'vitest'
import '../namespace.ts'
import { readXml } from './read-xml.ts'

describe('a document', () => {
  test.each([
    ['', {}],
    [' \n', {}],
    ['<a/>', {}],
    ['<a><b>text</b><c/></a>', { b: 'text', c: '' }],
    ['<a><b> </b><c> x </c></a>', { b: '', c: ' x ' }],
    ['<a>\n  <b>\n    <c>1</c>\n  </b>\n</a>\n', { b: { c: '1' } }],
    ['<?xml version="1.0"?><!-- <b> --><a x="<>" y=\'"/>\'><b/></a>', { b: '' }],
    ['<a><b x="1" /><c\n>2</c\n></a>', { b: '', c: '2' }],
    ['<a><b>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;</b></a>', { b: '<>&"\'AB' }],
    ['<a><b>1<![CDATA[<&amp;>]]>2</b></a>', { b: '1<&amp;>2' }],
    ['<a><b>1</b><b>2</b></a>', { b: '1' }],
    ['<a><b>&#1114112;</b></a>', { b: '\0' }],
  ])('%s is %j', (xml, content) => {
    expect(readXml(xml)).toEqual(content)
  })

  test.each([
    'text',
    '<a>',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<a>&nope;</a>',
    '<a>&</a>',
    '<a b="c></a>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
    '< a/>',
  ])('%s is refused', (xml) => {
    expect(() => readXml(xml)).toThrow(expect.objectContaining({ code: 'XMLParserError', retryable: true }))
  })

  test('CP-SEC-5 may have an element called __proto__', () => {
    expect(Object.entries(readXml('<a><__proto__><b>1</b></__proto__></a>'))).toEqual([['__proto__', { b: '1' }]])
  })
})
