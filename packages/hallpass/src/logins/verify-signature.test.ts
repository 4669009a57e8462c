import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startStubIssuer } from '../../test/counterparts/stub-issuer.ts'
import { forgeHmacToken, forgeKey, forgeToken, forgeUnsignedToken } from '../../test/counterparts/token-forge.ts'
import { parseCompactJws } from '../openid/compact-jws.ts'
import { createFetchJson } from './fetch-json.ts'
import { VerificationKey } from './verification-key.ts'
import { createVerifySignature } from './verify-signature.ts'

const key = forgeKey('ES256', '1')

async function bench() {
  const stub = await startStubIssuer(key)
  onTestFinished(() => stub.close())
  const clock = { now: 0 }
  const verifySignature = createVerifySignature({ fetchJson: createFetchJson(), now: () => clock.now })
  const verify = (token: string) => {
    const jws = parseCompactJws(token)
    if (jws === undefined) throw new Error('The token was to be well-formed.')
    return verifySignature(token, jws, { issuer: stub.issuer, kind: 'discovery' })
  }
  return { stub, clock, verify }
}

describe('createVerifySignature', () => {
  test('verifies a token once', async () => {
    const { verify } = await bench()
    const verifies = vi.spyOn(VerificationKey.prototype, 'verifies')
    const token = forgeToken(key, { sub: 'ann' })
    expect([await verify(token), await verify(token), await verify(token)]).toEqual(['valid', 'valid', 'valid'])
    expect(verifies).toHaveBeenCalledTimes(1)
  })

  test('remembers no refusal', async () => {
    const { verify } = await bench()
    const verifies = vi.spyOn(VerificationKey.prototype, 'verifies')
    const token = forgeToken(forgeKey('ES256', '1'), { sub: 'ann' })
    expect([await verify(token), await verify(token)]).toEqual(['wrong', 'wrong'])
    expect(verifies).toHaveBeenCalledTimes(2)
  })

  test('a token that was verified holds no more once its key is withdrawn', async () => {
    const { stub, clock, verify } = await bench()
    const token = forgeToken(key, { sub: 'ann' })
    expect(await verify(token)).toBe('valid')
    stub.publish(forgeKey('ES256', '2'))
    clock.now = 15 * 60_000
    expect(await verify(token)).toBe('no-key')
  })

  test('a token that was verified holds no more once another key has taken the name of its key', async () => {
    const { stub, clock, verify } = await bench()
    const token = forgeToken(key, { sub: 'ann' })
    expect(await verify(token)).toBe('valid')
    stub.publish(forgeKey('ES256', '1'))
    clock.now = 15 * 60_000
    expect(await verify(token)).toBe('wrong')
  })

  test('a token that was verified stays so while its key stays published', async () => {
    const { clock, verify } = await bench()
    const verifies = vi.spyOn(VerificationKey.prototype, 'verifies')
    const token = forgeToken(key, { sub: 'ann' })
    await verify(token)
    clock.now = 15 * 60_000
    expect(await verify(token)).toBe('valid')
    expect(verifies).toHaveBeenCalledTimes(1)
  })

  test('nobody is asked for keys where no key could help', async () => {
    const { stub, verify } = await bench()
    const tokens = [
      forgeUnsignedToken({}),
      forgeUnsignedToken({}, 'ES256'),
      forgeHmacToken(key, {}),
      forgeToken(key, {}, { header: { crit: ['x'], x: 1 } }),
    ]
    expect(await Promise.all(tokens.map(verify))).toEqual(['unfit', 'wrong', 'unfit', 'unfit'])
    expect(stub.asked).toEqual([])
  })
})
