import { describe, expect, onTestFinished, test } from 'vitest'
import { startStubIssuer } from '../../test/counterparts/stub-issuer.ts'
import { faults } from '../../test/counterparts/stub-server.ts'
import {
  encodePart,
  type ForgeKey,
  forgeHmacToken,
  forgeKey,
  forgeRawToken,
  forgeToken,
  forgeUnsignedToken,
  withAlgorithm,
  withPart,
} from '../../test/counterparts/token-forge.ts'
import { claimsOf, createLoginBench, poolOf, registered, type TestClaims } from '../../test/support/login-bench.ts'

const rsa = forgeKey('RS256', 'rsa')
const p256 = forgeKey('ES256', 'p256')
const foreign = forgeKey('RS256', 'foreign')
const short = forgeKey('RS256', 'short', 1024)
const encryption = forgeKey('RS256', 'encryption')
const pinned = [rsa.jwk, p256.jwk, short.jwk, { ...encryption.jwk, use: 'enc' }, { kty: 'oct', kid: 'oct', k: 'c2VjcmV0' }]

async function bench(timeoutMilliseconds = 5_000) {
  const stub = await startStubIssuer()
  onTestFinished(() => stub.close())
  stub.publish(...pinned)
  const { verify, pass } = createLoginBench({ providers: [registered(stub.issuer, 'app')], timeoutMilliseconds })
  return { stub, pass, login: (token: string) => verify(stub.name, token, poolOf(stub.name)) }
}

type Forge = (claims: TestClaims) => string

const signed: Forge = (claims) => forgeToken(rsa, claims)
const json = (claims: TestClaims, replaced: string, by: string) => JSON.stringify(claims).replace(replaced, by)
const header = JSON.stringify({ alg: 'RS256', kid: 'rsa' })

describe('Not a valid OpenId Connect identity token.', () => {
  test.each<readonly [string, Forge]>([
    ['no token at all', () => 'token'],
    ['two parts', (claims) => signed(claims).split('.').slice(0, 2).join('.')],
    ['four parts', (claims) => `${signed(claims)}.c2ln`],
    ['five parts', (claims) => `${signed(claims)}.c2ln.c2ln`],
    ['JSON serialisation', (claims) => JSON.stringify({ protected: encodePart(header), payload: encodePart(claims), signature: 'c2ln' })],
    ['padding', (claims) => withPart(signed(claims), 2, (part) => `${part}==`)],
    ['a blank', (claims) => withPart(signed(claims), 1, (part) => `${part.slice(0, 8)} ${part.slice(8)}`)],
    ['a line break', (claims) => `${signed(claims)}\n`],
    ['a plus sign in the signature', (claims) => withPart(signed(claims), 2, (part) => `+${part.slice(1)}`)],
    ['a header that is a list', (claims) => forgeRawToken(rsa, '[]', JSON.stringify(claims))],
    ['claims that are a list', () => forgeRawToken(rsa, header, '[]')],
    ['claims that are no UTF-8', () => forgeRawToken(rsa, header, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]))],
    ['a nested token', (claims) => forgeRawToken(rsa, header, signed(claims))],
    ['exp beyond all numbers', (claims) => forgeRawToken(rsa, header, json(claims, String(claims.exp), '1e999'))],
    ['exp that is a text', (claims) => forgeToken(rsa, { ...claims, exp: String(claims.exp) })],
    ['sub that is a number', (claims) => forgeToken(rsa, { ...claims, sub: 1 })],
    ['sub with half a character', (claims) => forgeRawToken(rsa, header, json(claims, '"ann"', '"\\ud800"'))],
    ['a second sub that is empty', (claims) => forgeRawToken(rsa, header, json(claims, '"sub":"ann"', '"sub":"ann","sub":""'))],
  ])('%s', async (_, forge) => {
    const { stub, login } = await bench()
    const reason = 'Invalid login token. Not a valid OpenId Connect identity token.'
    expect(await login(forge(claimsOf(stub.issuer)))).toEqual({ kind: 'refused', reason })
    expect(stub.asked).toEqual([])
  })
})

