import { expect, test } from 'vitest'
import { discoveryDocument } from './discovery-document.ts'

test('names the issuer as it is, and our key set below it', () => {
  expect(discoveryDocument('https://id.example.com/hallpass')).toMatchObject({
    issuer: 'https://id.example.com/hallpass',
    jwks_uri: 'https://id.example.com/hallpass/.well-known/jwks.json',
  })
})

test('puts one slash before the key set of an issuer that ends with one', () => {
  expect(discoveryDocument('https://id.example.com/').jwks_uri).toBe('https://id.example.com/.well-known/jwks.json')
})

test('promises RS512 alone', () => {
  expect(discoveryDocument('https://id.example.com').id_token_signing_alg_values_supported).toEqual(['RS512'])
})
