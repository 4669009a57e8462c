import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { accountId, region, test } from './hallpass.ts'
import { isSkippedWithout } from './support/needed-program.ts'
import { makeRoles } from './trusted-roles.ts'

const executablePath = '/usr/bin/chromium'
const isMissing = isSkippedWithout('chromium', 'chromium', existsSync(executablePath))

let browser: Browser
let page: Page
let site: ReturnType<typeof createServer>

beforeAll(async () => {
  if (isMissing) return
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('browser-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
  })
  const script = bundle.outputFiles[0]?.text
  site = createServer((request, response) => {
    response.setHeader('Content-Type', request.url === '/' ? 'text/html' : 'text/javascript')
    response.end(request.url === '/' ? '<!doctype html><script src="/page.js"></script>' : script)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'] })
  page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
})

afterAll(async () => {
  await browser?.close()
  site?.close()
})

test.skipIf(isMissing)('a page of another origin gets an identity and credentials, and says who it is', async ({ hallpass }) => {
  const { IdentityPoolId } = await hallpass.cognito.send(
    new CreateIdentityPoolCommand({ IdentityPoolName: 'browsers', AllowUnauthenticatedIdentities: true }),
  )
  const Roles = { unauthenticated: `arn:aws:iam::${accountId}:role/guest` }
  await makeRoles(hallpass, Object.values(Roles))
  await hallpass.cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles }))

  const said = await page.evaluate((given) => window.becomeGuest(given), {
    endpoint: hallpass.url,
    region,
    identityPoolId: String(IdentityPoolId),
  })
  expect(said).toEqual({
    identityId: expect.stringMatching(/^eu-central-1:[0-9a-f-]{36}$/),
    arn: `arn:aws:sts::${accountId}:assumed-role/guest/CognitoIdentityCredentials`,
  })
})

test.skipIf(isMissing)('a page of another origin reads the type and the message of a refusal', async ({ hallpass }) => {
  const given = { endpoint: hallpass.url, region, identityPoolId: `${region}:00000000-0000-4000-8000-000000000000` }
  expect(await page.evaluate((asked) => window.failToBecomeGuest(asked), given)).toEqual({
    name: 'ResourceNotFoundException',
    message: `IdentityPool '${given.identityPoolId}' not found.`,
    errorTypeHeader: 'ResourceNotFoundException:',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})
