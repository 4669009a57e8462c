import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPolicyDocument, writeDocument } from './policy-document.ts'

test('a document is written in nothing but unreserved characters and escapes, and reads back the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = writeDocument(text)
      expect(written).toMatch(/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/)
      expect(decodeURIComponent(written)).toBe(text)
    }),
  )
})

test('a document that is no policy is refused in the words of its fault', () => {
  expect(() => checkPolicyDocument('{', 'trust')).toThrow(
    expect.objectContaining({ type: 'MalformedPolicyDocument', status: 400, message: 'This policy contains invalid Json' }),
  )
})

test('a document that is one is parsed', () => {
  const document = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}'
  expect(checkPolicyDocument(document, 'identity')).toMatchObject({ version: '2012-10-17', statements: [{ effect: 'Deny' }] })
})
