import { describe, expect } from 'vitest'
import { isMissing, test } from './chromium.ts'
import { guestOf, type Kind } from './tab.ts'

const kinds: readonly Kind[] = ['session', 'provider']

describe.skipIf(isMissing).each(kinds)('a page that is offline, with a %s', (kind) => {
  test('CP-ERR-3 says that the network failed, and gets its credentials once it is online', async ({ service, context, openTab }) => {
    const tab = await openTab()
    await tab.create(kind, guestOf(service))
    await context.setOffline(true)
    expect(await tab.refusal()).toEqual({ name: 'NetworkError', message: expect.any(String) })
    await context.setOffline(false)
    expect(await tab.credentials()).toMatchObject({ minutesLeft: 60 })
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('CP-POOL-8 keeps its identity', async ({ service, context, openTab }) => {
    const tab = await openTab()
    await tab.create(kind, guestOf(service))
    const { identityId } = await tab.credentials()
    await context.setOffline(true)
    expect((await tab.refusal({ forceRefresh: true })).name).toBe('NetworkError')
    await context.setOffline(false)
    expect(await tab.credentials({ forceRefresh: true })).toMatchObject({ identityId })
    await tab.reload()
    await tab.create(kind, guestOf(service))
    expect(await tab.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test('CP-NET-3 tries again, and gets its credentials where it is online by then', async ({ service, context, openTab }) => {
    const tab = await openTab()
    await tab.create(kind, { ...guestOf(service), retry: { maxAttempts: 12 } })
    await context.setOffline(true)
    const [, shown] = await Promise.all([context.waitForEvent('requestfailed').then(() => context.setOffline(false)), tab.credentials()])
    expect(shown).toMatchObject({ minutesLeft: 60 })
  })
})
