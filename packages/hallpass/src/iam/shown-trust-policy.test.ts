import { describe, expect, test } from 'vitest'
import { renamePrincipals } from './shown-trust-policy.ts'

const arn = 'arn:aws:iam::123456789012:role/a/b'
const renamed = new Map([[arn, 'AROAAAAAAAAAAAAAAAAAA']])

describe('renamePrincipals', () => {
  test('renames a principal wherever it is one, and keeps all else as it is', () => {
    const document = `{ "Statement" : [ {"Principal" :\t{ "AWS":"${arn}" }}, { "Principal":{"Service":"x.y","AWS":[ "1", "${arn}"]} }] }`
    expect(renamePrincipals(document, renamed)).toBe(document.replaceAll(arn, 'AROAAAAAAAAAAAAAAAAAA'))
  })

  test('knows a principal that is written with escapes', () => {
    const document = `{"Principal":{"AWS":"${arn.replaceAll('/', '\\/').replace('role', 'r\\u006fle')}"}}`
    expect(renamePrincipals(document, renamed)).toBe('{"Principal":{"AWS":"AROAAAAAAAAAAAAAAAAAA"}}')
  })

  test.each([
    `{"Principal":{"AWS":"*"},"Condition":{"ArnEquals":{"aws:PrincipalArn":"${arn}"}}}`,
    `{"Id":"\\"Principal\\":{\\"AWS\\":\\"${arn}\\"}"}`,
    `{"Principal":{"AWS":"${arn}/longer"}}`,
    `{"Principal":{"AWS":"prefix-}\\"${arn}"}}`,
  ])('leaves %s alone', (document) => {
    expect(renamePrincipals(document, renamed)).toBe(document)
  })

  test('is done with a long document at once', () => {
    const document = `{"Principal":${' '.repeat(100_000)}{"AWS":[${'"*",'.repeat(500)}"${arn}"]}}`
    expect(renamePrincipals(document, renamed)).toHaveLength(document.length - arn.length + 21)
  })
})
