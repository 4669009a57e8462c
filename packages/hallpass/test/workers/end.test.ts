import { expect } from 'vitest'
import { test } from '../hallpass-process.ts'
import { openConnection, rawHead } from '../support/raw-connection.ts'

const args = ['serve', '--port', '0', '--workers', '2']

test('prints its address, the same for all processes, as the only line on standard output', async ({ hallpass }) => {
  const service = hallpass(args)
  const url = await service.url
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const { exitCode, stdout } = await service.stop('SIGTERM')
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `hallpass listening on ${url}\n` })
})

test('a request that has begun is answered after the signal to stop', async ({ hallpass }) => {
  const service = hallpass(args)
  const url = await service.url
  const body = JSON.stringify({ IdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' })
  const connection = await openConnection(url)
  await connection.write(rawHead(url, 'GetId', [`Content-Length: ${body.length}`, 'Expect: 100-continue']))
  await connection.seen(/^HTTP\/1\.1 100 /)
  const ended = service.stop('SIGTERM')
  while (await isListening(url)) {
    // Until nobody is let in any more.
  }
  await connection.write(body)
  expect(await connection.received).toContain('ResourceNotFoundException')
  expect((await ended).exitCode).toBe(0)
})

test('a supervisor that is killed takes all its processes with it', async ({ hallpass }) => {
  const service = hallpass(args)
  const url = await service.url
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  // The other processes hold standard error open: this settles when they are gone, too.
  const { exitCode } = await service.stop('SIGKILL')
  expect(exitCode).toBeNull()
})

async function isListening(url: string): Promise<boolean> {
  try {
    const connection = await openConnection(url)
    connection.destroy()
    return true
  } catch {
    return false
  }
}
