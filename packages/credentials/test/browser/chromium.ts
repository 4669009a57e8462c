import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import type { TestAPI } from 'vitest'
import { isSkippedWithout } from '../../../hallpass/test/support/needed-program.ts'
import { test as onHallpass, type TestService } from '../service.ts'
import { type Site, startSite } from './site.ts'
import { Tab } from './tab.ts'

const executablePath = '/usr/bin/chromium'

/** Whether the tests of browsers are skipped, for `describe.skipIf`. */
export const isMissing: boolean = isSkippedWithout('chromium', 'chromium', existsSync(executablePath))

/** `test` on the real service, with a browser that lives as long as the file, and a fresh profile for each test. */
export const test: TestAPI<OnChromium> = onHallpass.extend<Omit<OnChromium, keyof OnHallpass>>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const args = [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--host-resolver-rules=MAP shop.test 127.0.0.1',
      ]
      const browser = await chromium.launch({ executablePath, args })
      await use(browser)
      await browser.close()
    },
    { scope: 'file' },
  ],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const site = await startSite()
      await use(site)
      await site.close()
    },
    { scope: 'file' },
  ],
  context: async ({ browser }, use) => {
    const context = await browser.newContext()
    await use(context)
    await context.close()
  },
  openTab: async ({ context, site }, use) => {
    await use((path = '/') => Tab.open(context, new URL(path, site.url).href))
  },
})

type OnHallpass = typeof onHallpass extends TestAPI<infer Fixtures> ? Fixtures : never

interface OnChromium extends OnHallpass {
  readonly service: TestService
  readonly browser: Browser
  readonly site: Site
  /** A profile that nobody has used yet. */
  readonly context: BrowserContext
  /** A new tab of the profile, at this path of the site or at this address. */
  readonly openTab: (path?: string) => Promise<Tab>
}
