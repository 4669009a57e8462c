import { afterEach, describe, expect, test } from 'vitest'
import type { ServeOptions } from '../src/server/serve-options.ts'
import { type Hallpass, startHallpass } from './hallpass.ts'
import { exchange, openConnection, type RawConnection } from './support/raw-connection.ts'

const running: Hallpass[] = []
const open: RawConnection[] = []
afterEach(async () => {
  for (const connection of open.splice(0)) connection.destroy()
  await Promise.all(running.splice(0).map((hallpass) => hallpass.close()))
})

async function start(options: Partial<ServeOptions>) {
  const hallpass = await startHallpass(options)
  running.push(hallpass)
  return hallpass.url
}

/** Opens a connection and asks for the health over it, which keeps it. */
async function ask(url: string): Promise<RawConnection> {
  const connection = await openConnection(url)
  open.push(connection)
  await connection.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  return connection
}

describe('of connections', () => {
  test.for([
    ['in all', { inAll: 3, perAddress: undefined }],
    ['of one address', { inAll: 100, perAddress: 3 }],
  ] as const)('%s, those beyond the limit are closed, until there is room again', async ([, connections]) => {
    const url = await start({ connections })
    const held = [await ask(url), await ask(url), await ask(url)]
    for (const connection of held) await connection.seen(/"ok"/)
    expect(await (await ask(url)).received).toBe('')
    // The server has seen the end of it when it has closed its own side.
    await held[0]?.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(await held[0]?.received).toContain('"ok"')
    const next = await ask(url)
    await expect(next.seen(/"ok"/)).resolves.toBeUndefined()
    await held[1]?.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(await held[1]?.received).toContain('"ok"')
  })

  test('those of trusted proxies count as nobody’s', async () => {
    const url = await start({ connections: { inAll: 100, perAddress: 1 }, trustedProxies: ['127.0.0.0/8'] })
    const held = [await ask(url), await ask(url), await ask(url)]
    for (const connection of held) await expect(connection.seen(/"ok"/)).resolves.toBeUndefined()
  })
})

test('of headers, more than 256 are refused, and none is left out', async () => {
  const url = await start({})
  const headers = (count: number) => Array.from({ length: count }, (_, n) => `x${n}: 1\r\n`).join('')
  const request = (count: number) => `GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers(count - 2)}\r\n`
  expect(await exchange(url, request(256))).toMatch(/^HTTP\/1\.1 200 /)
  expect(await exchange(url, request(257))).toMatch(/^HTTP\/1\.1 431 /)
  expect(await exchange(url, request(2_100))).toMatch(/^HTTP\/1\.1 431 /)
})
