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
})
