import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signature, signingKey } from '../sigv4/signature.ts'
import { SigningKeys } from './signing-keys.ts'

const word = fc.constantFrom('a', 'b', 'a b', 'a/b')
const scope = fc.record({ date: word, region: word, service: word })
const signer = fc.record({ accessKeyId: word, scope, secret: fc.option(word, { nil: undefined }), signedWith: word })

test('finds what the secret signs with where that made the signature, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.array(signer, { maxLength: 40 }), (signers) => {
      const keys = new SigningKeys()
      for (const { secret, signedWith, ...authorization } of signers) {
        const sign = (key: Uint8Array) => signature(key, 'text', '20260101T000000Z', authorization.scope)
        const made = sign(signingKey(authorization.scope, signedWith))
        const found = keys.find(authorization, secret, (key) => sign(key) === made)
        expect(found).toEqual(secret === signedWith ? signingKey(authorization.scope, secret) : undefined)
      }
    }),
  )
})

test('holds each signature against one key, and remembers that of a signature that held', () => {
  const keys = new SigningKeys()
  const authorization = { accessKeyId: 'AKIA', scope: { date: '20260101', region: 'r', service: 's' } }
  const asked: Uint8Array[] = []
  const answering = (answer: boolean) => (key: Uint8Array) => {
    asked.push(key)
    return answer
  }
  expect(keys.find(authorization, 'secret', answering(false))).toBeUndefined()
  const held = keys.find(authorization, 'secret', answering(true))
  expect(keys.find(authorization, 'secret', answering(true))).toBe(held)
  expect(keys.find(authorization, 'secret', answering(false))).toBeUndefined()
  expect(keys.find(authorization, undefined, answering(true))).toBeUndefined()
  expect(asked).toHaveLength(5)
  expect(asked[0]).not.toBe(held)
})