describe("Couldn't verify signed token.", () => {
  const withHeader =
    (members: object, key: ForgeKey = rsa): Forge =>
    (claims) =>
      forgeToken(key, claims, { header: { ...members } })

  test.each<readonly [string, Forge]>([
    ['alg none', (claims) => forgeUnsignedToken(claims)],
    ['alg none with a signature', withHeader({ alg: 'none' })],
    ['no signature', (claims) => forgeUnsignedToken(claims, 'RS256')],
    ['no alg', withHeader({ alg: undefined })],
    ['alg in small letters', withHeader({ alg: 'rs256' })],
    ['alg that is a list', withHeader({ alg: ['RS256'] })],
    ['HS256 with the public key', (claims) => forgeHmacToken(rsa, claims)],
    ['a kid of nobody', (claims) => forgeToken(foreign, claims)],
    ['a foreign key under a kid of theirs', (claims) => forgeToken({ ...foreign, kid: 'rsa' }, claims)],
    ['a kid that is a number', withHeader({ kid: 1 })],
    ['no kid, where several keys fit', withHeader({ kid: undefined })],
    ['the kid of a key of another type', withHeader({ kid: 'p256' })],
    ['PS256 by a key for RS256', (claims) => forgeToken(withAlgorithm(rsa, 'PS256'), claims)],
    ['RS512 by a key for RS256', (claims) => forgeToken(withAlgorithm(rsa, 'RS512'), claims)],
    ['an RSA key of 1024 bits', (claims) => forgeToken(short, claims)],
    ['a key for encryption', (claims) => forgeToken(encryption, claims)],
    ['a symmetric key', withHeader({ kid: 'oct' })],
    ['crit', withHeader({ crit: ['exp'] })],
    ['b64', withHeader({ b64: true })],
    ['zip', withHeader({ zip: 'DEF' })],
    ['a signature in DER', (claims) => forgeToken(p256, claims, { der: true })],
    ['a signature of zeros', (claims) => withPart(signed(claims), 2, (part) => 'A'.repeat(part.length))],
    ['claims changed after signing', (claims) => withPart(signed(claims), 1, () => encodePart({ ...claims, sub: 'eve' }))],
    ['a jku of their own', (claims) => forgeToken(foreign, claims, { header: { jku: 'http://127.0.0.1:1/keys', kid: 'rsa' } })],
    ['an x5u of their own', (claims) => forgeToken(foreign, claims, { header: { x5u: 'http://127.0.0.1:1/certificate', kid: 'rsa' } })],
    ['a jwk of their own', (claims) => forgeToken(foreign, claims, { header: { jwk: foreign.jwk, kid: 'rsa' } })],
    ['an x5c of their own', (claims) => forgeToken(foreign, claims, { header: { x5c: ['MII'], kid: undefined } })],
  ])('%s', async (_, forge) => {
    const { stub, login } = await bench()
    const reason = "Invalid login token. Couldn't verify signed token."
    expect(await login(forge(claimsOf(stub.issuer)))).toEqual({ kind: 'refused', reason })
  })
})

