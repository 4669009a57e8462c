import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, type TestAPI } from 'vitest'
import { test as base, isMissing } from '../browser/chromium.ts'

const example = fileURLToPath(new URL('../../../../examples/browser-session/dist/example.js', import.meta.url))

/** `test` with the page of the example, open in a fresh profile; its servers live as long as the file. */
const test: TestAPI<{ address: string; page: Page }> = base.extend<{ address: string; page: Page }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const program = spawn(process.execPath, [example], { stdio: ['ignore', 'pipe', 'inherit'] })
      const [line] = await once(createInterface(program.stdout), 'line')
      await use(/http:\S+/.exec(line)?.[0] ?? line)
      program.kill()
      await once(program, 'exit')
    },
    { scope: 'file' },
  ],
  page: async ({ context, address }, use) => {
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(address)
    await use(page)
  },
})

describe.skipIf(isMissing)('the example of a page with a session', () => {
  test('shows a guest, who signs in, keeps the identity, and is another guest after signing out', async ({ page }) => {
    await page.getByText('DemoGuest').waitFor()
    const guest = await page.locator('#identity').textContent()
    await signIn(page, 'ann')
    await page.getByText('DemoUser').waitFor()
    expect(await page.locator('#identity').textContent()).toBe(guest)
    expect(await page.getByRole('status').textContent()).toBe('A user, who has signed in.')
    expect(await page.locator('#log').textContent()).toContain("signed in, with the guest's identity")

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('DemoGuest').waitFor()
    expect(await page.locator('#identity').textContent()).not.toBe(guest)
    expect(await page.locator('#providers').textContent()).toBe('–')
    expect(await page.getByRole('button', { name: 'Sign in' }).evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('shows the role of an admin, and the same user after a reload', async ({ page }) => {
    await signIn(page, 'grace')
    await page.getByText('DemoAdmin').waitFor()
    const identity = await page.locator('#identity').textContent()
    await page.reload()
    await page.getByText('DemoAdmin').waitFor()
    expect(await page.locator('#identity').textContent()).toBe(identity)
  })

  test('shows how long the credentials live, and new ones when asked', async ({ page }) => {
    await page.getByText('DemoGuest').waitFor()
    expect(await page.getByRole('timer').textContent()).toMatch(/^(60:00|59:\d\d)$/)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('new credentials').nth(1).waitFor()
    expect(new Set(await page.locator('#log li').allTextContents()).size).toBe(2)
  })

  test('says what went wrong where the service is not to be reached', async ({ page }) => {
    await page.getByText('DemoGuest').waitFor()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('NetworkError')
  })

  test('can be read by everybody: names for all controls, one heading, a language', async ({ page }) => {
    await page.getByText('DemoGuest').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    for (const button of await page.getByRole('button').all()) expect(await button.textContent()).toMatch(/\w/)
    expect(await page.getByRole('progressbar', { name: 'Time left of the credentials' }).count()).toBe(1)
  })
})

/** Through the provider's forms: the login, then the consent. */
async function signIn(page: Page, user: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('input[name=login]').fill(user)
  await page.locator('input[name=password]').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}
