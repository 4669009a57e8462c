import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signingKey } from '../sigv4/signature.ts'
import { createDeriveSigningKey } from './derive-signing-key.ts'

const word = fc.constantFrom('a', 'b', 'a b', 'a/b')
const scope = fc.record({ date: word, region: word, service: word })
const signer = fc.record({ accessKeyId: word, scope, secret: fc.option(word, { nil: undefined }) })

test('gives what the secret signs with in this scope, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.array(signer, { maxLength: 40 }), (signers) => {
      const derive = createDeriveSigningKey()
      for (const { secret, ...authorization } of signers) {
        const given = derive(authorization, secret)
        if (secret !== undefined) expect(given).toEqual(signingKey(authorization.scope, secret))
        // What nobody has signs nothing that anybody could make.
        else for (const known of ['', 'a', 'b']) expect(given).not.toEqual(signingKey(authorization.scope, known))
      }
    }),
  )
})

test('derives a key once, of a secret or of none', () => {
  const derive = createDeriveSigningKey()
  const authorization = { accessKeyId: 'AKIA', scope: { date: '20260101', region: 'r', service: 's' } }
  expect(derive(authorization, 'secret')).toBe(derive(authorization, 'secret'))
  expect(derive(authorization, undefined)).toBe(derive(authorization, undefined))
  expect(derive(authorization, undefined)).not.toBe(derive({ ...authorization, accessKeyId: 'AKIB' }, undefined))
})
