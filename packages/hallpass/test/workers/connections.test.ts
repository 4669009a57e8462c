import { expect } from 'vitest'
import { test } from '../hallpass-process.ts'
import { exchange, openConnection } from '../support/raw-connection.ts'

test('connections are spread over the workers, and those beyond the limit of all are closed', async ({ hallpass }) => {
  const url = await hallpass(['serve', '--port', '0', '--workers', '2'], { HALLPASS_MAX_CONNECTIONS: '2' }).url
  const held = [await openConnection(url), await openConnection(url)]
  for (const connection of held) {
    await connection.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await connection.seen(/"ok"/)
  }
  expect(await exchange(url, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('')
  for (const connection of held) connection.destroy()
})
