import { once } from 'node:events'
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { RetryErrorInfo } from '@smithy/types'
import { describe, expect, test } from 'vitest'
import { usualConnectionLimits } from '../src/server/connection-limits.ts'
import { createListener } from '../src/server/create-listener.ts'
import { refuseLoad } from '../src/server/refuse-load.ts'
import { openConnection } from './support/raw-connection.ts'

/** A listener that is too busy for anything but probes. */
async function startBusy() {
  const server = createListener({
    serve: (_, response) => void response.end('ok'),
    isTooMuch: () => true,
    refuse: refuseLoad,
    connections: usualConnectionLimits,
    trustedProxies: [],
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    url,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

describe('a service that is too busy', () => {
  test('says so to the SDK, which tries again when it is told to', async () => {
    const { url, close } = await startBusy()
    const told: unknown[] = []
    const first = { getRetryCount: () => 0, getRetryDelay: () => 0 }
    const retryStrategy = {
      mode: 'standard',
      acquireInitialRetryToken: async () => first,
      async refreshRetryTokenForRetry(_: unknown, { errorType, retryAfterHint }: RetryErrorInfo): Promise<never> {
        told.push([errorType, retryAfterHint !== undefined])
        throw new Error('No more.')
      },
      recordSuccess: () => undefined,
    }
    const settings = { endpoint: url, region: 'eu-central-1', credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' }, retryStrategy }
    const [cognito, sts] = [new CognitoIdentityClient(settings), new STSClient(settings)]
    const busy = { name: 'ServiceUnavailable', message: 'The service is busy. Please try again.', $metadata: { httpStatusCode: 503 } }
    await expect(cognito.send(new GetIdCommand({ IdentityPoolId: 'eu-central-1:0' }))).rejects.toMatchObject(busy)
    await expect(sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject(busy)
    expect(told).toEqual([
      ['TRANSIENT', true],
      ['TRANSIENT', true],
    ])
    for (const client of [cognito, sts]) client.destroy()
    await close()
  })

  test('answers probes', async () => {
    const { url, close } = await startBusy()
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/`)).status).toBe(503)
    await close()
  })

  test('lets pages of other origins read that it is', async () => {
    const { url, close } = await startBusy()
    const answer = await fetch(url, { method: 'POST', headers: { origin: 'https://app.example.com' }, body: '{}' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('retry-after')).toBe('1')
    await close()
  })

  test('keeps the connection, unless a long body is still to come', async () => {
    const { url, close } = await startBusy()
    const connection = await openConnection(url)
    await connection.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}')
    await connection.seen(/503 Service Unavailable[\s\S]*<\/ErrorResponse>/)
    await connection.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{')
    const [, , second] = (await connection.received).split('HTTP/1.1 ')
    expect(second).toMatch(/^503 [\s\S]*\r\nconnection: close\r\n/i)
    await close()
  })
})
