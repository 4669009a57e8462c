import { describe, expect } from 'vitest'
import { startStubServer } from '../../hallpass/test/counterparts/stub-server.ts'
import { test } from '../../hallpass/test/hallpass.ts'
import { newUser } from '../../hallpass/test/iam-users.ts'
import { withHallpass } from '../src/fetch.ts'
import { signedHeaders } from './servers.ts'

const url = 'https://shop.example.com'
const asked = { action: 'execute-api:Invoke', resource: (request: Request) => `arn:aws:execute-api:::shop${new URL(request.url).pathname}` }

/** Answers with who called and what he sent. */
const echo = (endpoint: string, longestBody?: number) =>
  withHallpass({ endpoint, ...asked, ...(longestBody !== undefined && { longestBody }) }, async (request, hallpass) =>
    Response.json({ ...hallpass, sent: await request.text() }),
  )

describe('a fetch handler', () => {
  test('is told who called, and gets the body that was signed', async ({ hallpass }) => {
    const headers = signedHeaders(url, hallpass.server.rootAccessKey, { method: 'POST', body: 'hello' })
    const answer = await echo(hallpass.url)(new Request(`${url}/orders`, { method: 'POST', headers, body: 'hello' }))
    expect(await answer.json()).toMatchObject({ principal: { arn: 'arn:aws:iam::123456789012:root' }, sent: 'hello' })
  })

  test('gets a body whose hash the request does not state', async ({ hallpass }) => {
    const sending = { method: 'POST', body: 'hello', stated: null }
    const headers = signedHeaders(url, hallpass.server.rootAccessKey, sending)
    const answer = await echo(hallpass.url)(new Request(`${url}/orders`, { method: 'POST', headers, body: 'hello' }))
    expect(await answer.json()).toMatchObject({ sent: 'hello' })
    const forged = await echo(hallpass.url)(new Request(`${url}/orders`, { method: 'POST', headers, body: 'hullo' }))
    expect(forged.status).toBe(401)
  })

  test('is not reached by others', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass)
    const headers = signedHeaders(url, credentials)
    expect((await echo(hallpass.url)(new Request(`${url}/orders`, { headers }))).status).toBe(403)
    expect((await echo(hallpass.url)(new Request(`${url}/orders`))).status).toBe(401)
  })

  test('is not reached by bodies that are too long', async ({ hallpass }) => {
    const body = 'x'.repeat(100)
    const headers = signedHeaders(url, hallpass.server.rootAccessKey, { method: 'POST', body })
    expect((await echo(hallpass.url, 99)(new Request(`${url}/orders`, { method: 'POST', headers, body }))).status).toBe(413)
    expect((await echo(hallpass.url, 100)(new Request(`${url}/orders`, { method: 'POST', headers, body }))).status).toBe(200)
  })

  test('is not reached while Hallpass cannot be asked', async ({ hallpass }) => {
    const stub = await startStubServer(() => ({ body: {} }))
    await stub.close()
    const headers = signedHeaders(url, hallpass.server.rootAccessKey)
    expect((await echo(stub.url)(new Request(`${url}/orders`, { headers }))).status).toBe(503)
  })
})
