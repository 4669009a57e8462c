import { describe, expect } from 'vitest'
import { isMissing, test } from './chromium.ts'
import { guestOf } from './tab.ts'

describe.skipIf(isMissing)('what else runs in a browser', () => {
  test.for(['web', 'service'] as const)('CP-PKG-1 a %s worker has credentials of the identity that the page has', async (kind, {
    service,
    openTab,
  }) => {
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId } = await tab.credentials()
    expect(await tab.askWorker(kind, guestOf(service))).toEqual({ identityId, minutesLeft: 60, scope: scopes[kind] })
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test('CP-TAB-1 a page and its workers make one identity when they begin at once', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const first = service.stub.hold('GetId')
    const all = Promise.all([tab.credentials(), tab.askWorker('web', guestOf(service)), tab.askWorker('service', guestOf(service))])
    await first.arrived
    first.release()
    const ids = (await all).map(({ identityId }) => identityId)
    expect(new Set(ids).size).toBe(1)
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test('CP-PRV-4 a living client of the SDK signs as whoever is signed in', async ({ behind, service, openTab }) => {
    const endpoint = behind.hallpass.url
    const tab = await openTab('/sdk')
    await tab.createSession({ ...guestOf(service), endpoint })
    const as = (role: string) => `arn:aws:sts::${service.accountId}:assumed-role/${role}/CognitoIdentityCredentials`
    expect(await tab.callerArn(endpoint)).toBe(as('Guest'))
    await tab.login(await service.logins('ann'))
    expect(await tab.callerArn(endpoint)).toBe(as('User'))
    await tab.logout()
    expect(await tab.callerArn(endpoint)).toBe(as('Guest'))
  })

  test('the service itself lets a page of another origin in, and read a refusal', async ({ behind, service, openTab }) => {
    const endpoint = behind.hallpass.url
    const tab = await openTab()
    await tab.createSession({ ...guestOf(service), endpoint })
    const { identityId } = await tab.credentials()
    expect(await tab.login(await service.logins('ann'))).toMatchObject({ identityId, merged: false })
    const pool = service.unknownPool()
    await tab.createSession({ endpoint, identityPoolId: pool })
    expect(await tab.refusal()).toEqual({ name: 'ResourceNotFoundException', message: `IdentityPool '${pool}' not found.` })
  })
})

const scopes = { web: 'DedicatedWorkerGlobalScope', service: 'ServiceWorkerGlobalScope' }
