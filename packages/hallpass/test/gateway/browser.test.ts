import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import { type Browser, chromium, type Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'
import { isSkippedWithout } from '../support/needed-program.ts'
import { type Gateway, test as gatewayTest, startGateway } from './gateway.ts'
import { createHomeFolders, type HomeFolders } from './home-folders.ts'
import { type PresignedRequest, presigned } from './presigned.ts'

const executablePath = '/usr/bin/chromium'

interface Site {
  readonly page: Page
  /** Of the page. */
  readonly origin: string
}

const test = gatewayTest
  .extend<{ browser: Browser; site: Site; folders: HomeFolders }>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
      async ({}, use) => {
        const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking']
        const browser = await chromium.launch({ executablePath, args })
        await use(browser)
        await browser.close()
      },
      { scope: 'file' },
    ],
    /** A page of another origin than the gateway's. */
    site: async ({ browser }, use) => {
      const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>App</title>'))
      const origin = `http://127.0.0.1:${await listenOnFreshPort(server)}`
      const page = await browser.newPage()
      await page.goto(origin)
      await use({ page, origin })
      await page.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    folders: [
      async ({ gateway }, use) => {
        await gateway.s3().send(new CreateBucketCommand({ Bucket: 'photos' }))
        await use(await createHomeFolders(gateway.hallpass, 'photos'))
      },
      { scope: 'file' },
    ],
  })
  .skipIf(isSkippedWithout('chromium', 'chromium', existsSync(executablePath)))

interface Sent {
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** What the page sees of an answer; the name of the error where it sees none. */
function fetchIn(page: Page, sent: Sent) {
  return page.evaluate(async ({ url, method = 'GET', headers = {}, body }) => {
    try {
      const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) })
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
    } catch (error) {
      return { status: 0, headers: {} as Record<string, string>, body: String(error) }
    }
  }, sent)
}

