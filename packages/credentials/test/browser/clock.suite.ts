import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { TestService } from '../service.ts'
import { isMissing, test } from './chromium.ts'
import { guestOf } from './tab.ts'

const minute = 60_000

describe.skipIf(isMissing)('time in a page', () => {
  test.for([
    ['right', 0],
    ['10 minutes ahead', 10 * minute],
    ['10 minutes behind', -10 * minute],
  ] as const)('CP-NET-6 makes for one refresh per lifetime where the clock is %s', async ([, offset], { service, context, openTab }) => {
    await context.clock.install({ time: Date.now() + offset })
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const first = await tab.credentials()
    // By the page's own clock, however wrong it is.
    expect(first.minutesLeft).toBe(60)

    // Those of a session, an hour each: renewed 10 minutes before their end, give or take one.
    await pass(service, tab.page, 45)
    for (let elapsed = 45; elapsed < 48; elapsed++) {
      expect((await tab.credentials()).accessKeyId).toBe(first.accessKeyId)
      await pass(service, tab.page, 1)
    }
    await pass(service, tab.page, 4)
    await tab.credentials()
    await tab.hears('credentials', 2)
    const second = await tab.credentials()
    expect(second).toMatchObject({ identityId: first.identityId, minutesLeft: 60 })
    expect(second.accessKeyId).not.toBe(first.accessKeyId)
    await pass(service, tab.page, 40)
    expect(await tab.credentials()).toMatchObject({ accessKeyId: second.accessKeyId })
    expect(service.stub.requestsOf('GetCredentialsForIdentity')).toHaveLength(2)
  })

  test('CP-NET-6 is told by the Date that the service itself lets pages read', async ({ behind, service, context, openTab }) => {
    await context.clock.install({ time: Date.now() + 10 * minute })
    const tab = await openTab()
    await tab.createSession({ ...guestOf(service), endpoint: behind.hallpass.url })
    expect((await tab.credentials()).minutesLeft).toBe(60)
    await tab.hears('skew')
  })

  test('CP-NET-6 is what the page takes it for, where it may not read the Date', async ({ service, context, openTab }) => {
    service.stub.settings.sharing = 'without-date'
    await context.clock.install({ time: Date.now() + 10 * minute })
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    expect((await tab.credentials()).minutesLeft).toBe(50)
  })

  test('CP-CACHE-6 never gives out what has ended while the device slept', async ({ service, context, openTab }) => {
    await context.clock.install()
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId, accessKeyId } = await tab.credentials()
    await pass(service, tab.page, 120)
    const awake = await tab.credentials()
    expect(awake).toMatchObject({ identityId, minutesLeft: 60 })
    expect(awake.accessKeyId).not.toBe(accessKeyId)
  })

  test('CP-CACHE-7 renews what is to be kept fresh, though nobody calls', async ({ service, context, openTab }) => {
    await context.clock.install()
    const tab = await openTab()
    await tab.createSession({ ...guestOf(service), keepFresh: true })
    const { accessKeyId } = await tab.credentials()
    await pass(service, tab.page, 52)
    await tab.hears('credentials', 2)
    expect((await tab.credentials()).accessKeyId).not.toBe(accessKeyId)
    expect(service.stub.requestsOf('GetCredentialsForIdentity')).toHaveLength(2)
  })

  test('CP-TAB-1 is not spent on a lock that another tab keeps for longer than 5 seconds', async ({ service, context, openTab }) => {
    const lock = `aws:cognito-identity-credentials:${service.identityPoolId}:ANONYMOUS`
    await context.clock.install()
    const [other, tab] = [await openTab(), await openTab()]
    await other.keepLock(lock)
    await tab.createSession(guestOf(service))
    await tab.begin()
    await tab.awaitsLock(lock)
    await tab.page.clock.fastForward(5_000)
    expect(await tab.credentials()).toMatchObject({ identityId: expect.stringMatching(/^eu-central-1:/) })
  })

  test('CP-TOK-1 asks a login function for the token again once credentials are renewed', async ({ service, context, openTab }) => {
    let elapsed = 0
    const given: string[] = []
    await context.exposeFunction('idToken', async () => {
      const token = await service.token('ann', { expiresAt: Math.floor((Date.now() + elapsed) / 1000) + 300 })
      given.push(token)
      return token
    })
    await context.clock.install()
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId } = await tab.loginByFunction(service.provider)
    elapsed = 2 * 60 * minute
    await pass(service, tab.page, 2 * 60)
    expect(await tab.credentials()).toMatchObject({ identityId, minutesLeft: 60 })
    expect(given).toHaveLength(2)
    expect(service.stub.requests.at(-1)?.input).toMatchObject({ Logins: { [service.provider]: given[1] } })
  })

  test('CP-TOK-3 says of a token that has expired what is wrong, and sends nothing', async ({ service, context, openTab }) => {
    await context.clock.install()
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    await tab.login(await service.logins('ann'))
    const asked = service.stub.requests.length
    await pass(service, tab.page, 2 * 60)
    expect(await tab.refusal()).toEqual({ name: 'LoginTokenError', message: expect.stringContaining('expired') })
    expect(service.stub.requests).toHaveLength(asked)
  })
})

/** Minutes, for the service and for the page. */
async function pass(service: TestService, page: Page, minutes: number): Promise<void> {
  service.advance(minutes * minute)
  await page.clock.fastForward(minutes * minute)
}
