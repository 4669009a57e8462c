import { expect, test } from 'vitest'
import { credential, type Published, published, secret } from '../../test/support/published-signatures.ts'
import { readAuthorization } from './read-authorization.ts'
import { signingKey } from './signature.ts'
import type { SignedRequest } from './signed-request.ts'
import { verifySignature } from './verify-signature.ts'

test.each(published)('the published signature of $name holds', (example) => {
  const request = received(example)
  const authorization = readAuthorization(request, { service: 'service', now: Date.UTC(2015, 7, 30, 12, 36), toleranceMinutes: 5 })
  if (authorization.kind !== 'signed') throw new Error(authorization.message)
  expect(verifySignature(request, authorization, signingKey(authorization.scope, secret))).toBeUndefined()
})

function received({ target, headers = [], body = '', signature }: Published): SignedRequest {
  const [, method = '', path = '', query = ''] = /^([A-Z]+) ([^?]*)\??(.*)$/s.exec(Buffer.from(target).toString('latin1')) ?? []
  const sent: readonly (readonly [string, string])[] = [['Host', 'example.amazonaws.com'], ...headers, ['X-Amz-Date', '20150830T123600Z']]
  const signed = [...new Set(sent.map(([name]) => name.toLowerCase()))].sort().join(';')
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`
  return { method, path, query, headers: [...sent, ['Authorization', authorization]], body: Buffer.from(body) }
}
