import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { xmlLeaves } from './xml-leaves.ts'

const wrap = (inner: string) => `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${inner}</ErrorResponse>`

describe('xmlLeaves', () => {
  test('reads the texts of elements by their names', () => {
    const xml = wrap('\n <Error>\n <Type>Sender</Type><Code>AccessDenied</Code><Message>No</Message></Error>\n<RequestId>r-1</RequestId>')
    expect(xmlLeaves(xml)).toMatchObject({ Type: 'Sender', Code: 'AccessDenied', Message: 'No', RequestId: 'r-1' })
  })

  test('decodes references, once', () => {
    expect(xmlLeaves(wrap('<Message>&lt;a&gt; &amp;amp; &quot;b&apos; &#65;&#x42;&#x1F600;</Message>'))).toMatchObject({
      Message: '<a> &amp; "b\' AB\u{1F600}',
    })
  })

  test.each(['&constructor;', '&nbsp;', '&#xZZ;', '&', '&;', '&#;'])('leaves %s, which is no reference that it knows', (text) => {
    expect(xmlLeaves(wrap(`<Message>${text}</Message>`))).toMatchObject({ Message: text })
  })

  test.each(['', 'not xml', '<html><title>Log in</title></html>', '{"message":"x"}'])('is false for %j', (text) => {
    expect(xmlLeaves(text)).toBe(false)
  })

  test('changes no prototype', () => {
    xmlLeaves(wrap('<__proto__>polluted</__proto__><constructor>x</constructor>'))
    expect(Object.prototype.constructor).toBe(Object)
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test('never throws', () => {
    const piece = fc.constantFrom('<', '>', '/', '&', '#', 'x', ';', 'Message', '9999999', 'ffffff', ' ')
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => wrap(pieces.join(''))),
        (xml) => typeof xmlLeaves(xml) === 'object',
      ),
    )
    expect(xmlLeaves(wrap('<A>&#9999999;&#xffffff;</A>'))).toBeTypeOf('object')
  })
})
