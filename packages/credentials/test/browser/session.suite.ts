import { describe, expect } from 'vitest'
import { isMissing, test } from './chromium.ts'
import { guestOf, Tab } from './tab.ts'

describe.skipIf(isMissing)('a session in a page', () => {
  test('CP-SES-2 keeps the identity at a login', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const guest = await tab.credentials()
    expect(await tab.login(await service.logins('ann'))).toEqual({
      identityId: guest.identityId,
      previous: guest.identityId,
      merged: false,
    })
    const user = await tab.credentials()
    expect(user.identityId).toBe(guest.identityId)
    expect(user.accessKeyId).not.toBe(guest.accessKeyId)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
  })

  test('CP-SES-2 follows the user who is known from elsewhere', async ({ service, browser, site, openTab }) => {
    const elsewhere = await Tab.open(await browser.newContext(), site.url)
    await elsewhere.createSession(guestOf(service))
    const { identityId: known } = await elsewhere.login(await service.logins('ann'))

    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId: previous } = await tab.credentials()
    expect(await tab.login(await service.logins('ann'))).toEqual({ identityId: known, previous, merged: true })
    expect(await tab.credentials()).toMatchObject({ identityId: known })
    await elsewhere.page.context().close()
  })

  test('CP-SES-5 knows a user who has a name once the page is loaded again', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId } = await tab.login(await service.logins('ann'), 'ann')
    const asked = service.stub.requestsOf('GetId').length
    await tab.reload()
    await tab.createSession({ ...guestOf(service), user: 'ann', logins: await service.logins('ann') })
    expect(await tab.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(asked)
  })

  test('CP-SES-8 is another guest after a logout', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId } = await tab.login(await service.logins('ann'))
    await tab.logout()
    expect((await tab.credentials()).identityId).not.toBe(identityId)
  })

  test('CP-TAB-2 drops its credentials when another tab logs out', async ({ service, openTab }) => {
    const [one, two] = [await openTab(), await openTab()]
    await one.createSession(guestOf(service))
    await one.credentials()
    await two.createSession(guestOf(service))
    const before = await two.credentials()
    await one.logout()
    await two.hears('logout')
    const after = await two.credentials()
    expect(after.accessKeyId).not.toBe(before.accessKeyId)
    expect(after.identityId).not.toBe(before.identityId)
  })

  test('CP-TAB-2 is the same new guest in every tab after a logout', async ({ service, openTab }) => {
    const [one, two] = [await openTab(), await openTab()]
    await one.createSession(guestOf(service))
    await one.credentials()
    await two.createSession(guestOf(service))
    await two.credentials()
    await one.logout()
    const { identityId } = await one.credentials()
    await two.hears('logout')
    expect(await two.credentials()).toMatchObject({ identityId })
    await one.reload()
    await one.createSession(guestOf(service))
    expect(await one.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(2)
  })

  test('CP-TAB-2 hears of a login in another tab, and has credentials that the service takes', async ({ service, openTab }) => {
    const [one, two] = [await openTab(), await openTab()]
    await one.createSession(guestOf(service))
    await one.credentials()
    await two.createSession(guestOf(service))
    await two.credentials()
    const { identityId } = await one.login(await service.logins('ann'))
    // Whose identity it was is not theirs here.
    await two.becomes('new')
    expect(await one.credentials()).toMatchObject({ identityId })
    expect((await two.refusal({ forceRefresh: true })).name).toBe('none')
  })

  test('CP-TAB-3 has the live credentials of another tab, where both share them', async ({ service, openTab }) => {
    const [one, two] = [await openTab(), await openTab()]
    const given = { ...guestOf(service), crossTab: 'credentials' } as const
    await one.createSession(given)
    const first = await one.credentials()
    await two.createSession(given)
    expect(await two.credentials()).toEqual(first)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('CP-CACHE-9 asks for nothing once the page is loaded again, where credentials outlive it', async ({ service, openTab }) => {
    const tab = await openTab()
    const given = { ...guestOf(service), persist: 'session' } as const
    await tab.createSession(given)
    const before = await tab.credentials()
    await tab.reload()
    await tab.createSession(given)
    expect(await tab.credentials()).toEqual(before)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('CP-CACHE-9 leaves no credentials behind after a logout', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.createSession({ ...guestOf(service), persist: 'session' })
    await tab.credentials()
    const kept = () => tab.frame.evaluate(() => Object.values(sessionStorage).join())
    expect(await kept()).toContain('ASIA')
    await tab.logout()
    expect(await kept()).toBe('')
  })

  test('CP-SEC-1 keeps no credentials and no token in any store, unless told', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.createSession(guestOf(service))
    const { identityId } = await tab.login(await service.logins('ann'), 'ann')
    const { cookies, origins } = await tab.page.context().storageState({ indexedDB: true })
    const session = await tab.frame.evaluate(() => ({ ...sessionStorage }))
    const stored = JSON.stringify({ cookies, origins, session })
    expect(stored).toContain(identityId)
    expect(stored).not.toMatch(/ASIA|eyJ|secret|token/i)
  })
})
