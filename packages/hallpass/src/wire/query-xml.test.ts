import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queryApis } from './query-api.ts'
import { QueryError } from './query-errors.ts'
import { errorXml, successXml } from './query-xml.ts'

const success = (output: unknown) => successXml(queryApis.sts, 'Op', output, 'id')
const result = (output: unknown) => /<OpResult>(.*)<\/OpResult>/s.exec(success(output))?.[1]

describe('successXml', () => {
  test('wraps the result and tells the request id', () => {
    expect(success({ Arn: 'a' })).toBe(
      '<OpResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><OpResult><Arn>a</Arn></OpResult>' +
        '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></OpResponse>',
    )
  })

  test('has no result element for an operation without output', () => {
    expect(successXml(queryApis.iam, 'Op', undefined, 'id')).toBe(
      '<OpResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
        '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></OpResponse>',
    )
  })

  test('has an empty result element for an output without members', () => {
    expect(success({ Gone: undefined })).toContain('<OpResult/>')
  })

  test('writes numbers, booleans, dates in whole seconds, lists, structures and maps', () => {
    const output = {
      Size: 16,
      IsTruncated: false,
      CreateDate: new Date('2026-11-20T23:47:26.987Z'),
      Names: ['a', 'b'],
      None: [],
      Tags: [{ Key: 'k', Value: '' }],
      Map: new Map([['a', 1]]),
    }
    expect(result(output)).toBe(
      '<Size>16</Size><IsTruncated>false</IsTruncated><CreateDate>2026-11-20T23:47:26Z</CreateDate>' +
        '<Names><member>a</member><member>b</member></Names><None/><Tags><member><Key>k</Key><Value/></member></Tags>' +
        '<Map><entry><key>a</key><value>1</value></entry></Map>',
    )
  })

  test('drops what XML cannot hold', () => {
    expect(result({ Text: 'a\u0000\u0008\u001f\ufffe\ud800b\t\n' })).toBe('<Text>ab\t\n</Text>')
  })

  test('gives every text back that XML can hold', () => {
    const held = fc.string({
      unit: fc.oneof(
        fc.constantFrom('&', '<', '>', '"', "'", ';', ']', '\r', '\n'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
    })
    fc.assert(
      fc.property(held, (text) => {
        const content = /^<OpResponse [^<>]*><OpResult><Text>([^<>]*)<\/Text>/s.exec(success({ Text: `-${text}-` }))?.[1]
        expect(content && unescapeXml(content)).toBe(`-${text}-`)
      }),
    )
  })

  test('does not write what it has no form for', () => {
    expect(() => success({ Text: null })).toThrow(TypeError)
  })
})

describe('errorXml', () => {
  test('tells code, message and request id, and blames the sender', () => {
    expect(errorXml(queryApis.sts, new QueryError('InvalidAction', 'No <Op> & more'), 'id')).toBe(
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidAction</Code>' +
        '<Message>No &lt;Op&gt; &amp; more</Message></Error><RequestId>id</RequestId></ErrorResponse>',
    )
  })

  test('blames the receiver for what is ours', () => {
    expect(errorXml(queryApis.iam, new QueryError('InternalFailure', 'x'), 'id')).toContain('<Type>Receiver</Type>')
  })
})

function unescapeXml(text: string): string {
  return text.replaceAll('\r', '\n').replaceAll('&#13;', '\r').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
