import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, type TestAPI } from 'vitest'
import { test as base, isMissing } from '../browser/chromium.ts'

const example = fileURLToPath(new URL('../../../../examples/demo/dist/storage-page.js', import.meta.url))
const hallpass = fileURLToPath(new URL('../../../../packages/hallpass/bin/hallpass.js', import.meta.url))
/** A picture of one point. */
const point = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** `test` with the page of the example, open in a fresh profile; its servers live as long as the file. */
const test: TestAPI<{ address: string; page: Page; browser: Browser }> = base.extend<{ address: string; page: Page }>({
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

describe.skipIf(isMissing)('the example of a page that keeps pictures', () => {
  test('lists and shows a guest the public pictures', async ({ page }) => {
    await page.getByText('You are a guest.').waitFor()
    await page.locator('#public img').nth(2).waitFor()
    expect(await page.locator('#public figcaption').allTextContents()).toEqual(['harbour.svg', 'hills.svg', 'night.svg'])
    await expect.poll(() => areDrawn(page, '#public img')).toBe(true)
  })

  test('lets nobody press a button before it listens', async ({ page, address }) => {
    let tell = () => {}
    const told = new Promise<void>((resolve) => {
      tell = resolve
    })
    await page.route('**/settings.json', (route) => told.then(() => route.continue()))
    await page.goto(address)
    expect(await isInReach(page)).toBe(false)
    tell()
    await expect.poll(() => isInReach(page)).toBe(true)
    await signIn(page, 'bea')
    await page.getByText('You are signed in.').waitFor()
  })

  test("refuses a guest's upload, in words, and with what tells more", async ({ page }) => {
    await page.getByText('You are a guest.').waitFor()
    const identity = await page.locator('#identity').textContent()
    await upload(page, 'cat.png')
    await page.getByRole('alert').waitFor()
    const alert = await page.getByRole('alert').textContent()
    expect(alert).toContain('assumed-role/DemoGuest/CognitoIdentityCredentials is not authorized to perform: s3:PutObject')
    expect(alert).toContain(`pictures/private/${identity}/cat.png`)
    expect(await page.locator('#own img').count()).toBe(0)

    const command = (await page.locator('#refusal-command').textContent()) ?? ''
    expect(command).toMatch(/^npx hallpass explain --request [0-9a-f-]{36} --data-dir \S+$/)
    const { stdout } = await promisify(execFile)(process.execPath, [hallpass, ...command.split(' ').slice(2)])
    expect(stdout).toContain('s3:PutObject')
    expect(stdout).toContain(`private/${identity}/cat.png`)
  })

  test('keeps the picture of a user, tells how far it is, and shows it again after a reload', async ({ page }) => {
    await signIn(page, 'bea')
    await page.getByText('You are signed in.').waitFor()
    const identity = await page.locator('#identity').textContent()
    await watchProgress(page)
    // What follows the end of a picture is passed over.
    await upload(page, 'bea’s cat.png', Buffer.concat([point, Buffer.alloc(3_000_000)]))
    await page.getByText('bea’s cat.png is kept.').waitFor()
    expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual({ wasShown: true, last: 1 })
    expect(await page.getByRole('progressbar').isVisible()).toBe(false)
    expect(await page.locator('#own figcaption').allTextContents()).toEqual(['bea’s cat.png'])
    await expect.poll(() => areDrawn(page, '#own img')).toBe(true)

    await page.reload()
    await page.locator('#own img').waitFor()
    expect(await page.locator('#identity').textContent()).toBe(identity)
    await expect.poll(() => areDrawn(page, '#own img')).toBe(true)
  })

  test("shows nobody another user's pictures, and says why", async ({ page, browser, address }) => {
    await signIn(page, 'ann')
    await page.getByText('You are signed in.').waitFor()
    const ann = (await page.locator('#identity').textContent()) ?? ''
    await upload(page, 'secret.png')
    await page.getByText('secret.png is kept.').waitFor()

    const elsewhere = await browser.newContext()
    const second = await elsewhere.newPage()
    second.setDefaultTimeout(10_000)
    await second.goto(address)
    await signIn(second, 'grace')
    await second.getByText('You are signed in.').waitFor()
    expect(await second.locator('#identity').textContent()).not.toBe(ann)
    await second.getByLabel('Identity of another user').fill(ann)
    await second.getByRole('button', { name: 'Look at the pictures' }).click()
    await second.getByRole('alert').waitFor()
    expect(await second.getByRole('alert').textContent()).toMatch(
      /DemoAdmin\/CognitoIdentityCredentials is not authorized to perform: s3:ListBucket on resource: "?arn:aws:s3:::pictures/,
    )
    expect(await second.locator('#own img').count()).toBe(0)
    expect(await second.locator('#other img').count()).toBe(0)
    await elsewhere.close()
  })

  test('shows users the public pictures too, and nothing of their own once they have signed out', async ({ page }) => {
    await signIn(page, 'cleo')
    await page.getByText('You are signed in.').waitFor()
    await upload(page, 'one.png')
    await page.getByText('one.png is kept.').waitFor()
    await page.locator('#public img').nth(2).waitFor()
    const identity = await page.locator('#identity').textContent()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are a guest.').waitFor()
    await page.locator('#own img').first().waitFor({ state: 'detached' })
    expect(await page.locator('#identity').textContent()).not.toBe(identity)
  })

  test('can be read by everybody: names for all controls, one heading, a language', async ({ page }) => {
    await page.getByText('You are a guest.').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    for (const button of await page.locator('button').all()) expect(await button.textContent()).toMatch(/\w/)
    expect(await page.getByLabel('Picture to keep').count()).toBe(1)
    await page.locator('#public img').nth(2).waitFor()
    for (const image of await page.getByRole('img').all()) expect(await image.getAttribute('alt')).toMatch(/\w/)
  })

  test('asks nobody but its own servers', async ({ page, address }) => {
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).hostname))
    await page.goto(address)
    await page.locator('#public img').nth(2).waitFor()
    expect([...hosts].filter((host) => host !== '')).toEqual(['127.0.0.1'])
  })
})

/** Through the provider's forms, which know everybody: the login, then the consent. */
async function signIn(page: Page, user: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('input[name=login]').fill(user)
  await page.locator('input[name=password]').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Whether a press of "Sign in" would arrive at the button. */
function isInReach(page: Page): Promise<boolean> {
  return page.locator('#sign-in').evaluate((button) => {
    const { x, y } = button.getBoundingClientRect()
    return document.elementFromPoint(x + 5, y + 5) === button
  })
}

async function upload(page: Page, name: string, buffer = point): Promise<void> {
  await page.getByLabel('Picture to keep').setInputFiles({ name, mimeType: 'image/png', buffer })
  await page.getByRole('button', { name: 'Upload' }).click()
}

function areDrawn(page: Page, images: string): Promise<boolean> {
  // In the page these are images.
  return page
    .locator(images)
    .evaluateAll((found) => found.length > 0 && found.every((image) => (image as HTMLImageElement).naturalWidth > 0))
}

/** Notes in `window.seen` whether the bar of the upload was shown, and what it showed last. */
async function watchProgress(page: Page): Promise<void> {
  await page.locator('#progress').evaluate((bar) => {
    const seen = { wasShown: false, last: 0 }
    Object.assign(window, { seen })
    new MutationObserver(() => {
      if (bar.hasAttribute('hidden')) return
      seen.wasShown = true
      seen.last = Number(bar.getAttribute('value'))
    }).observe(bar, { attributes: true })
  })
}
