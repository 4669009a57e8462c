import { describe, expect } from 'vitest'
import { createSession, type SessionOptions } from '../src/index.ts'
import { services, type TestService, testOn } from './service.ts'

const open = (service: TestService, options: Partial<SessionOptions> = {}) =>
  createSession({
    identityPoolId: service.identityPoolId,
    endpoint: service.url,
    crossTab: false,
    insecure: true,
    ...options,
  })

/** The operations that were sent since the last time. */
function sent(service: TestService): readonly string[] {
  const operations = [...service.stub.operations]
  service.stub.reset()
  return operations
}

describe.each(services)('a session on %s', (kind) => {
  const test = testOn(kind)

  test('CP-SES-2 the guest becomes the user, under the same identity', async ({ service }) => {
    const session = open(service)
    const guest = await session.credentials()
    expect(sent(service)).toEqual(['GetId', 'GetCredentialsForIdentity'])
    const login = await session.login(service.provider, await service.token('ann'))
    expect(login).toEqual({ identityId: guest.identityId, previous: guest.identityId, merged: false })
    expect(sent(service)).toEqual(['GetCredentialsForIdentity'])
    const user = await session.credentials()
    expect(user.identityId).toBe(guest.identityId)
    expect(user.accessKeyId).not.toBe(guest.accessKeyId)
    expect(sent(service)).toEqual([])
  })

  test('CP-SES-2 a user who has an identity already is followed there', async ({ service }) => {
    const first = await open(service).login(await service.logins('ann'))
    const session = open(service)
    const guest = await session.identityId()
    sent(service)
    expect(await session.login(await service.logins('ann'))).toEqual({ identityId: first.identityId, previous: guest, merged: true })
    expect(sent(service)).toEqual(['GetCredentialsForIdentity'])
  })

  test('CP-SES-3 a user needs no guest', async ({ service }) => {
    const identityPoolId = await service.createPool({ allowsGuests: false })
    const session = open(service, { identityPoolId })
    const { identityId } = await session.login(service.provider, () => service.token('ann'))
    expect(sent(service)).toEqual(['GetId', 'GetCredentialsForIdentity'])
    expect((await session.credentials()).identityId).toBe(identityId)
  })

  test('CP-SES-4 a guest who is no more is followed by the user', async ({ service }) => {
    const session = open(service)
    const { identityId } = await session.credentials()
    await service.removeIdentity(identityId)
    sent(service)
    const login = await session.login(await service.logins('ann'))
    expect(login.identityId).not.toBe(identityId)
    expect(sent(service)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity'])
  })

  test('CP-SES-6 a refused login changes nothing', async ({ service }) => {
    const session = open(service)
    const guest = await session.credentials()
    const expired = await service.token('ann', { expiresAt: Math.floor(Date.now() / 1000) - 3600 })
    await expect(session.login(service.provider, expired)).rejects.toMatchObject({ reason: 'login-token-expired' })
    expect(await session.credentials()).toBe(guest)
    expect(session.state.status).toBe('guest')
  })

  test('CP-SES-7 a second login is linked', async ({ service }) => {
    const session = open(service)
    const first = await session.login(await service.logins('ann'))
    sent(service)
    await session.login(service.otherProvider, await service.token('annie', { provider: service.otherProvider }))
    expect(sent(service)).toEqual(['GetCredentialsForIdentity'])
    const elsewhere = await open(service).login(await service.logins('annie', service.otherProvider))
    expect(elsewhere.identityId).toBe(first.identityId)
  })

  test('CP-SES-8 unlink makes the service forget the login', async ({ service }) => {
    const session = open(service)
    const first = await session.login({ ...(await service.logins('ann')), ...(await service.logins('annie', service.otherProvider)) })
    sent(service)
    await session.logout({ provider: service.otherProvider, unlink: true })
    expect(sent(service)).toEqual(['UnlinkIdentity'])
    expect((await session.credentials()).identityId).toBe(first.identityId)
    const elsewhere = await open(service).login(await service.logins('annie', service.otherProvider))
    expect(elsewhere.identityId).not.toBe(first.identityId)
  })

  test('CP-SES-9 guest, user, guest and the same user: the former identity', async ({ service }) => {
    const session = open(service)
    await session.credentials()
    const { identityId } = await session.login(await service.logins('ann'))
    await session.logout()
    expect((await session.credentials()).identityId).not.toBe(identityId)
    expect(await session.login(await service.logins('ann'))).toMatchObject({ identityId, merged: true })
    await session.logout()
    expect((await session.login(await service.logins('bob'))).identityId).not.toBe(identityId)
  })

  test('CP-SES-10 the switch of older programs', async ({ service }) => {
    const session = open(service)
    const guest = await session.credentials()
    sent(service)
    session.params.Logins[service.provider] = await service.token('ann')
    session.expired = true
    expect((await session.credentials()).identityId).toBe(guest.identityId)
    expect(sent(service)).toEqual(['GetCredentialsForIdentity'])
    expect(session.state.status).toBe('user')
  })

  test('CP-TOK-5 an ID token alone', async ({ service }) => {
    const session = open(service)
    await session.login(await service.token('ann'))
    expect(session.state.providers).toEqual([service.provider])
  })

  test('CP-POOL-14 the basic flow', async ({ service }) => {
    const session = open(service, { flow: 'basic', roleArn: service.roles.user, logins: await service.logins('ann') })
    const { identityId } = await session.credentials()
    expect(sent(service)).toEqual(['GetId', 'GetOpenIdToken', 'AssumeRoleWithWebIdentity'])
    expect(session.state).toMatchObject({ status: 'user', identityId })
  })
})