describe('other faults of a token', () => {
  test('the addresses in its header are never asked', async () => {
    const { stub, login } = await bench()
    const trap = await startStubIssuer(foreign)
    onTestFinished(() => trap.close())
    const header = { jku: `${trap.issuer}/keys`, x5u: `${trap.issuer}/keys`, kid: 'rsa' }
    expect(await login(forgeToken(foreign, claimsOf(stub.issuer), { header }))).toMatchObject({ kind: 'refused' })
    expect(trap.asked).toEqual([])
  })

  test('a good token with such addresses is good, and they are not asked', async () => {
    const { stub, login } = await bench()
    const trap = await startStubIssuer(foreign)
    onTestFinished(() => trap.close())
    const header = { jku: `${trap.issuer}/keys`, x5c: ['MII'] }
    expect(await login(forgeToken(rsa, claimsOf(stub.issuer), { header }))).toMatchObject({ kind: 'verified' })
    expect(trap.asked).toEqual([])
  })

  test('of duplicate members the same one is checked and used', async () => {
    const { stub, login } = await bench()
    const token = forgeRawToken(rsa, header, json(claimsOf(stub.issuer), '"sub":"ann"', '"sub":"ann","sub":"bob"'))
    expect(await login(token)).toMatchObject({ verified: { login: { subject: 'bob' }, claims: { sub: 'bob' } } })
  })

  test('a token that was good is looked at again each time', async () => {
    const { stub, pass, login } = await bench()
    const token = forgeToken(rsa, claimsOf(stub.issuer))
    expect(await login(token)).toMatchObject({ kind: 'verified' })
    pass(601)
    expect(await login(token)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('Token expired') })
  })

  test('a very long token is refused without harm', async () => {
    const { login } = await bench()
    expect(await login('.'.repeat(50_000))).toMatchObject({ kind: 'refused' })
    expect(await login(`${encodePart('['.repeat(30_000))}.e30.`)).toMatchObject({ kind: 'refused' })
  })
})

describe('a provider that fails', () => {
  test.each(faults)('makes its logins unreachable: %s', async (fault) => {
    const { stub, login } = await bench(fault.startsWith('hang') ? 50 : 5_000)
    stub.fail(fault)
    expect(await login(forgeToken(rsa, claimsOf(stub.issuer)))).toMatchObject({ kind: 'provider-unreachable', provider: stub.name })
    expect(stub.asked).not.toContain('/elsewhere')
  })

  test('is asked again for the next login', async () => {
    const { stub, login } = await bench()
    stub.fail('status-500')
    const token = forgeToken(rsa, claimsOf(stub.issuer))
    expect((await login(token)).kind).toBe('provider-unreachable')
    stub.fail(undefined)
    expect((await login(token)).kind).toBe('verified')
  })

  test('goes on with the keys that were fetched before, for a day', async () => {
    const { stub, pass, login } = await bench()
    const token = forgeToken(rsa, { ...claimsOf(stub.issuer), exp: Math.floor(Date.now() / 1000) + 1_000_000 })
    expect((await login(token)).kind).toBe('verified')
    stub.fail('status-500')
    pass(23 * 3600)
    expect((await login(token)).kind).toBe('verified')
    pass(3600)
    expect((await login(token)).kind).toBe('provider-unreachable')
  })

  test("does not keep another provider's users waiting", async () => {
    const [dead, alive] = [await startStubIssuer(rsa), await startStubIssuer(rsa)]
    onTestFinished(() => alive.close())
    dead.fail('hang')
    const { verify } = createLoginBench({
      providers: [dead, alive].map(({ issuer }) => registered(issuer, 'app')),
      timeoutMilliseconds: 60_000,
    })
    const settled: string[] = []
    const waiting = verify(dead.name, forgeToken(rsa, claimsOf(dead.issuer)), poolOf(dead.name)).then(({ kind }) => settled.push(kind))
    settled.push((await verify(alive.name, forgeToken(rsa, claimsOf(alive.issuer)), poolOf(alive.name))).kind)
    expect(settled).toEqual(['verified'])
    await dead.close()
    await waiting
    expect(settled).toEqual(['verified', 'provider-unreachable'])
  })

  test('is not asked about a token that is refused anyway', async () => {
    const { stub, login } = await bench()
    stub.fail('status-500')
    const claims = claimsOf(stub.issuer)
    const tokens = [
      forgeToken(rsa, { ...claims, exp: 1 }),
      forgeToken(rsa, { ...claims, aud: 'other' }),
      forgeToken(rsa, { ...claims, iss: 'https://evil.test' }),
      forgeUnsignedToken(claims),
    ]
    const kinds = await Promise.all(tokens.map(async (token) => (await login(token)).kind))
    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused'])
    expect(stub.asked).toEqual([])
  })
})