describe('a page of another origin', () => {
  test('writes, reads, heads and deletes by presigned addresses', async ({ gateway, site: { page }, folders }) => {
    const ann = await folders.user('ann')
    const object = { bucket: 'photos', key: `private/${ann.identityId}/ü picture+1` }
    const sign = (more: Partial<PresignedRequest>) => presigned(gateway.url, ann.credentials, { ...object, ...more })
    const headers = { 'content-type': 'text/plain', 'x-amz-meta-who': 'ann' }
    const put = await fetchIn(page, { url: await sign({ method: 'PUT', headers }), method: 'PUT', headers, body: 'pixels' })
    expect(put).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^"[0-9a-f]{32}"$/) } })
    const get = await fetchIn(page, { url: await sign({ query: { 'response-content-type': 'text/x' } }) })
    expect(get).toMatchObject({ status: 200, body: 'pixels', headers: { 'content-type': 'text/x', 'x-amz-meta-who': 'ann' } })
    const part = await fetchIn(page, { url: await sign({}), headers: { range: 'bytes=1-2' } })
    expect(part).toMatchObject({ status: 206, body: 'ix', headers: { 'content-range': 'bytes 1-2/6' } })
    expect(await fetchIn(page, { url: await sign({ method: 'HEAD' }), method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
    expect((await fetchIn(page, { url: await sign({ method: 'DELETE' }), method: 'DELETE' })).status).toBe(204)
    expect(await fetchIn(page, { url: await sign({}) })).toMatchObject({ status: 404, body: expect.stringContaining('NoSuchKey') })
  })

  test('sees how far an upload has come', async ({ gateway, site: { page }, folders }) => {
    const ann = await folders.user('ann')
    const object = { bucket: 'photos', key: `private/${ann.identityId}/film` }
    const url = await presigned(gateway.url, ann.credentials, { ...object, method: 'PUT' })
    const seen = await page.evaluate(
      (address) =>
        new Promise<{ status: number; etag: string | null; steps: number; loaded: number }>((resolve, reject) => {
          const request = new XMLHttpRequest()
          const steps: number[] = []
          request.upload.addEventListener('progress', ({ loaded }) => steps.push(loaded))
          request.addEventListener('error', () => reject(new Error('It was not answered.')))
          request.addEventListener('load', () =>
            resolve({ status: request.status, etag: request.getResponseHeader('ETag'), steps: steps.length, loaded: Math.max(...steps) }),
          )
          request.open('PUT', address)
          request.send(new Blob([new Uint8Array(8_000_000)], { type: 'video/x' }))
        }),
      url,
    )
    expect(seen).toMatchObject({ status: 200, etag: expect.stringMatching(/^"[0-9a-f]{32}"$/), loaded: 8_000_000 })
    expect(seen.steps).toBeGreaterThan(0)
    const got = await gateway.s3({ credentials: ann.credentials }).send(new GetObjectCommand({ Bucket: 'photos', Key: object.key }))
    expect(got).toMatchObject({ ContentLength: 8_000_000, ContentType: 'video/x' })
  })

  test('uploads by parts, whose tags it reads', async ({ gateway, site: { page }, folders }) => {
    const ann = await folders.user('ann')
    const object = { bucket: 'photos', key: `private/${ann.identityId}/parts` }
    const sign = (method: string, query: Record<string, string>) => presigned(gateway.url, ann.credentials, { ...object, method, query })
    const started = await fetchIn(page, { url: await sign('POST', { uploads: '' }), method: 'POST' })
    const uploadId = /<UploadId>(.*?)<\/UploadId>/.exec(started.body)?.[1] ?? ''
    const parts: string[] = []
    for (const [index, body] of ['x'.repeat(5_242_880), 'y'].entries()) {
      const url = await sign('PUT', { partNumber: String(index + 1), uploadId })
      const { headers } = await fetchIn(page, { url, method: 'PUT', body })
      parts.push(`<Part><PartNumber>${index + 1}</PartNumber><ETag>${headers['etag']}</ETag></Part>`)
    }
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
    const ended = await fetchIn(page, { url: await sign('POST', { uploadId }), method: 'POST', body })
    expect(ended).toMatchObject({ status: 200, body: expect.stringContaining('CompleteMultipartUploadResult') })
    expect(ended.body).not.toContain(new URL(gateway.store.url).host)
    expect(
      await fetchIn(page, { url: await presigned(gateway.url, ann.credentials, { ...object, method: 'HEAD' }), method: 'HEAD' }),
    ).toMatchObject({
      headers: { 'content-length': '5242881' },
    })
  })

  test('reads why it is refused, and the id of the request', async ({ gateway, site: { page }, folders }) => {
    const guest = await folders.guest()
    const url = await presigned(gateway.url, guest.credentials, { bucket: 'photos', key: 'private/ann/x' })
    const refused = await fetchIn(page, { url })
    expect(refused).toMatchObject({ status: 403, headers: { 'x-amz-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) } })
    expect(refused.body).toContain('is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::photos/private/ann/x"')
    const tampered = await fetchIn(page, { url: url.replace('private/ann/x', 'public/x') })
    expect(tampered).toMatchObject({ status: 403, body: expect.stringContaining('SignatureDoesNotMatch') })
    const other = await fetchIn(page, { url, method: 'DELETE' })
    expect(other).toMatchObject({ status: 403, body: expect.stringContaining('SignatureDoesNotMatch') })
  })

  test('whose origin is not named reads nothing', async ({ site: { page, origin } }) => {
    const others: Gateway = await startGateway({ origins: ['https://app.example.test'] })
    const ours: Gateway = await startGateway({ origins: ['https://app.example.test', origin] })
    for (const [gateway, status] of [
      [others, 0],
      [ours, 403],
    ] as const) {
      const { rootAccessKey } = gateway.hallpass.server
      const url = await presigned(gateway.url, { ...rootAccessKey, secretAccessKey: 'wrong' }, { bucket: 'photos', key: 'x' })
      expect((await fetchIn(page, { url })).status).toBe(status)
      expect((await fetchIn(page, { url, method: 'PUT', headers: { 'x-amz-meta-a': 'b' } })).status).toBe(status)
      expect(gateway.store.received.filter(({ target }) => target !== '/')).toEqual([])
      await gateway.close()
    }
  })
})
