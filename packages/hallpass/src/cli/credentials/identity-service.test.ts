import { describe, expect, onTestFinished, test } from 'vitest'
import { type StubAnswer, type StubServer, startStubServer } from '../../../test/counterparts/stub-server.ts'
import { identityService } from './identity-service.ts'

const pool = 'us-east-1:0'

async function serving(answer: (attempt: number) => StubAnswer): Promise<StubServer> {
  let attempt = 0
  const stub = await startStubServer(() => answer(++attempt))
  onTestFinished(() => stub.close())
  return stub
}

const pauses = () => {
  const waited: number[] = []
  return { waited, pause: async (milliseconds: number) => void waited.push(milliseconds) }
}

describe('a call', () => {
  test.each([500, 503, 429])('is made again after HTTP status %i', async (status) => {
    const { url } = await serving((attempt) => (attempt < 3 ? { status, body: {} } : { body: { IdentityId: 'us-east-1:1' } }))
    const { waited, pause } = pauses()
    expect(await identityService(url, pause).getId(pool, undefined)).toBe('us-east-1:1')
    expect(waited).toEqual([200, 1000])
  })

  test('is made three times at most', async () => {
    const stub = await serving(() => ({ status: 400, body: { __type: 'TooManyRequestsException' } }))
    const call = identityService(stub.url, pauses().pause).getId(pool, undefined)
    await expect(call).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining('TooManyRequestsException') })
    expect(stub.asked).toHaveLength(3)
  })

  test('that is refused is made once', async () => {
    const body = { __type: 'com.amazonaws#NotAuthorizedException', message: 'no\u001b[2J token-of-ann' }
    const stub = await serving(() => ({ status: 400, body }))
    const call = identityService(stub.url, pauses().pause).getId(pool, { 'id.example.com': 'token-of-ann' })
    const message = 'GetId was refused with NotAuthorizedException: no [2J ***'
    await expect(call).rejects.toMatchObject({ kind: 'refused', code: 'NotAuthorizedException', message })
    expect(stub.asked).toHaveLength(1)
  })

  test.each([
    [200, {}],
    [200, []],
    [200, { IdentityId: 1 }],
    [404, { error: 'not found' }],
    [302, {}],
  ])('that something else answers is told of: %i %j', async (status, body) => {
    const { url } = await serving(() => ({ status, body }))
    await expect(identityService(url, pauses().pause).getId(pool, undefined)).rejects.toThrow('check --endpoint')
  })

  test('follows no redirect', async () => {
    const stub = await serving(() => ({ body: {} }))
    stub.fail('redirect')
    await expect(identityService(stub.url, pauses().pause).getId(pool, undefined)).rejects.toThrow('check --endpoint')
    expect(stub.asked).toEqual(['/'])
  })

  test.each(['huge', 'cut', 'status-500'] as const)('that is not answered usably is told of: %s', async (fault) => {
    const stub = await serving(() => ({ body: {} }))
    stub.fail(fault)
    await expect(identityService(stub.url, pauses().pause).getId(pool, undefined)).rejects.toMatchObject({ kind: 'unreachable' })
  })

  const whole = { AccessKeyId: 'ASIA', SecretKey: 's', SessionToken: 't', Expiration: 1.5e9 }

  test('for credentials takes complete ones', async () => {
    const { url } = await serving(() => ({ body: { Credentials: whole } }))
    const service = identityService(url, pauses().pause)
    const made = { identityId: 'id', accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: 1.5e9 }
    expect(await service.getCredentials('id', undefined, undefined)).toEqual(made)
  })

  test.each([
    ['without a token', { SessionToken: undefined }],
    ['with an end that is no date', { Expiration: 1e300 }],
    ['with what a terminal would obey', { SecretKey: 's\u009b2J' }],
    ['with a line break', { SessionToken: 't\r\nx: y' }],
  ])('for credentials takes none %s', async (_, part) => {
    const { url } = await serving(() => ({ body: { Credentials: { ...whole, ...part } } }))
    const asked = identityService(url, pauses().pause).getCredentials('id', undefined, undefined)
    await expect(asked).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('check --endpoint') })
  })
})
