import { describe, expect } from 'vitest'
import { startRealms } from '../counterparts/realms.ts'
import { type StubIssuer, startStubIssuer } from '../counterparts/stub-issuer.ts'
import { faults } from '../counterparts/stub-server.ts'
import { forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { test as base, createPool, developerProvider, realmArns, registerProvider } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken, listIdentities, snapshot, unlink } from './identity-calls.ts'

const key = forgeKey('ES256', 'key')

interface Failing extends StubIssuer {
  readonly poolId: string
  login(subject: string): Record<string, string>
}

/** With a provider for each test that can be told to fail, in a pool that also takes the logins of realm a. */
const test = base.extend<{ failing: Failing }>({
  failing: async ({ hallpass, realms }, use) => {
    const issuer = await startStubIssuer(key)
    const arn = await registerProvider(hallpass, issuer.issuer, 'app')
    const poolId = await createPool(hallpass, {
      OpenIdConnectProviderARNs: [arn, ...realmArns(realms, ['a'])],
      DeveloperProviderName: developerProvider,
    })
    const login = (sub: string) => {
      const now = Math.floor(Date.now() / 1000)
      return { [issuer.name]: forgeToken(key, { iss: issuer.issuer, aud: 'app', sub, iat: now, exp: now + 300 }) }
    }
    await use({ ...issuer, poolId, login })
    await issuer.close()
  },
})

const external = { name: 'ExternalServiceException', $metadata: { httpStatusCode: 400 } }
// One that hangs takes until the time-out; it has a test of its own.
const quick = faults.filter((fault) => !fault.startsWith('hang'))

describe('a provider that fails by', () => {
  test.for(quick)('%s is told apart from a bad login, and its users get in later', async (fault, { hallpass, failing }) => {
    failing.fail(fault)
    await expect(getId(hallpass, failing.poolId, failing.login('ann'))).rejects.toMatchObject(external)
    expect(await listIdentities(hallpass, failing.poolId)).toEqual([])
    failing.fail(undefined)
    expect(await getId(hallpass, failing.poolId, failing.login('ann'))).toMatch(/^eu-central-1:/)
  })
})

test('a provider that does not answer is given up, and the users of others do not wait for it', async ({ hallpass, realms, failing }) => {
  failing.fail('hang')
  // Fewer than a client of the SDK has sockets.
  const users = Array.from({ length: 30 }, (_, number) => `user-${number}`)
  const stuck = Promise.allSettled(users.map((user) => getId(hallpass, failing.poolId, failing.login(user))))
  const served = Promise.all([
    getId(hallpass, failing.poolId, realms.logins({ a: 'ann' })),
    getId(hallpass, failing.poolId, realms.logins({ a: 'bob' })),
    getId(hallpass, failing.poolId),
  ])
  expect(await Promise.race([stuck.then(() => 'stuck'), served.then(() => 'served')])).toBe('served')
  expect(await listIdentities(hallpass, failing.poolId)).toHaveLength(3)

  const outcomes = (await stuck).map((outcome) => (outcome.status === 'rejected' ? outcome.reason.name : 'served'))
  expect(outcomes).toEqual(users.map(() => 'ExternalServiceException'))
})

describe('while a provider is down', () => {
  test('its users whose keys are known are served', async ({ hallpass, failing }) => {
    const id = await getId(hallpass, failing.poolId, failing.login('ann'))
    failing.fail('cut')
    expect(await getId(hallpass, failing.poolId, failing.login('ann'))).toBe(id)
    expect((await getCredentials(hallpass, id, failing.login('ann'))).IdentityId).toBe(id)
  })

  test('every operation says so in its own way', async ({ hallpass, realms, failing }) => {
    const id = await getId(hallpass, failing.poolId, realms.logins({ a: 'ann' }))
    const before = await snapshot(hallpass, failing.poolId)
    failing.fail('status-500')
    const logins = { ...realms.logins({ a: 'ann' }), ...failing.login('ann') }
    await expect(getId(hallpass, failing.poolId, logins)).rejects.toMatchObject(external)
    await expect(getCredentials(hallpass, id, logins)).rejects.toMatchObject(external)
    await expect(getToken(hallpass, id, logins)).rejects.toMatchObject(external)
    await expect(unlink(hallpass, id, logins, realms.name('a'))).rejects.toMatchObject(external)
    await expect(getDeveloperToken(hallpass, failing.poolId, 'ann', { Logins: failing.login('ann') })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
    expect(await snapshot(hallpass, failing.poolId)).toEqual(before)
  })

  test('a login that is bad anyway is refused as such', async ({ hallpass, realms, failing }) => {
    failing.fail('cut')
    const [name = ''] = Object.keys(failing.login('ann'))
    await expect(getId(hallpass, failing.poolId, { [name]: 'x' })).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    const mixed = { ...failing.login('ann'), [realms.name('a')]: 'x' }
    await expect(getId(hallpass, failing.poolId, mixed)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  test('the message names the provider, and no address of ours or token', async ({ hallpass, failing }) => {
    failing.fail('redirect')
    const login = failing.login('ann')
    const refusal: Error = await getId(hallpass, failing.poolId, login).then(
      () => expect.unreachable(),
      (error) => error,
    )
    expect(refusal.message).toContain(failing.name)
    expect(refusal.message).not.toContain('elsewhere')
    expect(failing.asked).not.toContain('/elsewhere')
    for (const part of Object.values(login).flatMap((token) => token.split('.'))) expect(refusal.message).not.toContain(part)
  })
})

test('a provider that is not there at all is told so', async ({ hallpass }) => {
  const gone = await startRealms()
  const arn = await registerProvider(hallpass, gone.issuer('a'), 'app')
  const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [arn] })
  await gone.close()
  await expect(getId(hallpass, pool, gone.logins({ a: 'ann' }))).rejects.toMatchObject(external)
})
