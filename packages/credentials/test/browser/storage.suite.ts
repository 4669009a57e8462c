import { describe, expect } from 'vitest'
import { isMissing, test } from './chromium.ts'
import { guestOf, type Kind, Tab } from './tab.ts'

const kinds: readonly Kind[] = ['session', 'provider']

describe.skipIf(isMissing).each(kinds)('a page of another origin, by its %s', (kind) => {
  test('is a guest', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.create(kind, guestOf(service))
    expect(await tab.credentials()).toEqual({
      identityId: expect.stringMatching(/^eu-central-1:[0-9a-f-]{36}$/),
      accessKeyId: expect.stringMatching(/^ASIA/),
      minutesLeft: 60,
    })
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('is the same guest once it is loaded again, without asking for an id', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.create(kind, guestOf(service))
    const before = await tab.credentials()
    await tab.reload()
    await tab.create(kind, guestOf(service))
    const after = await tab.credentials()
    expect(after).toMatchObject({ identityId: before.identityId })
    expect(after.accessKeyId).not.toBe(before.accessKeyId)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
  })

  test('CP-TAB-1 makes one identity in ten tabs of a fresh profile, opened at once', async ({ service, openTab }) => {
    const tabs = await Promise.all(Array.from({ length: 10 }, () => openTab()))
    const first = service.stub.hold('GetId')
    await Promise.all(tabs.map((tab) => tab.create(kind, guestOf(service))))
    // No tab has its id before all have asked.
    await Promise.all(tabs.map((tab) => tab.begin()))
    first.release()
    const all = await Promise.all(tabs.map((tab) => tab.credentials()))
    expect(new Set(all.map(({ identityId }) => identityId)).size).toBe(1)
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test('CP-POOL-10 is a guest where reading a store throws', async ({ service, context, openTab }) => {
    await context.addInitScript(() => {
      for (const name of ['indexedDB', 'localStorage', 'sessionStorage', 'caches']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError')
          },
        })
      }
    })
    const tab = await openTab()
    await tab.create(kind, guestOf(service))
    const { identityId } = await tab.credentials()
    expect(await tab.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test('CP-POOL-10 is a guest in a sandbox, which has no store of its own', async ({ service, openTab }) => {
    const [frame] = (await openTab('/sandbox')).frame.childFrames()
    const sandbox = new Tab(present(frame))
    await sandbox.create(kind, guestOf(service))
    const { identityId } = await sandbox.credentials()
    expect(await sandbox.credentials()).toMatchObject({ identityId })
    expect(await sandbox.frame.evaluate(() => window.origin)).toBe('null')
  })

  test('CP-POOL-10 is a guest where the database is of a newer version', async ({ service, openTab }) => {
    const tab = await openTab()
    await tab.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('aws:cognito-identity-ids', 2)
          opening.onsuccess = () => {
            opening.result.close()
            resolve()
          }
          opening.onerror = () => reject(opening.error)
        }),
    )
    await tab.create(kind, guestOf(service))
    const { identityId } = await tab.credentials()
    expect(await tab.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test('CP-POOL-10 is a guest where the database waits for another tab, for ever', async ({ service, openTab }) => {
    const [other, tab] = [await openTab(), await openTab()]
    await other.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('aws:cognito-identity-ids', 1)
          opening.onsuccess = () => {
            // The connection stays open: what is to delete the database waits, and all who open it wait for that.
            indexedDB.deleteDatabase('aws:cognito-identity-ids').onblocked = () => resolve()
          }
          opening.onerror = () => reject(opening.error)
        }),
    )
    await tab.create(kind, guestOf(service))
    expect(await tab.credentials()).toMatchObject({ identityId: expect.stringMatching(/^eu-central-1:/) })
  })

  test('CP-TAB-4 is a guest where the page is no secure context, and is known again', async ({ service, site, openTab }) => {
    const tab = await openTab(site.insecureUrl)
    await tab.create(kind, guestOf(service))
    const { identityId } = await tab.credentials()
    expect(await tab.page.evaluate(() => [window.isSecureContext, 'locks' in navigator])).toEqual([false, false])
    await tab.reload()
    await tab.create(kind, guestOf(service))
    expect(await tab.credentials()).toMatchObject({ identityId })
  })

  test('is known by another tab of the profile, and by none of another profile', async ({ service, browser, site, openTab }) => {
    const [one, two] = [await openTab(), await openTab()]
    await one.create(kind, guestOf(service))
    const { identityId } = await one.credentials()
    await two.create(kind, guestOf(service))
    expect(await two.credentials()).toMatchObject({ identityId })
    const stranger = await Tab.open(await browser.newContext(), site.url)
    await stranger.create(kind, guestOf(service))
    expect((await stranger.credentials()).identityId).not.toBe(identityId)
    await stranger.page.context().close()
  })

  test("CP-POOL-4 is the guest that the SDK's provider made", async ({ service, openTab }) => {
    const tab = await openTab('/sdk')
    const identityId = await tab.sdkIdentity(guestOf(service))
    await tab.create(kind, guestOf(service))
    expect(await tab.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })

  test("CP-POOL-4 is a guest whom the SDK's provider knows", async ({ service, openTab }) => {
    const tab = await openTab('/sdk')
    await tab.create(kind, guestOf(service))
    const { identityId } = await tab.credentials()
    expect(await tab.sdkIdentity(guestOf(service))).toBe(identityId)
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
  })
})

describe.skipIf(isMissing)('the store of a session in a page', () => {
  test.for(['indexedDbStorage', 'webStorage', 'cookieStorage'] as const)('CP-ID-STORE-1 may be %s', async (store, { service, openTab }) => {
    const tab = await openTab('/adapters')
    await tab.createSession({ ...guestOf(service), store })
    const { identityId } = await tab.credentials()
    await tab.reload()
    await tab.createSession({ ...guestOf(service), store })
    expect(await tab.credentials()).toMatchObject({ identityId })
    expect(service.stub.requestsOf('GetId')).toHaveLength(1)
    const filled = await tab.frame.evaluate(async () => [(await indexedDB.databases()).length, localStorage.length, document.cookie.length])
    expect(filled.map(Boolean)).toEqual(placesOf[store])
  })
})

/** Whether there is a database, something in the local storage, a cookie. */
const placesOf = { indexedDbStorage: [true, false, false], webStorage: [false, true, false], cookieStorage: [false, false, true] }

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is not there.')
  return value
}
